"""One poll: lease the cursor, fetch with no transaction open, store page and cursor at once."""

from datetime import datetime, timedelta

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, select

from bot import clock
from bot.bootstrap import App
from bot.channels.channel import Channel, Page, PollFailed, Source
from bot.desk import watch
from bot.inbox.store import Incoming, store
from bot.storage.cursors import Cursor, lease_due
from bot.telemetry import metrics
from bot.telemetry.logs import get_logger

LEASE = timedelta(minutes=3)
_LONGEST_WAIT_S = 900.0
_LONGEST_ERROR = 300
_SAID_AGAIN = 48  # failures in a row, at a quarter of an hour each: twice a day
_log = get_logger(__name__)


def poll_if_due(app: App, channel: Channel, source: Source, *, owner: str) -> bool:
    """Read the source if it is due and nobody else reads it; returns whether it was read."""
    cursor = _lease(app, source, owner)
    if cursor is None:
        return False
    try:
        page = channel.poll(source=source, cursor=cursor.value, now=clock.now())
    except PollFailed as failure:
        _failed(app, source, owner, failure)
        return True
    except Exception as error:
        _log.exception("poll.broken", source=source.name)
        broken = PollFailed(f"Reading it broke ({type(error).__name__}); the log says more.")
        _failed(app, source, owner, broken)
        return True
    _store(app, source, owner, page)
    return True


def _lease(app: App, source: Source, owner: str) -> Cursor | None:
    with app.database.transaction() as session:
        now = app.database.now(session)
        _make_sure_of_row(session, source, now)
        return lease_due(session=session, source=source.name, owner=owner, now=now, lease=LEASE)


def _make_sure_of_row(session: Session, source: Source, now: datetime) -> None:
    if session.get(Cursor, source.name) is not None:
        return
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    table = Cursor.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    insert = sqlite.insert(table) if on_sqlite else postgresql.insert(table)
    row = {"source": source.name, "value": "", "next_at": now, "failures": 0}
    session.connection().execute(insert.values([row]).on_conflict_do_nothing())


def _store(app: App, source: Source, owner: str, page: Page) -> None:
    with app.database.transaction() as session:
        cursor = _held(session, source, owner)
        if cursor is None:
            _log.warning("poll.lease_lost", source=source.name)
            return
        now = app.database.now(session)
        stored = store(
            session=session,
            items=[_incoming(source, each.key, each.body) for each in page.items],
            vault=app.vault,
            now=clock.now(),
            db_now=now,
        )
        cursor.value, cursor.last_success_at, cursor.last_error = page.cursor, now, None
        cursor.failures = 0
        _release(cursor, now + timedelta(seconds=source.every_s))
    metrics.POLLS.labels(source=source.name, ended="read").inc()
    if stored:
        _log.info("poll.stored", source=source.name, items=stored)


def _failed(app: App, source: Source, owner: str, failure: PollFailed) -> None:
    metrics.POLLS.labels(source=source.name, ended="failed").inc()
    _log.warning("poll.failed", source=source.name, reason=str(failure))
    with app.desk() as desk:
        cursor = _held(desk.session, source, owner)
        if cursor is None:
            return
        told = str(failure)[:_LONGEST_ERROR]
        is_news = told != cursor.last_error or cursor.failures % _SAID_AGAIN == 0
        cursor.failures, cursor.last_error = cursor.failures + 1, told
        wait = failure.retry_after_s or _backed_off(source.every_s, cursor.failures)
        _release(cursor, app.database.now(desk.session) + timedelta(seconds=wait))
        if failure.needs_person and is_news:
            watch.channel_trouble(desk, source=source.name, explanation=str(failure))


def _backed_off(every_s: float, failures: int) -> float:
    """The usual wait at first, then twice as long each time, up to a quarter of an hour."""
    return max(every_s, min(every_s * 2.0 ** min(failures - 1, 20), _LONGEST_WAIT_S))


def _held(session: Session, source: Source, owner: str) -> Cursor | None:
    query = select(Cursor).where(Cursor.source == source.name, Cursor.leased_by == owner)
    return session.exec(query.with_for_update()).first()


def _release(cursor: Cursor, next_at: datetime) -> None:
    cursor.next_at, cursor.leased_by, cursor.leased_until = next_at, None, None


def _incoming(source: Source, key: str, body: bytes) -> Incoming:
    return Incoming(
        source=source.name, channel=source.channel, account=source.account, key=key, body=body
    )
