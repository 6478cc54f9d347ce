"""What staff say of two accounts: that one person has both. Nothing is matched by itself."""

from datetime import datetime

from sqlmodel import Field, Index, text

from bot.domain.records.columns import Stored


class AccountLink(Stored, table=True):
    """Two accounts of one person, the lower number first. Of a person with several, every two have a row."""

    __tablename__ = "account_links"
    __table_args__ = (
        Index(
            "uq_account_links_standing",
            "first_author_id",
            "second_author_id",
            unique=True,
            sqlite_where=text("unlinked_at IS NULL"),
            postgresql_where=text("unlinked_at IS NULL"),
        ),
        Index("ix_account_links_second", "second_author_id"),
    )

    first_author_id: int = Field(foreign_key="authors.id")
    second_author_id: int = Field(foreign_key="authors.id")
    linked_at: datetime
    linked_by: str  # a Slack user id
    unlinked_at: datetime | None = None
    unlinked_by: str | None = None

    def other(self, author_id: int) -> int:
        """The account on the other side."""
        return self.second_author_id if self.first_author_id == author_id else self.first_author_id
