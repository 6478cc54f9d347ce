"""Taking the next item and saying what became of it. Each call belongs to the taker's transaction.

On PostgreSQL one transaction at a time reads the inbox, across all workers: what one customer says
is taken in the order it came, and two posts of a new customer cannot become two cases.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select, text

from bot.inbox.received import IS_WAITING, MOST_ATTEMPTS, ItemState, ReceivedItem
from bot.inbox.seal_keys import WAITS
from bot.inbox.store import KEPT_UNREAD, sealed_under
from bot.storage.sealing import Vault
from bot.telemetry import metrics

_FIRST_WAIT = timedelta(seconds=2)
_WITHOUT_KEY = timedelta(minutes=5)
_LONGEST_REASON = 300
_ONE_READER = 0x0EA5_1B0C  # the advisory lock of whoever reads the inbox


def take(*, session: Session, db_now: datetime) -> ReceivedItem | None:
    """The next waiting item, locked until the transaction ends; None when nothing waits."""
    return next(iter(take_some(session=session, db_now=db_now, most=1)), None)


def take_some(*, session: Session, db_now: datetime, most: int) -> Sequence[ReceivedItem]:
    """The next waiting items in their order, so many at most, locked until the transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(:key)").bindparams(key=_ONE_READER)
        session.connection().execute(lock)
    query = (
        select(ReceivedItem)
        .where(text(IS_WAITING), col(ReceivedItem.not_before) <= db_now)
        .order_by(col(ReceivedItem.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return session.exec(query).all()


def is_any_waiting(*, session: Session) -> bool:
    """Whether anything may be there to be read, now or later; nothing is locked."""
    return (
        session.exec(select(ReceivedItem.id).where(text(IS_WAITING)).limit(1)).first() is not None
    )


def body_of(*, item: ReceivedItem, vault: Vault) -> bytes:
    """The item's body as the platform sent it, in memory only."""
    if item.sealed_body is None:
        raise ValueError(f"The body of item {item.id} has been erased.")
    return vault.open_body(item.sealed_body, sealed_under(item.source, item.key))


def settle(*, session: Session, item: ReceivedItem, case_id: int | None, now: datetime) -> None:
    """It was taken in. The body is erased in this very transaction."""
    _finish(session, item, ItemState.SETTLED, now)
    item.case_id = case_id


def not_used(*, session: Session, item: ReceivedItem, reason: str, now: datetime) -> None:
    """It was understood and is of no use, for this reason."""
    _finish(session, item, ItemState.NOT_USED, now)
    item.reason = reason[:_LONGEST_REASON]
    metrics.NOT_USED.labels(channel=item.channel).inc()


def set_aside(
    *,
    session: Session,
    item: ReceivedItem,
    reason: str,
    now: datetime,
    kept: timedelta = KEPT_UNREAD,
) -> None:
    """A person has to look at it. The reason holds no customer text; the body stays a while,
    counted from the first time: replaying it keeps nothing longer."""
    item.state = ItemState.SET_ASIDE
    item.settled_at = now
    item.reason = reason[:_LONGEST_REASON]
    item.keep_until = item.keep_until or now + kept
    session.add(item)
    metrics.SET_ASIDE.labels(channel=item.channel).inc()


def try_again(
    *,
    session: Session,
    item_id: int,
    reason: str,
    now: datetime,
    db_now: datetime,
    kept: timedelta = KEPT_UNREAD,
) -> ItemState:
    """It could not be taken in just now: wait twice as long each time, then set it aside.

    Called in a transaction of its own, after the one that failed was rolled back.
    """
    query = select(ReceivedItem).where(ReceivedItem.id == item_id).with_for_update()
    item = session.exec(query).one()
    if item.state != ItemState.WAITING:
        return item.state  # somebody else has settled it meanwhile
    item.attempts += 1
    if item.attempts >= MOST_ATTEMPTS:
        set_aside(session=session, item=item, reason=reason, now=now, kept=kept)
    else:
        item.not_before = db_now + _FIRST_WAIT * 2 ** (item.attempts - 1)
        item.reason = reason[:_LONGEST_REASON]
        session.add(item)
    return item.state


def wait_for_key(*, session: Session, item_id: int, key_id: str, db_now: datetime) -> None:
    """Its sealing key is missing: nothing is counted or given up, it is read once the key is back."""
    query = select(ReceivedItem).where(ReceivedItem.id == item_id).with_for_update()
    item = session.exec(query).one()
    if item.state == ItemState.WAITING:
        item.not_before = db_now + _WITHOUT_KEY
        item.reason = f"{WAITS} “{key_id}”."
        session.add(item)


def _finish(session: Session, item: ReceivedItem, state: ItemState, now: datetime) -> None:
    item.state = state
    item.settled_at = now
    item.sealed_body = None
    item.reason = None
    item.keep_until = None
    session.add(item)
