"""A link between two cases that have something in common. It reads the same from both sides."""

from datetime import datetime

from sqlmodel import Field, Index, text

from bot.domain.records.columns import Stored


class CaseLink(Stored, table=True):
    """Two cases, the older number first, and why they belong together."""

    __tablename__ = "case_links"
    __table_args__ = (
        Index(
            "uq_case_links_standing",
            "first_case_id",
            "second_case_id",
            unique=True,
            sqlite_where=text("unlinked_at IS NULL"),
            postgresql_where=text("unlinked_at IS NULL"),
        ),
        Index("ix_case_links_second", "second_case_id"),
    )

    first_case_id: int = Field(foreign_key="cases.id")
    second_case_id: int = Field(foreign_key="cases.id")
    note: str = ""  # masked
    linked_at: datetime
    linked_by: str
    unlinked_at: datetime | None = None
    unlinked_by: str | None = None

    def other(self, case_id: int) -> int:
        """The case on the other side."""
        return self.second_case_id if self.first_case_id == case_id else self.first_case_id
