"""Leasing a cursor while its source is read, so that no other worker reads it at the same time."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import Session, select

from bot.bootstrap import App
from bot.channels.channel import PollFailed, Source
from bot.desk.desk import Desk
from bot.desk.house import refusals
from bot.desk.house.refusals import Heard
from bot.storage.engine import insert_or_nothing
from bot.storage.house.cursors import TURN, Cursor, lease_due

_LONGEST_WAIT_S = 900.0
_LONGEST_ERROR = 300
_TURN_LEASE_S = 300.0
_TURN_AGAIN_S = 60.0


def in_turn(
    app: App,
    *,
    name: str,
    owner: str,
    every_s: float,
    work: Callable[[], object],
    lease_s: float = _TURN_LEASE_S,
) -> bool:
    """Do the work if it is due and no other worker of the deployment does it; tried again soon when it
    raises. False: not now."""
    source = f"{TURN}{name}"
    if take(app, source=source, owner=owner, lease_s=lease_s) is None:
        return False
    next_s = min(every_s, _TURN_AGAIN_S)
    try:
        work()
        next_s = every_s
    finally:
        with app.database.transaction() as session:
            cursor = leased(session, source=source, owner=owner)
            if cursor is not None:
                _release(cursor, app.database.now(session) + timedelta(seconds=next_s))
    return True


def take(app: App, *, source: str, owner: str, lease_s: float | None = None) -> Cursor | None:
    """The source's cursor if it is due and nobody has leased it; made when there is none yet."""
    with app.database.transaction() as session:
        now = app.database.now(session)
        if session.get(Cursor, source) is None:
            row = {"source": source, "value": "", "next_at": now, "failures": 0}
            session.connection().execute(insert_or_nothing(session, Cursor, "source").values(row))
        lease = timedelta(seconds=lease_s or app.settings.poll_lease_s)
        return lease_due(session=session, source=source, owner=owner, now=now, lease=lease)


def leased(session: Session, *, source: str, owner: str) -> Cursor | None:
    """The cursor that this owner has leased, locked FOR UPDATE; None when the lease ran out and another worker took it."""
    query = select(Cursor).where(Cursor.source == source, Cursor.leased_by == owner)
    return session.exec(query.with_for_update()).first()


def done(cursor: Cursor, *, value: str, now: datetime, every_s: float) -> None:
    """It was read: go on from this value when it is due again. ``now`` is the database's time."""
    cursor.value = value
    cursor.last_success_at = now
    cursor.last_error = None
    cursor.failures = 0
    _release(cursor, now + timedelta(seconds=every_s))


def heard(desk: Desk, source: Source) -> Heard:
    """The source as an alarm names it."""
    account = desk.account_name(source.channel, source.account)
    return Heard(source.name, account=account, stream=source.stream, unseen=source.unseen)


def failed(app: App, source: Source, *, owner: str, failure: PollFailed) -> None:
    """It could not be read: wait, longer each time, and call a person where only one can help."""
    with app.desk() as desk:
        cursor = leased(desk.session, source=source.name, owner=owner)
        if cursor is None:
            return
        told = str(failure)[:_LONGEST_ERROR]
        cursor.failures = cursor.failures + 1
        cursor.last_error = told
        wait_s = failure.retry_after_s or backed_off(source.every_s, cursor.failures)
        _release(cursor, app.database.now(desk.session) + timedelta(seconds=wait_s))
        if failure.needs_person and not source.sweeps:  # its source is refused as well, and says so
            refusals.refused(desk, heard=heard(desk, source), explanation=told)


def backed_off(every_s: float, failures: int) -> float:
    """The usual wait at first, then twice as long each time, up to a quarter of an hour."""
    return max(every_s, min(every_s * 2.0 ** min(failures - 1, 20), _LONGEST_WAIT_S))


def _release(cursor: Cursor, next_at: datetime) -> None:
    cursor.next_at = next_at
    cursor.leased_by = None
    cursor.leased_until = None
