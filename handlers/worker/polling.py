"""One poll: lease the cursor, fetch with no transaction open, store page and cursor at once."""

from bot import clock
from bot.bootstrap import App
from bot.channels.channel import Channel, Page, PollFailed, Source
from bot.desk.desk import Desk
from bot.desk.house import alarms
from bot.domain.channels.inbound import CLOCKS_APART
from bot.inbox.store import Incoming, store
from bot.storage.house import censuses, hearing
from bot.telemetry import metrics
from bot.telemetry.logs import get_logger
from handlers.worker import leases

_UNTOLD = 2  # polls that found what no webhook had told
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
        _store(app, source, owner, page, has_webhook=channel.capabilities.has_webhook)
    return True


def _store(app: App, source: Source, owner: str, page: Page, *, has_webhook: bool) -> None:
    with app.desk() as desk:
        session = desk.session
        cursor = leases.leased(session, source=source.name, owner=owner)
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
        if not cursor.value and not source.sweeps:
            begun = clock.now() - CLOCKS_APART
            censuses.begin(session=session, source=source.name, now=begun, db_now=now)
        # A first start finds what was before us, and a sweep what came late to its list.
        if stored and has_webhook and cursor.value and not source.sweeps:
            _note_untold(desk, source)
        every_s = max(source.every_s, page.rest_s)
        leases.done(cursor, value=page.cursor, now=now, every_s=every_s)
        _tell(desk, source, page)
        alarms.source_read(desk, source=source.name)
    metrics.POLLS.labels(source=source.name, ended="read").inc()
    if stored:
        _log.info("poll.stored", source=source.name, items=stored)


def _tell(desk: Desk, source: Source, page: Page) -> None:
    for limit in page.limits_hit:
        metrics.LIMITS_HIT.labels(source=source.name, limit=limit.name).inc()
        _log.warning("poll.limit", source=source.name, limit=limit.name)
    limits = {limit.name: limit.words for limit in page.limits_hit}
    alarms.limited(desk, heard=leases.heard(desk, source), limits=limits)


def _note_untold(desk: Desk, source: Source) -> None:
    """Once is a poll that was a moment quicker; twice with no word between is a silent webhook."""
    told = hearing.found_untold(session=desk.session, source=source.name, now=desk.database_now)
    if told.failures >= _UNTOLD:
        account = desk.account_name(source.channel, source.account)
        alarms.untold(desk, source=source.name, account=account, last=told.last_success_at)


def _failed(app: App, source: Source, owner: str, failure: PollFailed) -> None:
    metrics.POLLS.labels(source=source.name, ended="failed").inc()
    _log.warning("poll.failed", source=source.name, reason=str(failure))
    leases.failed(app, source, owner=owner, failure=failure)


def _incoming(source: Source, key: str, body: bytes) -> Incoming:
    return Incoming(
        source=source.kept_as, channel=source.channel, account=source.account, key=key, body=body
    )
