"""A post of a blocked author: kept, masked, and set aside. It is listed, read, counted and taken in
later, if somebody thinks better of it."""

from datetime import datetime
from typing import Any

from sqlmodel import JSON, Field, UniqueConstraint

from bot.domain.records.columns import Stored


class BlockedPost(Stored, table=True):
    """One post that became no part of a case, because its author is blocked."""

    __tablename__ = "blocked_posts"
    __table_args__ = (UniqueConstraint("channel", "account", "external_id"),)

    channel: str
    account: str
    external_id: str
    author_id: int = Field(foreign_key="authors.id", index=True)
    brand: str = ""
    surface: str = "public"
    text: str  # masked
    told: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # the happening, masked
    posted_at: datetime
    received_at: datetime = Field(index=True)
    deleted_at: datetime | None = None
    taken_in_at: datetime | None = None
    taken_in_by: str | None = None
    case_id: int | None = Field(default=None, foreign_key="cases.id")
