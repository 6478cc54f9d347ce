"""A received item: what a platform sent, sealed, from the moment it came until it is settled.

The body is erased in the commit that settles the item; an unreadable one is kept seven days.
"""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index, UniqueConstraint, text

from bot.domain.records.columns import Stored, Table, text_enum


class ItemState(StrEnum):
    """What became of an item."""

    WAITING = "waiting"
    SETTLED = "settled"
    NOT_USED = "not_used"
    SET_ASIDE = "set_aside"


MOST_ATTEMPTS = 6  # to read an item, before a person has to look at it
IS_OVER = "state IN ('settled', 'not_used')"  # so does this
IS_SEALED = "sealed_body IS NOT NULL"
IS_WAITING = "state = 'waiting'"  # word for word, or SQLite takes no partial index


class ReceivedItem(Stored, table=True):
    """One thing a platform told us. Unique on source and key, so a repeat is the same row."""

    __tablename__ = "received_items"
    __table_args__ = (
        UniqueConstraint("source", "key"),
        Index(
            "ix_received_items_waiting",
            "not_before",
            "id",
            sqlite_where=text(IS_WAITING),
            postgresql_where=text(IS_WAITING),
        ),
        Index(
            "ix_received_items_next",
            "id",
            sqlite_where=text(IS_WAITING),
            postgresql_where=text(IS_WAITING),
        ),
        Index(
            "ix_received_items_aside",
            "source",
            "keep_until",
            "id",
            sqlite_where=text("keep_until IS NOT NULL"),
            postgresql_where=text("keep_until IS NOT NULL"),
        ),
        Index(
            "ix_received_items_over",
            "settled_at",
            sqlite_where=text(IS_OVER),
            postgresql_where=text(IS_OVER),
        ),
        Index(
            "ix_received_items_sealed",
            "case_id",
            sqlite_where=text(IS_SEALED),
            postgresql_where=text(IS_SEALED),
        ),
        Index(
            "ix_received_items_keep_until",
            "keep_until",
            sqlite_where=text("keep_until IS NOT NULL"),
            postgresql_where=text("keep_until IS NOT NULL"),
        ),
    )

    source: str  # "x:mentions:111", "facebook:webhook", "facebook:comments:222"
    key: str  # the object's id, the verb and the time of that change
    channel: str
    account: str
    sealed_body: bytes | None = None
    state: ItemState = Field(default=ItemState.WAITING, sa_type=text_enum(ItemState))
    received_at: datetime  # business time
    not_before: datetime  # the database's time
    attempts: int = 0
    settled_at: datetime | None = None
    keep_until: datetime | None = (
        None  # business time; when the body of an item set aside is erased
    )
    case_id: int | None = None
    reason: str | None = (
        None  # why it was set aside or not used, in a sentence without customer text
    )


class SeenEvent(Table, table=True):
    """A Slack event or action that was acted on; written in the transaction that acted."""

    __tablename__ = "seen_events"

    key: str = Field(primary_key=True)
    seen_at: datetime = Field(index=True)
