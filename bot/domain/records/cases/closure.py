"""A closure: how a case ended, who said so and when; and, if the customer came back, when."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index, text

from bot.domain.records.columns import Stored, text_enum


class ClosureKind(StrEnum):
    """The three ends a case can have."""

    RESOLVED = "resolved"
    NOT_ACTIONABLE = "not_actionable"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What came of a resolved case. Each has a written meaning that staff see."""

    FIXED = "fixed"
    EXPLAINED = "explained"
    REDRESS = "redress"
    PASSED_ON = "passed_on"
    NO_FAULT = "no_fault"
    WITHDRAWN = "withdrawn"


OUTCOME_MEANING: dict[Outcome, str] = {
    Outcome.FIXED: "Put right: the customer has what they asked for",
    Outcome.EXPLAINED: "Explained: the question is answered",
    Outcome.REDRESS: "Redress: an apology, refund or payment was agreed",
    Outcome.PASSED_ON: "Passed on: another team or firm has it and the customer knows",
    Outcome.NO_FAULT: "No fault found: looked into and explained",
    Outcome.WITHDRAWN: "Withdrawn: the customer no longer wants it pursued",
}


class NotActionableReason(StrEnum):
    """Why a case needs no answer from us."""

    NO_REPLY_NEEDED = "no_reply_needed"
    PRAISE = "praise"
    NOT_OURS = "not_ours"
    SPAM = "spam"
    DUPLICATE = "duplicate"
    DELETED = "deleted"


NOT_ACTIONABLE_MEANING: dict[NotActionableReason, str] = {
    NotActionableReason.NO_REPLY_NEEDED: "No reply needed: a remark, or only thanks",
    NotActionableReason.PRAISE: "Praise: kind words, nothing asked",
    NotActionableReason.NOT_OURS: "Not ours: meant for another bank or a namesake",
    NotActionableReason.SPAM: "Spam or abuse: nothing to answer",
    NotActionableReason.DUPLICATE: "Duplicate: another case has it",
    NotActionableReason.DELETED: "Deleted: the customer took the post down",
}


class Closure(Stored, table=True):
    """One end of one case. A reopened case keeps it, with the time it was reopened."""

    __tablename__ = "closures"
    __table_args__ = (
        Index("ix_closures_closed_at", "closed_at"),
        Index(
            "ix_closures_reopened_at",
            "reopened_at",
            sqlite_where=text("reopened_at IS NOT NULL"),
            postgresql_where=text("reopened_at IS NOT NULL"),
        ),
    )

    case_id: int = Field(foreign_key="cases.id", index=True)
    kind: ClosureKind = Field(sa_type=text_enum(ClosureKind))
    outcome: str  # an Outcome or a NotActionableReason
    remark: str = ""  # masked
    closed_at: datetime
    closed_by: str
    reopened_at: datetime | None = None
    reopened_by: str | None = None
