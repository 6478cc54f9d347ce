"""Storing what came in: one statement a batch, a repeat is no new row, the body is sealed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col

from bot.inbox.received import ItemState, ReceivedItem
from bot.storage.engine import announce, insert_or_nothing
from bot.storage.sealing import Vault
from bot.telemetry import metrics

TOPIC = "inbox"
KEPT_UNREAD = timedelta(days=7)  # the longest that the body of an item set aside is kept
_AT_ONCE = 500  # rows in a statement; SQLite allows 32,766 values in one
_LONGEST_REASON = 300


@dataclass(frozen=True)
class Incoming:
    """One item on its way into the inbox, as the platform sent it."""

    source: str  # "x:mentions:111", "facebook:webhook"
    channel: str
    account: str
    key: str  # the object's id, the verb and the time of that change
    body: bytes


def store(
    *, session: Session, items: Sequence[Incoming], vault: Vault, now: datetime, db_now: datetime
) -> int:
    """Keep these items for the worker; returns how many were new.

    ``now`` is business time, ``db_now`` the database's.
    """
    stored = 0
    for start in range(0, len(items), _AT_ONCE):
        rows = [_row(item, vault, now, db_now) for item in items[start : start + _AT_ONCE]]
        stored += _insert(session, rows)
    if stored:
        announce(session, TOPIC)
    _count(items, stored)
    return stored


def store_unreadable(
    *,
    session: Session,
    item: Incoming,
    reason: str,
    vault: Vault,
    now: datetime,
    db_now: datetime,
    kept: timedelta = KEPT_UNREAD,
) -> int:
    """Keep an item that could not even be split, set aside for a person with the reason."""
    row = _row(item, vault, now, db_now) | {
        "state": ItemState.SET_ASIDE,
        "reason": reason[:_LONGEST_REASON],
        "keep_until": now + kept,
    }
    stored = _insert(session, [row])
    if stored:
        metrics.SET_ASIDE.labels(channel=item.channel).inc()
    return stored


def sealed_under(source: str, key: str) -> str:
    """The context a body is sealed under, so that no body opens in another item's place."""
    return f"inbox:{source}:{key}"


def key_of(body: bytes) -> str:
    """A key for a body that has no readable id."""
    return hashlib.sha256(body).hexdigest()


def _row(item: Incoming, vault: Vault, now: datetime, db_now: datetime) -> dict[str, object]:
    return {
        "source": item.source,
        "key": item.key,
        "channel": item.channel,
        "account": item.account,
        "sealed_body": vault.seal_body(item.body, sealed_under(item.source, item.key)),
        "state": ItemState.WAITING,
        "received_at": now,
        "not_before": db_now,
        "attempts": 0,
    }


def _insert(session: Session, rows: list[dict[str, object]]) -> int:
    insert = insert_or_nothing(session, ReceivedItem, "source", "key")
    statement = insert.values(rows).returning(col(ReceivedItem.id))
    return len(session.connection().execute(statement).all())


def _count(items: Sequence[Incoming], stored: int) -> None:
    if items:
        channel = items[0].channel
        metrics.RECEIVED.labels(channel=channel).inc(stored)
        metrics.REPEATED.labels(channel=channel).inc(len(items) - stored)
