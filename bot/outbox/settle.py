"""Writing down how a send ended. Late truth wins; what is not certain never becomes ready again."""

from datetime import datetime, timedelta

from sqlmodel import Session, and_, col, select

from bot.domain.records.case import Case
from bot.domain.records.merge import Merge
from bot.outbox.delivery import UNFINISHED, Delivery, DeliveryState
from bot.outbox.enqueue import hand_on_followers
from bot.outbox.lanes import believe_platform, pause_lane, pool_of, topic_of, write_brake
from bot.outbox.outcome import Outcome, Receipt, Refused, TryLater, Uncertain
from bot.outbox.patience import Patience
from bot.storage.engine import announce
from bot.storage.merges import survivor_of


def settle(
    *,
    session: Session,
    delivery_id: int,
    attempt: int,
    outcome: Outcome,
    now: datetime,
    patience: Patience,
    may_repeat: bool = False,
) -> Delivery | None:
    """Write down the outcome of this attempt. None when there was nothing (more) to write.

    A receipt is taken whenever the attempt is still the last one, a refusal while it is not known
    otherwise, *try later* and *uncertain* only from the sender that still holds the delivery.
    """
    delivery = lock_delivery(session=session, delivery_id=delivery_id)
    if delivery is None or delivery.attempt != attempt:
        return None
    match outcome:
        case Receipt() if delivery.state in UNFINISHED:
            mark_sent(session=session, delivery=delivery, receipt=outcome, now=now)
        case Refused() if delivery.state in (DeliveryState.SENDING, DeliveryState.IN_DOUBT):
            _mark_failed(session, delivery, outcome, now)
        case TryLater() if delivery.state is DeliveryState.SENDING:
            _put_back(session, delivery, outcome, now)
        case Uncertain() if delivery.state is DeliveryState.SENDING and may_repeat:
            make_ready(session=session, delivery=delivery, now=now)
        case Uncertain() if delivery.state is DeliveryState.SENDING:
            mark_in_doubt(delivery=delivery, reason=outcome.reason, now=now, patience=patience)
        case _:
            return None
    session.add(delivery)
    session.flush()
    return delivery


def lock_delivery(*, session: Session, delivery_id: int) -> Delivery | None:
    """The delivery as it is now, and its case, locked in the order everybody locks them: the cases
    from the lower number to the higher, then the delivery."""
    if session.get_bind().dialect.name != "sqlite":
        for case_id in sorted(_cases_of(session, delivery_id)):
            case = select(Case.id).where(col(Case.id) == case_id)
            session.exec(case.with_for_update(key_share=True)).first()
    return session.get(Delivery, delivery_id, with_for_update=True, populate_existing=True)


def _cases_of(session: Session, delivery_id: int) -> set[int]:
    """The delivery's case and, of a merged one, where it goes on: its answer ends the wait there too."""
    standing = and_(col(Merge.case_id) == col(Delivery.case_id), col(Merge.unmerged_at).is_(None))
    query = (
        select(Delivery.case_id, Merge.into_case_id)
        .join(Merge, standing, isouter=True)
        .where(col(Delivery.id) == delivery_id)
    )
    found = session.exec(query).first()
    if found is None or found[0] is None:
        return set()
    case_id, into = found
    return {case_id} if into is None else {case_id, survivor_of(session=session, case_id=into)}


def mark_sent(*, session: Session, delivery: Delivery, receipt: Receipt, now: datetime) -> None:
    """It is there. Followers may go."""
    delivery.state, delivery.settled_at = DeliveryState.SENT, now
    keep_receipt(delivery=delivery, receipt=receipt)
    delivery.error = None
    _let_go(delivery)
    hand_on_followers(session=session, delivery=delivery)
    if receipt.remaining is not None:
        believe_platform(session=session, key=delivery.lane, remaining=receipt.remaining, now=now)


def keep_receipt(*, delivery: Delivery, receipt: Receipt) -> None:
    """Write the receipt on the row, whatever its state."""
    delivery.reference, delivery.permalink = receipt.reference, receipt.permalink
    delivery.published_at = receipt.at


def mark_in_doubt(*, delivery: Delivery, reason: str, now: datetime, patience: Patience) -> None:
    """It may be there. Followers wait. The first look is not before the lease's end and the lag."""
    delivery.state, delivery.error = DeliveryState.IN_DOUBT, reason
    delivery.doubt_since, delivery.doubt_reads, delivery.last_read_at = now, 0, None
    lag = timedelta(seconds=patience.visible_lag(delivery.kind))
    delivery.lease_until = (delivery.lease_until or now) + lag


def make_ready(*, session: Session, delivery: Delivery, now: datetime) -> None:
    """It goes out (again) when its lane lets it."""
    delivery.state = DeliveryState.READY
    _let_go(delivery)
    announce(session, topic_of(pool_of(session=session, lane=delivery.lane)))


def mark_cancelled(*, session: Session, delivery: Delivery, reason: str, now: datetime) -> None:
    """It will not go out. Followers may go."""
    delivery.state, delivery.settled_at, delivery.error = DeliveryState.CANCELLED, now, reason
    _let_go(delivery)
    hand_on_followers(session=session, delivery=delivery)


def _mark_failed(session: Session, delivery: Delivery, refused: Refused, now: datetime) -> None:
    delivery.state, delivery.settled_at = DeliveryState.FAILED, now
    delivery.error = f"{refused.code}: {refused.explanation}"
    _let_go(delivery)
    hand_on_followers(session=session, delivery=delivery)


def _put_back(session: Session, delivery: Delivery, outcome: TryLater, now: datetime) -> None:
    delivery.error = outcome.reason
    make_ready(session=session, delivery=delivery, now=now)
    until = now + timedelta(seconds=outcome.after_s)
    if outcome.this_alone:
        delivery.not_before = until
    elif outcome.brake is None:
        pause_lane(session=session, key=delivery.lane, until=until)
    else:
        write_brake(session=session, key=outcome.brake, until=until)


def _let_go(delivery: Delivery) -> None:
    delivery.owner, delivery.lease_until = None, None
