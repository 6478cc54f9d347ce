"""The person behind a public post: who they are on that channel, and nothing more.

An author is never matched to a bank's customer, nor by itself to an author of another channel.
"""

from datetime import datetime
from enum import StrEnum

from sqlmodel import UniqueConstraint

from bot.domain.records.columns import Stored


class Verified(StrEnum):
    """What the platform says of who stands behind an account."""

    NO = "no"
    YES = "yes"  # and no more
    PAID = "paid"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"


class Author(Stored, table=True):
    """One account of one person on one channel."""

    __tablename__ = "authors"
    __table_args__ = (UniqueConstraint("channel", "external_id"),)

    channel: str
    external_id: str
    handle: str = ""
    name: str = ""
    first_seen_at: datetime
    # What the platform told of the account last; nothing where it tells none.
    account_since: datetime | None = None
    followers: int | None = None
    verified: str | None = None  # a Verified

    @property
    def shown_as(self) -> str:
        """How staff see them: ``Ana Ruiz (@anar)``."""
        handle = f"@{self.handle}" if self.handle else ""
        if self.name and handle:
            return f"{self.name} ({handle})"
        return self.name or handle or "Somebody"
