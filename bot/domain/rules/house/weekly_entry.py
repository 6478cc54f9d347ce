"""Weekly data as it is kept: each entry with who put it there and when, and who took it away.

Nothing is overwritten: what was in force on any day can be told later.
"""

from datetime import datetime
from typing import Any

from sqlmodel import JSON, Field, Index, text

from bot.domain.records.columns import Stored, Table, text_enum
from bot.domain.rules.house.weekly_data import Kind


class HouseEntry(Stored, table=True):
    """One row of one kind of weekly data."""

    __tablename__ = "house_entries"
    __table_args__ = (
        Index(
            "ix_house_entries_standing",
            "kind",
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    kind: Kind = Field(sa_type=text_enum(Kind))
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    added_at: datetime
    added_by: str
    removed_at: datetime | None = None
    removed_by: str | None = None
    begun_at: datetime | None = None  # of an absence: when the person's cases were given on
    uses: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # of a canned reply


class HouseRevision(Table, table=True):
    """One row: a new word at each change, so that a process knows when to read again."""

    __tablename__ = "house_revisions"

    id: int = Field(primary_key=True)
    revision: str
