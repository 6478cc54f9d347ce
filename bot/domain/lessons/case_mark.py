"""What a person says about a case so that the business learns from it: its root cause, an idea, praise.

A mark is taken back by another decision and never erased. It holds no word of the customer.
"""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index, text

from bot.domain.records.columns import Stored, text_enum


class MarkKind(StrEnum):
    """What can be said of a case."""

    CAUSE = "cause"
    IDEA = "idea"
    PRAISE = "praise"


class CaseMark(Stored, table=True):
    """One mark on one case. A case has at most one standing mark of each kind."""

    __tablename__ = "case_marks"
    __table_args__ = (
        Index(
            "uq_case_marks_standing",
            "case_id",
            "kind",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index("ix_case_marks_case", "case_id"),
        Index("ix_case_marks_marked_at", "marked_at"),
        Index("ix_case_marks_cause", "cause", "marked_at"),
    )

    case_id: int = Field(foreign_key="cases.id")
    kind: MarkKind = Field(sa_type=text_enum(MarkKind))
    cause: str = ""  # a name of complaints.toml, where that is what it says
    marked_at: datetime
    marked_by: str
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
