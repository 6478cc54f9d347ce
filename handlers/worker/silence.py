"""Does each platform still tell us what happens? Asked every quarter of an hour; told once a day.

Meta ends a subscription after an hour of failed deliveries, and says so by e-mail alone.
"""

from bot import clock
from bot.bootstrap import App
from bot.channels.channel import Channel, Finding, PollFailed, Source, Watched
from bot.desk.house import alarms
from bot.telemetry.logs import get_logger
from handlers.worker import leases

EVERY_S = 900.0
_UNSEEN = "New complaints come in as before. If the platform stopped telling us of them, nobody would know."
_log = get_logger(__name__)


def watch_channels(app: App, *, owner: str) -> None:
    """Look at every channel whose quarter of an hour has come."""
    for channel in app.channels.values():
        if isinstance(channel, Watched):
            watch_if_due(app, channel, owner=owner)


def watch_if_due(app: App, channel: Channel, *, owner: str) -> bool:
    """Look at one channel if it is time and nobody else does; an alarm for whatever is wrong."""
    name = channel.capabilities.name
    source = Source(f"{name}:watch", name, "", EVERY_S, "settings on the platform", _UNSEEN)
    if (
        not isinstance(channel, Watched)
        or leases.take(app, source=source.name, owner=owner) is None
    ):
        return False
    try:
        found = channel.watch(now=clock.now())
    except PollFailed as failure:
        _log.warning("watch.failed", source=source.name, reason=str(failure))
        leases.failed(app, source, owner=owner, failure=failure)
        return True
    _tell(app, source, owner, [each for each in found if not each.ok])
    return True


def _tell(app: App, source: Source, owner: str, found: list[Finding]) -> None:
    with app.desk() as desk:
        cursor = leases.leased(desk.session, source=source.name, owner=owner)
        if cursor is None:
            return
        wrong = [(each.setting, each.message, each.where) for each in found]
        alarms.setup_wrong(desk, source=source.name, wrong=wrong)
        alarms.source_read(desk, source=source.name)
        leases.done(cursor, value="", now=desk.database_now, every_s=EVERY_S)
