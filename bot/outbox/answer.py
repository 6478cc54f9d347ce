"""Two who know more: a person asked about a delivery, and our own post coming back to us."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlmodel import Session, col, select, text

from bot.domain.records.staff import Actor
from bot.language import say
from bot.outbox.delivery import IS_UNFINISHED, Delivery, DeliveryState
from bot.outbox.enqueue import hand_on_followers
from bot.outbox.outcome import Receipt
from bot.outbox.settle import LockBefore, finish_sent, lock_delivery, lock_nothing, make_ready
from bot.storage.engine import database_now

Decision = Literal["it_is_there", "send_again", "drop"]


class NotAsking(ValueError):
    """Somebody answered a question that is no longer open."""

    def __init__(self, delivery: Delivery | None) -> None:
        if delivery is None:
            super().__init__(say("There is no such delivery."))
        elif delivery.decided_by:
            super().__init__(say("Somebody has already decided this; nothing was changed."))
        else:
            super().__init__(say("This has settled itself in the meantime; nothing was changed."))


class ReferenceMissing(ValueError):
    """Somebody said that a post is there, without saying where."""

    def __init__(self) -> None:
        super().__init__(say("Please paste the link of the post, so that it can be recorded."))


def resolve_ask(
    *,
    session: Session,
    delivery_id: int,
    decision: Decision,
    actor: Actor,
    reference: str | None = None,
    permalink: str | None = None,
    published_at: datetime | None = None,
    lock_before: LockBefore = lock_nothing,
) -> Delivery:
    """Do what a person decided. The caller writes it up: receipts, clocks, the audit entry.

    ``reference`` is the platform's id, needed for *it is there*.
    Raises NotAsking, ReferenceMissing.
    """
    delivery = lock_delivery(session=session, delivery_id=delivery_id, lock_before=lock_before)
    if delivery is None or delivery.state is not DeliveryState.ASK:
        raise NotAsking(delivery)
    now = database_now(session)
    if decision == "it_is_there":
        if not reference:
            raise ReferenceMissing
        receipt = Receipt(reference, published_at, permalink)
        finish_sent(session=session, delivery=delivery, receipt=receipt, now=now)
    elif decision == "send_again":
        delivery.resends += 1
        make_ready(session=session, delivery=delivery)
    else:
        delivery.mark_cancelled("dropped by a person", now=now)
        hand_on_followers(session=session, delivery=delivery)
    delivery.decided_by = str(actor)
    session.add(delivery)
    session.flush()
    return delivery


@dataclass(frozen=True)
class Echo:
    """A delivery that a post of our own account turned out to be."""

    delivery: Delivery
    settled_now: bool  # False: it had its receipt already, there is nothing to write up


def settle_by_echo(
    *,
    session: Session,
    kinds: Collection[str],
    receipt: Receipt,
    matches: Callable[[Delivery], bool],
    lock_before: LockBefore = lock_nothing,
) -> Echo | None:
    """Our own account's post was read: which delivery is it? Also while it is being sent.

    None when no delivery, or more than one, could be it: then it was written in a native app, or
    reconciling tells. The caller writes up an echo that settled something now.
    """
    known = select(Delivery).where(
        col(Delivery.reference) == receipt.reference,
        col(Delivery.kind).in_(kinds),
        col(Delivery.state) == DeliveryState.SENT,
    )
    for delivery in session.exec(known):
        return Echo(delivery, settled_now=False)
    begun = select(Delivery).where(
        text(IS_UNFINISHED), col(Delivery.kind).in_(kinds), col(Delivery.attempt) > 0
    )
    candidates = [delivery for delivery in session.exec(begun) if matches(delivery)]
    if len(candidates) != 1:
        return None
    number = candidates[0].pk
    locked = lock_delivery(session=session, delivery_id=number, lock_before=lock_before)
    return _settled_by(session, locked, receipt)


def _settled_by(session: Session, delivery: Delivery | None, receipt: Receipt) -> Echo | None:
    if delivery is None:
        return None
    if delivery.state is DeliveryState.SENT:  # its sender was quicker
        return (
            Echo(delivery, settled_now=False) if delivery.reference == receipt.reference else None
        )
    if delivery.state in (DeliveryState.FAILED, DeliveryState.CANCELLED):
        return None
    now = database_now(session)
    finish_sent(session=session, delivery=delivery, receipt=receipt, now=now)
    session.add(delivery)
    session.flush()
    return Echo(delivery, settled_now=True)
