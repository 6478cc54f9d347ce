"""The secure chat of a case: the invitation, the browsers that came by it, and the order of the words.

Neither a token, nor a cookie, nor a code is stored, only what tells whether one is right. The words
themselves are messages and replies, as all words are.
"""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index, UniqueConstraint, text

from bot.domain.records.columns import Stored, Table, text_enum

WEBCHAT = "webchat"  # the channel of what is said in a secure chat


class ChatRoute(StrEnum):
    """How the link reached the customer, and so what it proves."""

    DIRECT = "direct"  # in private: whoever has it is the customer
    PUBLIC = "public"  # for all to read: whoever has it proves with a code who they are


class Unlocked(StrEnum):
    """What proved that a browser is the customer's."""

    DIRECT_LINK = "direct_link"
    CODE = "code"
    LOGIN = "login"  # with the bank's own login, on a link for all to read


class CodeRefused(StrEnum):
    """Why a code let nobody in."""

    OTHER_ACCOUNT = "other_account"
    EXPIRED = "expired"
    USED = "used"
    UNKNOWN = "unknown"


class Nudge(StrEnum):
    """Words of the bank's own that tell a customer about the chat outside of it."""

    REMINDER = "reminder"  # they were invited, and have not come
    ANSWER_WAITS = "answer_waits"  # they are away, and have not seen what was said
    CLOSING_LINE = "closing_line"  # for all who read the public talk: it went on in private


class ChatInvitation(Stored, table=True):
    """One invitation into the secure chat, and the chat that it opens."""

    __tablename__ = "chat_invitations"
    __table_args__ = (
        Index(
            "uq_chat_invitations_open",
            "case_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL AND ended_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL AND ended_at IS NULL"),
        ),
    )

    case_id: int = Field(foreign_key="cases.id", index=True)
    route: ChatRoute = Field(sa_type=text_enum(ChatRoute))
    salt: str  # what the token is made from, with a key that the database does not hold
    token_hash: str = Field(unique=True)
    reply_id: int | None = Field(default=None, foreign_key="replies.id")  # what carries the link
    made_by: str  # Slack user id
    made_at: datetime
    expires_at: datetime  # moved on while the customer talks
    arrived_at: datetime | None = None  # the first time somebody proved to be the customer
    revoked_at: datetime | None = None
    revoked_by: str = ""
    ended_at: datetime | None = None
    ended_by: str = ""  # the actor
    away_since: datetime | None = (
        None  # of somebody who came: when they were there last; None: they are
    )
    look_at: datetime | None = Field(default=None, index=True)  # when a timer looks at it next
    solved: bool | None = None  # what the customer said at the end
    stars: int | None = None

    def is_open_at(self, now: datetime) -> bool:
        """Whether words can be said in it, by whoever is in."""
        return self.revoked_at is None and self.ended_at is None and now < self.expires_at


class ChatSession(Stored, table=True):
    """One browser that entered by a link."""

    __tablename__ = "chat_sessions"

    invitation_id: int = Field(foreign_key="chat_invitations.id", index=True)
    cookie_hash: str = Field(unique=True)
    opened_at: datetime
    seen_at: datetime
    rests_at: datetime | None = None  # by the database's time: then it ends unless it was heard of
    ends_at: datetime | None = None  # then it ends in any case; older sessions have neither
    shown_from: int = 0  # the last word that it is not shown
    unlocked_at: datetime | None = None  # with how, but not when: a login is still asked for
    unlocked_how: Unlocked | None = Field(default=None, sa_type=text_enum(Unlocked))
    code_hash: str | None = Field(default=None, index=True)  # of the latest code it showed
    code_expires_at: datetime | None = None
    code_refused: str | None = None  # why a code that came for it let nobody in


class ChatLogin(Stored, table=True):
    """One time that a browser was sent to the bank's own login, and who came back. No token is kept."""

    __tablename__ = "chat_logins"

    session_id: int = Field(foreign_key="chat_sessions.id", index=True)
    invitation_id: int = Field(foreign_key="chat_invitations.id", index=True)
    state_hash: str = Field(unique=True)
    begun_at: datetime
    back_at: datetime | None = None  # the state counts once
    identified_at: datetime | None = None
    login: str = ""  # as the bank calls it
    person_hash: str | None = None  # the same for the same person of this chat's case
    sealed_person: bytes | None = None  # with the case's key


class ChatWord(Stored, table=True):
    """One text in the chat. Its id is its place: words of one chat are written one after the other."""

    __tablename__ = "chat_words"
    __table_args__ = (UniqueConstraint("invitation_id", "client_key"),)

    invitation_id: int = Field(foreign_key="chat_invitations.id", index=True)
    message_id: int | None = Field(default=None, foreign_key="messages.id", unique=True)
    reply_id: int | None = Field(default=None, foreign_key="replies.id", unique=True)
    client_key: str | None = None  # the page's own: sent twice it is one word
    at: datetime
    seen_at: datetime | None = None  # when the customer's page showed what staff said


class ChatNudge(Stored, table=True):
    """One nudge, and the message that carries it. One that never went out counts as none."""

    __tablename__ = "chat_nudges"

    invitation_id: int = Field(foreign_key="chat_invitations.id", index=True)
    what: Nudge = Field(sa_type=text_enum(Nudge))
    reply_id: int = Field(foreign_key="replies.id", unique=True)
    made_by: str  # the actor
    made_at: datetime


class RateWindow(Table, table=True):
    """How often something was done in a stretch of time, whichever process was asked."""

    __tablename__ = "rate_windows"

    key_hash: str = Field(primary_key=True)
    began_at: datetime = Field(index=True)
    count: int = 0
