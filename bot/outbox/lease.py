"""Taking the next delivery: a lane's slot, the delivery and the intent, in one transaction.

The best head first, then the lane that waited longest. Once this transaction has committed, the
attempt is on record; only then may a byte leave.
"""

import os
import socket
import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import TextClause, TypeDecorator, bindparam
from sqlmodel import Session, select, text

from bot.outbox import shared_budgets
from bot.outbox.delivery import Delivery, Lane
from bot.outbox.outcome import Parcel
from bot.outbox.patience import Patience
from bot.outbox.shared_budgets import AT_ONCE_S
from bot.storage.engine import ours

_MOMENT: TypeDecorator[Any] = Lane.__table__.c.next_at.type  # type: ignore[attr-defined]  # SQLModel does not declare it

_HEAD = """
    FROM deliveries d WHERE d.lane = l.key AND d.state = 'ready' AND d.wait_for IS NULL
    AND d.not_before <= :now AND d.kind IN :kinds ORDER BY d.priority, d.id LIMIT 1"""

_OPEN_LANE = """l.pool = :pool AND l.next_at <= :now
    AND (l.window_count IS NULL OR l."left" IS NULL OR l."left" > 0 OR l.reset_at <= :now)
    AND NOT EXISTS (SELECT 1 FROM brakes b WHERE b.key = l.brake AND b.until > :now)
    AND NOT EXISTS (SELECT 1 FROM shared_budgets g
        WHERE substr(l.key, 1, length(g.begins)) = g.begins AND g.next_at > :now)"""

_PICK_SQLITE = f"""
SELECT d.* FROM lanes l JOIN deliveries d ON d.id = (SELECT d.id {_HEAD})
WHERE {_OPEN_LANE} ORDER BY d.priority, l.next_at, d.id LIMIT 1"""

# NO KEY UPDATE, because an enqueue holds a KEY SHARE on the lane through its foreign key.
# The update repeats the state: somebody may have taken this head just before we had the lane.
_CLAIM_POSTGRES = f"""
WITH pick AS (
    SELECT l.key, head.id FROM lanes l
    JOIN LATERAL (SELECT d.id, d.priority {_HEAD}) head ON true
    WHERE {_OPEN_LANE} ORDER BY head.priority, l.next_at, head.id LIMIT 1
    FOR NO KEY UPDATE OF l SKIP LOCKED
), taken AS (
    UPDATE deliveries d SET state = 'sending', attempt = d.attempt + 1, owner = :owner,
        intent_at = :now, lease_until = :lease_until
    FROM pick WHERE d.id = pick.id AND d.state = 'ready' AND d.wait_for IS NULL RETURNING d.*
), spent AS (
    UPDATE lanes l SET
        next_at = greatest(l.next_at, :now) + make_interval(secs => l.interval_s),
        "left" = CASE WHEN l.window_count IS NULL THEN l."left"
            WHEN l.reset_at IS NULL OR l.reset_at <= :now THEN l.window_count - 1
            ELSE coalesce(l."left", l.window_count) - 1 END,
        reset_at = CASE WHEN l.window_count IS NULL THEN l.reset_at
            WHEN l.reset_at IS NULL OR l.reset_at <= :now
            THEN :now + make_interval(secs => l.window_s) ELSE l.reset_at END
    FROM taken WHERE l.key = taken.lane
), shared AS (
    UPDATE shared_budgets g SET next_at = greatest(g.next_at, :now - make_interval(secs => {AT_ONCE_S}))
        + make_interval(secs => 60 / g.a_minute)
    FROM taken WHERE substr(taken.lane, 1, length(g.begins)) = g.begins
)
SELECT taken.* FROM pick LEFT JOIN taken ON true"""

_NEXT = """
SELECT l.next_at, l."left", l.reset_at, l.window_count,
    (SELECT max(b.until) FROM brakes b WHERE b.key = l.brake) AS braked_until,
    (SELECT max(g.next_at) FROM shared_budgets g
        WHERE substr(l.key, 1, length(g.begins)) = g.begins) AS shared_at,
    coalesce(
        (SELECT d.not_before FROM deliveries d WHERE d.lane = l.key AND d.state = 'ready'
            AND d.wait_for IS NULL AND d.not_before <= :now AND d.kind IN :kinds
            ORDER BY d.priority, d.id LIMIT 1),
        (SELECT min(d.not_before) FROM deliveries d WHERE d.lane = l.key AND d.state = 'ready'
            AND d.wait_for IS NULL AND d.kind IN :kinds)) AS due
FROM lanes l WHERE l.pool = :pool"""


