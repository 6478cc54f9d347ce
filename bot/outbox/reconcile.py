"""Looking at the platform for what is in doubt, and drawing the conclusion.

``take_doubtful`` commits, the carrier looks with no transaction open, then ``conclude`` decides.
"""

import logging
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select, text

from bot.outbox.delivery import IS_LEASED, Delivery, DeliveryState
from bot.outbox.lease import parcel_of
from bot.outbox.outcome import CannotLook, Parcel, Receipt
from bot.outbox.patience import Patience
from bot.outbox.settle import LockBefore, finish_sent, lock_delivery, lock_nothing, make_ready

_log = logging.getLogger(__name__)
Found = Sequence[Receipt] | CannotLook


def take_doubtful(
    *, session: Session, kinds: Collection[str], now: datetime, patience: Patience
) -> tuple[Parcel, Receipt | None] | None:
    """The next delivery to look for, kept from other workers while one lease lasts.

    With the receipt when it is known already and only could not be written up.
    """
    query = (
        select(Delivery)
        .where(
            text(IS_LEASED),
            col(Delivery.state) == DeliveryState.IN_DOUBT,
            col(Delivery.lease_until) <= now,
            col(Delivery.kind).in_(kinds),
        )
        .order_by(col(Delivery.lease_until))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    delivery = session.exec(query).first()
    if delivery is None:
        return None
    delivery.lease_until = now + timedelta(seconds=patience.lease_s)
    session.add(delivery)
    return parcel_of(delivery), delivery.receipt


def conclude(
    *,
    session: Session,
    delivery_id: int,
    attempt: int,
    found: Found,
    now: datetime,
    patience: Patience,
    lock_before: LockBefore = lock_nothing,
) -> Delivery | None:
    """Decide by what a look found: sent, ready again, ask, or look again later.

    The delivery when its state changed to *sent* or *ask*, else None.
    """
    delivery = lock_delivery(session=session, delivery_id=delivery_id, lock_before=lock_before)
    if delivery is None or delivery.attempt != attempt:
        return None
    if delivery.state is not DeliveryState.IN_DOUBT:
        return None
    session.add(delivery)
    if isinstance(found, CannotLook):
        return _could_not_look(delivery, now, patience)
    matches = _not_taken(session, delivery, found)
    if len(matches) == 1:
        _log.info("Delivery %s: found_after_s=%d", delivery.id, _since_intent_s(delivery, now))
        finish_sent(session=session, delivery=delivery, receipt=matches[0], now=now)
        return delivery
    if matches:
        return _ask(delivery, "It is there more than once; somebody may have answered by hand.")
    return _absent(session, delivery, now, patience)


def _since_intent_s(delivery: Delivery, now: datetime) -> float:
    """Long ones tell that a platform shows posts later than it is believed to."""
    return (now - (delivery.intent_at or now)).total_seconds()


def _could_not_look(delivery: Delivery, now: datetime, patience: Patience) -> Delivery | None:
    waited = now - (delivery.last_read_at or delivery.doubt_since or now)
    gives_up = not patience.asks_nobody(delivery.kind)
    if gives_up and waited >= timedelta(seconds=patience.give_up_reading_s):
        return _ask(
            delivery, "The platform could not be read, so nobody knows whether it is there."
        )
    delivery.lease_until = now + timedelta(seconds=patience.look_again_s)
    return None


def _not_taken(session: Session, delivery: Delivery, found: Sequence[Receipt]) -> list[Receipt]:
    """What was found and belongs to no other delivery of this lane."""
    by_reference = {receipt.reference: receipt for receipt in found}
    query = select(Delivery.reference).where(
        col(Delivery.reference).in_(list(by_reference)),
        col(Delivery.lane) == delivery.lane,
        col(Delivery.id) != delivery.id,
    )
    for reference in session.exec(query):
        by_reference.pop(reference or "", None)
    return list(by_reference.values())


def _absent(
    session: Session, delivery: Delivery, now: datetime, patience: Patience
) -> Delivery | None:
    gap = timedelta(seconds=patience.read_gap_s)
    if delivery.last_read_at is None or now - delivery.last_read_at >= gap:
        delivery.doubt_reads += 1
        delivery.last_read_at = now
    if delivery.doubt_reads < patience.complete_reads:
        delivery.lease_until = (delivery.last_read_at or now) + gap
        return None
    if patience.asks_before_resend(delivery.kind):
        return _ask(delivery, "It could not be found on the platform.")
    if delivery.resends >= patience.resends and not patience.asks_nobody(delivery.kind):
        return _ask(delivery, "It was sent several times and could never be found.")
    delivery.resends += 1
    make_ready(session=session, delivery=delivery)
    return None


def _ask(delivery: Delivery, why: str) -> Delivery:
    delivery.mark_asked(why)
    return delivery
