"""An answer that waits for a second person, or waited: who asked, why, and what was decided by whom."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index, text

from bot.domain.records.columns import Stored, text_enum


class Decision(StrEnum):
    """How the wait of an answer ended."""

    APPROVED = "approved"
    RETURNED = "returned"  # with a note; the words are the author's again
    EXPIRED = "expired"  # nobody decided in the bank's time
    TAKEN_BACK = "taken_back"  # by the author, or with the chat that it led into


class Approval(Stored, table=True):
    """One wait of one answer. An answer that is written anew waits anew, in a row of its own."""

    __tablename__ = "approvals"
    __table_args__ = (
        Index(
            "ix_approvals_waiting",
            "asked_at",
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    case_id: int = Field(foreign_key="cases.id", index=True)
    reply_id: int = Field(foreign_key="replies.id", unique=True)
    because: str  # the reasons, by their names, with commas between
    asked_by: str  # a Slack user id
    asked_at: datetime
    asked_of: str = ""  # the Slack user ids of whoever was asked by name, with commas between
    text: str  # as it was asked for; the reply holds what was approved
    text_sha256: str
    decision: Decision | None = Field(default=None, sa_type=text_enum(Decision))
    decided_at: datetime | None = None
    decided_by: str = ""  # empty where nobody did
    note: str = ""  # of whoever returned it; masked
    approved_sha256: str = ""  # the fingerprint of the words that were approved

    @property
    def waits(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decision is None

    @property
    def was_changed(self) -> bool:
        """Whether other words were approved than were asked for."""
        return bool(self.approved_sha256) and self.approved_sha256 != self.text_sha256