def _typed(statement: str) -> TextClause:
    binds = [bindparam("now", type_=_MOMENT), bindparam("kinds", expanding=True)]
    if ":lease_until" in statement:
        binds.append(bindparam("lease_until", type_=_MOMENT))
    return text(statement).bindparams(*binds)


_PICK = _typed(_PICK_SQLITE)
_CLAIM = _typed(_CLAIM_POSTGRES)
_MOMENTS = _typed(_NEXT).columns(
    next_at=_MOMENT, reset_at=_MOMENT, braked_until=_MOMENT, shared_at=_MOMENT, due=_MOMENT
)


def new_owner() -> str:
    """A name for this process that no other has, and that a person can trace."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:6]}"


def lease_next(
    *,
    session: Session,
    pool: str,
    kinds: Collection[str],
    owner: str,
    now: datetime,
    patience: Patience,
) -> Parcel | None:
    """Take the next delivery of this pool, or None. ``now`` is the database's time.

    Only kinds the caller has a carrier for: while a new version is rolled out, the old one leaves
    what it does not know to the new one.
    """
    lease_until = now + timedelta(seconds=patience.lease_s)
    asked = {"pool": pool, "kinds": list(kinds), "now": now}
    if ours(session).is_sqlite:
        delivery = session.scalars(select(Delivery).from_statement(_PICK), asked).first()
        if delivery is None:
            return None
        return _take_on_sqlite(session, delivery, owner=owner, now=now, lease_until=lease_until)
    asked |= {"owner": owner, "lease_until": lease_until}
    statement = select(Delivery).from_statement(_CLAIM)
    while True:
        found = session.scalars(statement, asked).all()
        if not found:
            return None
        if found[0] is not None:
            return parcel_of(found[0])


def _take_on_sqlite(
    session: Session, delivery: Delivery, *, owner: str, now: datetime, lease_until: datetime
) -> Parcel:
    delivery.mark_sending(owner=owner, now=now, lease_until=lease_until)
    lane = session.get_one(Lane, delivery.lane)
    lane.next_at = max(lane.next_at, now) + timedelta(seconds=lane.interval_s)
    if lane.window_count is not None:
        if lane.reset_at is None or lane.reset_at <= now:
            lane.left = lane.window_count
            lane.reset_at = now + timedelta(seconds=lane.window_s or 0)
        lane.left = (lane.window_count if lane.left is None else lane.left) - 1
    shared = shared_budgets.of_lane(session=session, lane=delivery.lane)
    if shared is not None:
        shared.spend(now)
        session.add(shared)
    session.add_all([delivery, lane])
    session.flush()
    return parcel_of(delivery)


def parcel_of(delivery: Delivery) -> Parcel:
    """The delivery as its carrier sees it."""
    if delivery.id is None or delivery.intent_at is None:
        raise ValueError("Only a delivery that was leased can be handed to a carrier.")
    return Parcel(
        id=delivery.id,
        dedupe_key=delivery.dedupe_key,
        kind=delivery.kind,
        payload=delivery.payload,
        case_id=delivery.case_id,
        attempt=delivery.attempt,
        intent_at=delivery.intent_at,
        created_at=delivery.created_at,
    )


def next_moment(
    *, session: Session, pool: str, kinds: Collection[str], now: datetime
) -> datetime | None:
    """When something of this pool can next be claimed, as things stand; None if nothing waits."""
    rows = session.execute(_MOMENTS, {"pool": pool, "kinds": list(kinds), "now": now}).all()
    moments = []
    for row in rows:
        if row.due is None:
            continue
        others = (row.braked_until or row.due, row.shared_at or row.due)
        moments.append(max(row.due, row.next_at, *others))
        spent = row.window_count is not None and row.left is not None and row.left <= 0
        if spent and row.reset_at is not None:
            moments[-1] = max(moments[-1], row.reset_at)
    return min(moments, default=None)
