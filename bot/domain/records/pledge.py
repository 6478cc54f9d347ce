"""A pledge: what an answer of ours promises the customer by a moment, and who sees to it.

Its words stand in the answer alone; a row holds what is to be done, by when, and what became of it.
"""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index, text

from bot.domain.records.columns import Stored, text_enum


class Deed(StrEnum):
    """What was promised to be done."""

    CALL = "call"
    CONTACT = "contact"  # whichever way
    WRITE = "write"  # an e-mail, a direct message
    SEND = "send"  # a thing: a card, a statement, a form
    UPDATE = "update"
    ANSWER = "answer"
    SETTLE = "settle"


class PledgeEnd(StrEnum):
    """How a pledge ended."""

    KEPT = "kept"
    DROPPED = "dropped"


class Pledge(Stored, table=True):
    """One pledge. It counts from when its answer is out; of one that never went it stays without effect."""

    __tablename__ = "pledges"
    __table_args__ = (
        Index(
            "ix_pledges_open",
            "due_at",
            sqlite_where=text("ended_at IS NULL AND given_at IS NOT NULL"),
            postgresql_where=text("ended_at IS NULL AND given_at IS NOT NULL"),
        ),
        Index("ix_pledges_given", "given_at"),
        Index("ix_pledges_ended", "ended_at"),
        Index("ix_pledges_broken", "broken_at"),
    )

    case_id: int = Field(foreign_key="cases.id", index=True)
    reply_id: int | None = Field(default=None, foreign_key="replies.id", index=True)
    message_id: int | None = Field(default=None, foreign_key="messages.id")  # in a native app
    deed: Deed = Field(sa_type=text_enum(Deed))
    due_at: datetime
    promised_by: str  # a Slack user id
    holder: str = ""  # whoever sees to it now, once it is given; empty while nobody is there
    written_at: datetime
    given_at: datetime | None = None  # when its answer was published
    reminded_at: datetime | None = None
    broken_at: datetime | None = None  # the due time that passed, once it did
    lead_told_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: PledgeEnd | None = Field(default=None, sa_type=text_enum(PledgeEnd))
    ended_by: str = ""  # the actor

    @property
    def is_open(self) -> bool:
        """Whether the customer has it, and waits."""
        return self.given_at is not None and self.ended_at is None


DEED_TITLE: dict[Deed, str] = {
    Deed.CALL: "call the customer",
    Deed.CONTACT: "be in touch with the customer",
    Deed.WRITE: "write to the customer",
    Deed.SEND: "send it to the customer",
    Deed.UPDATE: "give the customer an update",
    Deed.ANSWER: "answer the customer",
    Deed.SETTLE: "settle it for the customer",
}
