"""A case: one customer's matter from the first post to closing. Its state says who has the next word.

Who owns it is a Claim; how it ended is a Closure. Both are records with who and when, not flags.
"""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index, UniqueConstraint, text

from bot.domain.records.columns import Stored, text_enum


class CaseState(StrEnum):
    """Who has the next word."""

    NEW = "new"
    CLAIMED = "claimed"
    WITH_CUSTOMER = "with_customer"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    CLOSED = "closed"
    NOT_ACTIONABLE = "not_actionable"
    MERGED = "merged"


OPEN_STATES = frozenset(
    {CaseState.NEW, CaseState.CLAIMED, CaseState.WITH_CUSTOMER, CaseState.SNOOZED}
)
# Word for word what its index says: SQLite uses such an index for the same words only.
IS_OPEN = "state IN ('new', 'claimed', 'with_customer', 'snoozed')"
_EMPTY = {"server_default": text("''")}  # of rows that the code before this one makes


class Case(Stored, table=True):
    """One customer's matter with one account of ours on one channel. All times are aware UTC."""

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_conversation", "channel", "account", "conversation"),
        Index("ix_cases_author_state", "author_id", "state"),
        Index("ix_cases_state_opened", "state", "opened_at"),
        Index("ix_cases_last_inbound", "last_inbound_at"),
        Index("ix_cases_open", "id", sqlite_where=text(IS_OPEN), postgresql_where=text(IS_OPEN)),
        Index("ix_cases_state_since", "state", "state_since"),
        Index("ix_cases_received_at", "received_at"),
        Index("ix_cases_first_answered_at", "first_answered_at"),
    )

    brand: str
    channel: str
    account: str
    conversation: str
    author_id: int = Field(foreign_key="authors.id")
    state: CaseState = Field(default=CaseState.NEW, sa_type=text_enum(CaseState))
    state_since: datetime
    route: str
    team: str = ""
    priority: str = "normal"
    priority_rank: int = 0  # above normal, or below; for putting cases in order
    opened_at: datetime  # the first post's own time on the platform
    received_at: datetime  # when it reached us
    last_inbound_at: datetime  # the customer's latest word, platform time
    unanswered_since: datetime | None = None  # oldest message without an answer, platform time
    first_answered_at: datetime | None = None
    snoozed_until: datetime | None = None
    pledge_due_at: datetime | None = (
        None  # the soonest that an answer of ours promised, and is owed
    )
    previous_case_id: int | None = Field(default=None, foreign_key="cases.id")
    # Of the customer's latest words that have one; or as the actor said, and then no word changes it.
    language: str = Field(default="", sa_column_kwargs=_EMPTY)
    language_by: str = Field(default="", sa_column_kwargs=_EMPTY)
    version: int = 1

    @property
    def number(self) -> int:
        """What people call the case: C-17 is the case whose number, and id, is 17."""
        return self.pk

    @property
    def is_open(self) -> bool:
        """Whether somebody still has a next word."""
        return self.state in OPEN_STATES

    def move_to(self, state: CaseState, *, now: datetime) -> None:
        """Change the state and bump the version that buttons carry."""
        if state != self.state:
            self.state = state
            self.state_since = now
            self.snoozed_until = None
        self.touch()

    def touch(self) -> None:
        """Mark a visible change, so that a stale button can be told from a fresh one."""
        self.version += 1


class Surface(StrEnum):
    """Where words are read: by everybody, or by the customer alone."""

    PUBLIC = "public"
    PRIVATE = "private"


QUOTES_NOTHING = 0  # what a headline quotes whose thread was opened before the customer wrote there


class CaseThread(Stored, table=True):
    """A Slack thread that shows a case: one public, one private, one for each team handed to."""

    __tablename__ = "case_threads"
    __table_args__ = (
        UniqueConstraint("slack_channel", "slack_ts"),
        Index(
            "uq_case_threads_case_surface_channel",
            "case_id",
            "surface",
            "slack_channel",
            unique=True,
        ),
        Index(
            "ix_case_threads_waiting",
            "case_id",
            sqlite_where=text("slack_ts IS NULL"),
            postgresql_where=text("slack_ts IS NULL"),
        ),
    )

    case_id: int = Field(foreign_key="cases.id", index=True)
    surface: Surface = Field(default=Surface.PUBLIC, sa_type=text_enum(Surface))
    slack_channel: str
    slack_ts: str | None = None  # the headline's ts, which is also the thread's; None until posted
    opened_at: datetime
    current_since: datetime | None = (
        None  # of several of a surface: since when the case goes on here
    )
    headline_message_id: int | None = None  # the message its headline quotes, or QUOTES_NOTHING; of
    # threads opened before this was written down None: the first by the platform's time
