"""Writing down what must go out, in the transaction that caused it; and taking it back in time.

Locks are taken in one order everywhere: the case's row, the ordering key, deliveries from the older
to the newer, lanes. A predecessor is locked in the weakest mode that its settling waits for (KEY
SHARE against FOR UPDATE): reading it unlocked would lose the wake-up; a claim need not wait at all.
"""

import uuid
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select, text, update

from bot.domain.records.staff import Actor
from bot.outbox.delivery import IS_UNFINISHED, UNFINISHED, Delivery, DeliveryState
from bot.outbox.lanes import LaneSpec, pool_of, topic_of
from bot.outbox.payload import Payload
from bot.storage.engine import announce, database_now, insert_or_nothing, ours


def enqueue(
    *,
    session: Session,
    lane: LaneSpec | str,
    ordering_key: str,
    priority: int,
    payload: Payload,
    dedupe_key: str,
    actor: Actor,
    case_id: int | None = None,
    not_before: datetime | None = None,
    is_first: bool = False,
) -> Delivery | None:
    """Write a delivery that goes out once this transaction has committed.

    None when the fact named by ``dedupe_key`` was written before. ``not_before`` is the database's
    time (``database_now``). ``is_first``: nobody else can know its ordering key yet. Whoever changes a
    case locks its row before enqueueing for it.
    Raises NoSuchLane.
    """
    now = ours(session).first_now
    pool = pool_of(session=session, lane=lane)
    predecessor = None if is_first else _predecessor(session, ordering_key)
    row = Delivery(
        dedupe_key=dedupe_key,
        lane=lane.key if isinstance(lane, LaneSpec) else lane,
        ordering_key=ordering_key,
        priority=priority,
        kind=payload.kind,
        payload=payload.stored(),
        case_id=case_id,
        actor=str(actor),
        wait_for=predecessor,
        created_at=now,
        not_before=not_before or now,
    )
    statement = insert_or_nothing(session, Delivery, "dedupe_key").values(
        row.model_dump(exclude={"id"})
    )
    delivery = session.scalars(statement.returning(Delivery)).first()
    if delivery is None:
        return None
    if predecessor is None:
        announce(session, topic_of(pool))
    else:
        _pull_up(session, ordering_key, priority)
    return delivery


def enqueue_redraw(
    *,
    session: Session,
    lane: LaneSpec | str,
    ordering_key: str,
    priority: int,
    payload: Payload,
    subject: str,
    actor: Actor,
    case_id: int | None = None,
) -> Delivery | None:
    """Write a delivery that is drawn when it is sent, at most one unsent for its subject.

    None when one is waiting anyway. That one is locked, so it is drawn after this commit.
    """
    _lock_key(session, ordering_key)
    waiting = select(Delivery).where(
        col(Delivery.ordering_key) == ordering_key,
        text(IS_UNFINISHED),
        col(Delivery.state) == DeliveryState.READY,
        col(Delivery.kind) == payload.kind,
        col(Delivery.dedupe_key).startswith(f"{subject}#", autoescape=True),
    )
    if session.exec(waiting.with_for_update()).first() is not None:
        return None
    return enqueue(
        session=session,
        lane=lane,
        ordering_key=ordering_key,
        priority=priority,
        payload=payload,
        dedupe_key=f"{subject}#{uuid.uuid4().hex}",
        actor=actor,
        case_id=case_id,
    )


def cancel(
    *,
    session: Session,
    reason: str,
    dedupe_key: str | None = None,
    delivery_id: int | None = None,
) -> bool:
    """Take a delivery back. False when it does not exist, or its sending has begun."""
    identity = (
        col(Delivery.dedupe_key) == dedupe_key
        if delivery_id is None
        else col(Delivery.id) == delivery_id
    )
    while True:
        before = session.exec(select(Delivery.id, Delivery.wait_for).where(identity)).first()
        if before is None:
            return False
        predecessor = before[1] if _lock_if_unfinished(session, before[1]) else None
        delivery = session.get_one(
            Delivery, before[0], with_for_update=True, populate_existing=True
        )
        if delivery.wait_for in (before[1], None):
            return _cancelled(session, delivery, reason, predecessor)


def _cancelled(session: Session, delivery: Delivery, reason: str, predecessor: int | None) -> bool:
    if delivery.state is not DeliveryState.READY:
        return False
    delivery.mark_cancelled(reason, now=database_now(session))
    delivery.wait_for = None
    session.add(delivery)
    session.flush()
    hand_on_followers(session=session, delivery=delivery, predecessor=predecessor)
    return True


def hand_on_followers(
    *, session: Session, delivery: Delivery, predecessor: int | None = None
) -> None:
    """Let those that waited for this delivery go, or wait for its predecessor instead."""
    statement = (
        update(Delivery)
        .where(col(Delivery.wait_for) == delivery.id, col(Delivery.wait_for).is_not(None))
        .values(wait_for=predecessor)
        .returning(col(Delivery.lane))
        .execution_options(synchronize_session=False)
    )
    for lane in set(session.scalars(statement).all()):
        announce(session, topic_of(pool_of(session=session, lane=lane)))


def _predecessor(session: Session, ordering_key: str) -> int | None:
    _lock_key(session, ordering_key)
    return _last_unfinished(session, ordering_key)


def _lock_key(session: Session, ordering_key: str) -> None:
    """Two who append to the same thread do so one after the other, or both would wait for one."""
    unit = ours(session)
    if not unit.is_sqlite and ordering_key not in unit.locked:
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(ordering_key, 0))))
        unit.locked.add(ordering_key)


def _last_unfinished(session: Session, ordering_key: str) -> int | None:
    query = (
        select(Delivery.id)
        .where(col(Delivery.ordering_key) == ordering_key, text(IS_UNFINISHED))
        .order_by(col(Delivery.id).desc())
        .limit(1)
    )
    while True:
        last = session.exec(query).first()
        if last is None or _lock_if_unfinished(session, last):
            return last


def _lock_if_unfinished(session: Session, delivery_id: int | None) -> bool:
    """Keep the delivery from being settled until we commit; False when it is settled already."""
    if delivery_id is None:
        return False
    query = select(Delivery.state).where(col(Delivery.id) == delivery_id)
    state = session.exec(query.with_for_update(read=True, key_share=True)).first()
    return state in UNFINISHED


def _pull_up(session: Session, ordering_key: str, priority: int) -> None:
    session.execute(
        update(Delivery)
        .where(
            col(Delivery.ordering_key) == ordering_key,
            text(IS_UNFINISHED),
            col(Delivery.state) == DeliveryState.READY,
            col(Delivery.priority) > priority,
        )
        .values(priority=priority)
        .execution_options(synchronize_session=False)
    )
