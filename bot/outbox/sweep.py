"""Finding what a sender left behind: leases that ran out, and waits for something long finished."""

from datetime import datetime

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, delete, exists, select, text, update

from bot.outbox.delivery import IS_LEASED, IS_SPENT_REDRAW, UNFINISHED, Delivery, DeliveryState
from bot.outbox.lanes import pool_of, topic_of
from bot.outbox.lease import parcel_of
from bot.outbox.outcome import Parcel
from bot.storage.engine import announce


def abandoned(*, session: Session, now: datetime, at_once: bool = False) -> list[Parcel]:
    """Deliveries in the hands of a sender whose lease ran out; settle each as uncertain.

    ``at_once`` ignores the lease: for the start of the only process there is.
    """
    query = select(Delivery).where(text(IS_LEASED), col(Delivery.state) == DeliveryState.SENDING)
    if not at_once:
        query = query.where(col(Delivery.lease_until) < now)
    return [parcel_of(delivery) for delivery in session.exec(query)]


def release_strays(*, session: Session) -> int:
    """Let go whoever waits for a delivery that is finished. Should find none; it is the net."""
    predecessor = aliased(Delivery)
    waits_for_unfinished = exists().where(
        col(predecessor.id) == col(Delivery.wait_for), col(predecessor.state).in_(UNFINISHED)
    )
    statement = (
        update(Delivery)
        .where(col(Delivery.wait_for).is_not(None), ~waits_for_unfinished)
        .values(wait_for=None)
        .returning(col(Delivery.lane))
        .execution_options(synchronize_session=False)
    )
    lanes = session.scalars(statement).all()
    for lane in set(lanes):
        announce(session, topic_of(pool_of(session=session, lane=lane)))
    return len(lanes)


def forget_redraws(*, session: Session, before: datetime, limit: int) -> int:
    """Forget redraws that ended before then; returns how many, at most ``limit``. They posted nothing of
    their own, so nothing in Slack is found by them."""
    spent = select(Delivery.id).where(text(IS_SPENT_REDRAW), col(Delivery.settled_at) < before)
    some = spent.order_by(col(Delivery.settled_at)).limit(limit)
    result = session.exec(
        delete(Delivery)
        .where(col(Delivery.id).in_(some))
        .execution_options(synchronize_session=False)
    )
    return result.rowcount
