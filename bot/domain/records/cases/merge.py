"""A merge: one case goes on in another. Its own messages, trail and evidence stay where they are."""

from datetime import datetime
from typing import Any

from sqlmodel import JSON, Field, Index, text

from bot.domain.records.columns import Stored


class Merge(Stored, table=True):
    """One case into another. ``before`` is how the target's clocks stood, to be put back by un-merge."""

    __tablename__ = "merges"
    __table_args__ = (
        Index(
            "uq_merges_standing",
            "case_id",
            unique=True,
            sqlite_where=text("unmerged_at IS NULL"),
            postgresql_where=text("unmerged_at IS NULL"),
        ),
        Index("ix_merges_into", "into_case_id"),
    )

    case_id: int = Field(foreign_key="cases.id")
    into_case_id: int = Field(foreign_key="cases.id")
    merged_at: datetime
    merged_by: str
    before: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    opened_before: datetime  # the target's own start
    unmerged_at: datetime | None = None
    unmerged_by: str | None = None
