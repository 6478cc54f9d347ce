"""What an operator can see and do: list, replay, count; and erasing bodies kept long enough."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlmodel import Session, col, delete, func, select, text, update

from bot.inbox.received import (
    IS_OVER,
    IS_WAITING,
    MOST_ATTEMPTS,
    ItemState,
    ReceivedItem,
    SeenEvent,
)
from bot.inbox.store import TOPIC
from bot.storage.engine import announce

SEEN_KEPT = timedelta(days=7)  # Slack repeats an event for at most a day


class NoSuchItem(Exception):
    """There is no item of this number."""

    def __init__(self, item_id: int) -> None:
        super().__init__(f"There is no item {item_id} in the inbox.")


class CannotReplay(Exception):
    """The item cannot be read again; the message says why."""


@dataclass(frozen=True)
class Backlog:
    """How much waits, and for how long the oldest has been ready."""

    waiting: int
    oldest_s: float
    set_aside: int


def listing(
    *, session: Session, state: ItemState | None = None, limit: int = 50
) -> list[ReceivedItem]:
    """The newest items, of one state or of all."""
    query = select(ReceivedItem)
    if state is not None:
        query = query.where(ReceivedItem.state == state)
    return list(session.exec(query.order_by(col(ReceivedItem.id).desc()).limit(limit)).all())


def find(*, session: Session, item_id: int) -> ReceivedItem:
    """One item. Raises NoSuchItem."""
    item = session.get(ReceivedItem, item_id)
    if item is None:
        raise NoSuchItem(item_id)
    return item


def replay(*, session: Session, item_id: int, db_now: datetime) -> ReceivedItem:
    """Let the worker read an item again that was set aside. Raises NoSuchItem, CannotReplay."""
    item = find(session=session, item_id=item_id)
    if item.state != ItemState.SET_ASIDE:
        raise CannotReplay(f"Item {item_id} is {item.state}; only items set aside can be replayed.")
    if item.sealed_body is None:
        raise CannotReplay(f"The body of item {item_id} has been erased; it cannot be read again.")
    item.state = ItemState.WAITING
    item.attempts = 0
    item.not_before = db_now
    item.settled_at = None
    session.add(item)
    announce(session, TOPIC)
    return item


def read_again(*, session: Session, source: str, db_now: datetime) -> int:
    """Let what a worker of the release before could not know be read again, a few times at most; how many."""
    done = session.connection().execute(
        update(ReceivedItem)
        .where(
            col(ReceivedItem.source) == source,
            col(ReceivedItem.state) == ItemState.SET_ASIDE,
            col(ReceivedItem.keep_until).is_not(None),
            col(ReceivedItem.sealed_body).is_not(None),
            col(ReceivedItem.attempts) < MOST_ATTEMPTS,
        )
        .values(
            state=ItemState.WAITING,
            attempts=ReceivedItem.attempts + 1,
            not_before=db_now,
            settled_at=None,
        )
    )
    if done.rowcount:
        announce(session, TOPIC)
    return done.rowcount


def backlog(*, session: Session, db_now: datetime) -> Backlog:
    """What waits now."""
    ready = (text(IS_WAITING), col(ReceivedItem.not_before) <= db_now)
    waiting, oldest = session.exec(
        select(func.count(), func.min(ReceivedItem.not_before)).where(*ready)
    ).one()
    kept = select(func.count()).where(
        ReceivedItem.state == ItemState.SET_ASIDE, col(ReceivedItem.keep_until).is_not(None)
    )
    age = (db_now - oldest).total_seconds() if oldest else 0.0
    return Backlog(waiting=waiting, oldest_s=max(age, 0.0), set_aside=session.exec(kept).one())


@dataclass(frozen=True)
class Aside:
    """What of one source is set aside and can still be read again."""

    source: str
    channel: str
    account: str
    count: int
    reason: str  # why the newest was
    first_erased_at: datetime  # when the first body is erased


def aside_by_source(*, session: Session) -> list[Aside]:
    """What is set aside now, by source; what was erased meanwhile is not among it."""
    kept = (ReceivedItem.state == ItemState.SET_ASIDE, col(ReceivedItem.keep_until).is_not(None))
    query = (
        select(
            ReceivedItem.source,
            func.count(),
            func.min(ReceivedItem.keep_until),
            func.max(ReceivedItem.id),
        )
        .where(*kept)
        .group_by(col(ReceivedItem.source))
        .order_by(col(ReceivedItem.source))
    )
    found: list[Aside] = []
    for source, count, until, newest_id in session.exec(query).all():
        newest = session.get_one(ReceivedItem, newest_id)
        found.append(
            Aside(
                source=source,
                channel=newest.channel,
                account=newest.account,
                count=count,
                reason=newest.reason or "",
                first_erased_at=until or newest.received_at,
            )
        )
    return found


@dataclass(frozen=True)
class Erased:
    """What of one source was erased because it was kept long enough."""

    source: str
    channel: str
    account: str
    items: int
    unread: int  # those of which not even a case told anybody
    reason: str  # why the newest could not be read
    first_at: datetime  # when the first of them came
    last_at: datetime


def expire_bodies(*, session: Session, now: datetime) -> list[Erased]:
    """Erase the bodies of items set aside that were kept long enough; returns what that was, by source.

    The items are locked, so that of two workers one counts each.
    """
    due = select(ReceivedItem).where(
        col(ReceivedItem.state) == ItemState.SET_ASIDE,  # one replayed is read first
        col(ReceivedItem.keep_until) <= now,
        col(ReceivedItem.sealed_body).is_not(None),
    )
    locked = due.order_by(col(ReceivedItem.source), col(ReceivedItem.id))
    items = session.exec(locked.with_for_update(skip_locked=True)).all()
    for item in items:
        item.sealed_body, item.keep_until = None, None
        session.add(item)
    session.flush()
    return erased_by_source(items)


def erased_by_source(items: Iterable[ReceivedItem]) -> list[Erased]:
    """What these items were, which are ordered by source and by when they came."""
    by_source = groupby(items, key=lambda item: item.source)
    return [_erased(list(of_source)) for _, of_source in by_source]


def _erased(items: Sequence[ReceivedItem]) -> Erased:
    newest = items[-1]
    came = [item.received_at for item in items]
    return Erased(
        source=newest.source,
        channel=newest.channel,
        account=newest.account,
        items=len(items),
        unread=sum(item.case_id is None for item in items),
        reason=newest.reason or "",
        first_at=min(came),
        last_at=max(came),
    )


def forget_settled(*, session: Session, before: datetime, limit: int) -> int:
    """Forget items that were settled, or of no use, before then; returns how many, at most ``limit``."""
    over = select(ReceivedItem.id).where(text(IS_OVER), col(ReceivedItem.settled_at) < before)
    some = over.order_by(col(ReceivedItem.settled_at)).limit(limit)
    result = session.exec(delete(ReceivedItem).where(col(ReceivedItem.id).in_(some)))
    return result.rowcount


def forget_seen(*, session: Session, now: datetime) -> int:
    """Forget Slack events too old to be repeated; returns how many."""
    result = session.exec(delete(SeenEvent).where(col(SeenEvent.seen_at) < now - SEEN_KEPT))
    return result.rowcount
