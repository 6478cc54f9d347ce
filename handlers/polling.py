"""One poll: lease the cursor, fetch with no transaction open, store page and cursor at once."""

from bot import clock
from bot.bootstrap import App
from bot.channels.channel import Channel, Page, PollFailed, Source
from bot.inbox.store import Incoming, store
from bot.telemetry import metrics
from bot.telemetry.logs import get_logger
from handlers import leases

_log = get_logger(__name__)


def poll_if_due(app: App, channel: Channel, source: Source, *, owner: str) -> bool:
    """Read the source if it is due and nobody else reads it; returns whether it was tried."""
    cursor = leases.take(app, source=source.name, owner=owner)
    if cursor is None:
        return False
    try:
        page = channel.poll(source=source, cursor=cursor.value, now=clock.now())
    except PollFailed as failure:
        _failed(app, source, owner, failure)
    except Exception as error:
        _log.exception("poll.broken", source=source.name)
        kind = type(error).__name__
        _failed(app, source, owner, PollFailed(f"Reading it broke ({kind}); the log says more."))
    else:
        _store(app, source, owner, page)
    return True


def _store(app: App, source: Source, owner: str, page: Page) -> None:
    with app.database.transaction() as session:
        cursor = leases.held(session, source=source.name, owner=owner)
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
        leases.done(cursor, value=page.cursor, now=now, every_s=source.every_s)
    metrics.POLLS.labels(source=source.name, ended="read").inc()
    if stored:
        _log.info("poll.stored", source=source.name, items=stored)


def _failed(app: App, source: Source, owner: str, failure: PollFailed) -> None:
    metrics.POLLS.labels(source=source.name, ended="failed").inc()
    _log.warning("poll.failed", source=source.name, reason=str(failure))
    leases.failed(app, source=source.name, owner=owner, every_s=source.every_s, failure=failure)


def _incoming(source: Source, key: str, body: bytes) -> Incoming:
    return Incoming(
        source=source.name, channel=source.channel, account=source.account, key=key, body=body
    )
