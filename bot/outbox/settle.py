"""Writing down how a send ended. Late truth wins; what is not certain never becomes ready again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.language import stored
from bot.outbox import shared_budgets
from bot.outbox.delivery import UNFINISHED, Delivery, DeliveryState
from bot.outbox.enqueue import hand_on_followers
from bot.outbox.lanes import believe_platform, pause_lane, pool_of, topic_of, write_brake
from bot.outbox.outcome import Outcome, Receipt, Refused, TryLater, Uncertain
from bot.outbox.patience import Patience
from bot.storage.engine import announce

LockBefore = Callable[[Session, int], None]  # locks what is locked before a delivery of this case


def lock_nothing(_session: Session, _case_id: int) -> None:
    """For those who lock nothing before a delivery."""


def settle(
    *,
    session: Session,
    delivery_id: int,
    case_id: int | None,
    attempt: int,
    outcome: Outcome,
    now: datetime,
    patience: Patience,
    may_repeat: bool = False,
    lock_before: LockBefore = lock_nothing,
) -> Delivery | None:
    """Write down the outcome of this attempt, of a delivery of this case. None when there was nothing (more) to write.

    A receipt is taken whenever the attempt is still the last one, a refusal while it is not known
    otherwise, *try later* and *uncertain* only from the sender that still holds the delivery.
    """
    if case_id is not None:
        lock_before(session, case_id)
    delivery = session.get(Delivery, delivery_id, with_for_update=True, populate_existing=True)
    if delivery is None or delivery.attempt != attempt:
        return None
    match outcome:
        case Receipt() if delivery.state in UNFINISHED:
            finish_sent(session=session, delivery=delivery, receipt=outcome, now=now)
        case Refused() if delivery.state in (DeliveryState.SENDING, DeliveryState.IN_DOUBT):
            if outcome.moot:
                delivery.mark_cancelled(outcome.explanation, now=now)
            else:
                delivery.mark_failed(outcome, now=now)
            hand_on_followers(session=session, delivery=delivery)
        case TryLater() if delivery.state is DeliveryState.SENDING and outcome.is_fault:
            _put_back_after_fault(session, delivery, outcome, now, patience)
        case TryLater() if delivery.state is DeliveryState.SENDING:
            _put_back(session, delivery, outcome, now)
        case Uncertain() if delivery.state is DeliveryState.SENDING and may_repeat:
            _repeat(session, delivery, now, patience)
        case Uncertain() if delivery.state is DeliveryState.SENDING:
            delivery.intent_at = outcome.since or delivery.intent_at
            mark_in_doubt(delivery=delivery, reason=outcome.reason, now=now, patience=patience)
        case _:
            return None
    session.add(delivery)
    session.flush()
    return delivery


def lock_delivery(
    *, session: Session, delivery_id: int, lock_before: LockBefore = lock_nothing
) -> Delivery | None:
    """The delivery as it is now, locked; before it, ``lock_before`` locks what everybody locks first."""
    case_id = session.exec(select(Delivery.case_id).where(col(Delivery.id) == delivery_id)).first()
    if case_id is not None:
        lock_before(session, case_id)
    return session.get(Delivery, delivery_id, with_for_update=True, populate_existing=True)


def finish_sent(*, session: Session, delivery: Delivery, receipt: Receipt, now: datetime) -> None:
    """It is there. Followers may go."""
    delivery.mark_sent(receipt, now=now)
    hand_on_followers(session=session, delivery=delivery)
    if receipt.remaining is not None:
        believe_platform(session=session, key=delivery.lane, remaining=receipt.remaining, now=now)


def mark_in_doubt(*, delivery: Delivery, reason: str, now: datetime, patience: Patience) -> None:
    """It may be there. Followers wait. The first look is not before the lease's end and the lag."""
    lag = timedelta(seconds=patience.visible_lag(delivery.kind))
    delivery.mark_in_doubt(reason, now=now, look_at=(delivery.lease_until or now) + lag)


def make_ready(*, session: Session, delivery: Delivery) -> None:
    """It goes out (again) when its lane lets it."""
    delivery.mark_ready()
    announce(session, topic_of(pool_of(session=session, lane=delivery.lane)))


def _put_back(session: Session, delivery: Delivery, outcome: TryLater, now: datetime) -> None:
    delivery.error = outcome.reason
    make_ready(session=session, delivery=delivery)
    until = now + timedelta(seconds=outcome.after_s)
    if outcome.too_fast:
        shared_budgets.refused(session=session, lane=delivery.lane, now=now)
    if outcome.this_alone:
        delivery.not_before = until
    elif outcome.brake is None:
        pause_lane(session=session, key=delivery.lane, until=until)
    else:
        write_brake(session=session, key=outcome.brake, until=until)


def _put_back_after_fault(
    session: Session, delivery: Delivery, outcome: TryLater, now: datetime, patience: Patience
) -> None:
    """It alone waits, longer each time; in the end it is given up, and its followers go.

    A headline is not: nothing could follow it, so it is tried until the fault is mended.
    """
    pause_s = patience.pause_after_fault_s(delivery.kind, delivery.faults)
    if pause_s is None:
        given_up = stored(
            "Earshot itself failed at it {times} times; the log says where ({why})",
            times=delivery.faults + 1,
            why=outcome.reason,
        )
        delivery.mark_failed(Refused("fault", given_up), now=now)
        hand_on_followers(session=session, delivery=delivery)
        return
    delivery.faults += 1
    _put_back(session, delivery, replace(outcome, after_s=pause_s, this_alone=True), now)
    if delivery.faults > len(patience.after_a_fault_s):
        still = stored(
            "Earshot itself fails at it and goes on trying; the log says where ({why})",
            why=outcome.reason,
        )
        delivery.error = f"fault: {still}"


def _repeat(session: Session, delivery: Delivery, now: datetime, patience: Patience) -> None:
    """It is made again, later each time, for as long as the platform is in trouble."""
    pause_s = min(2.0 ** min(delivery.resends, 10) - 1, patience.repeat_most_s)
    delivery.resends += 1
    delivery.not_before = now + timedelta(seconds=pause_s)
    make_ready(session=session, delivery=delivery)
