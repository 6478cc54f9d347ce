"""Is the bank's own login there? Asked every two minutes by one worker, so that customers are not the first to know."""

from bot.bootstrap import App, login_of
from bot.channels.channel import PollFailed, Source
from bot.desk.chat import logins
from bot.login.failures import LoginFailed, Misconfigured
from bot.telemetry.logs import get_logger
from handlers.worker import leases

_EVERY_S = 120.0
_SOURCE = Source("login:watch", "webchat", "", _EVERY_S, "the bank's own login")
_OFTEN = 3  # each look waits longer than the one before: six minutes and more
_log = get_logger(__name__)


def watch(app: App, *, owner: str) -> None:
    """Look if it is time and nobody else does; an alarm when it is away for long, or set wrong."""
    if leases.take(app, source=_SOURCE.name, owner=owner) is None:
        return
    login = login_of(app)
    try:
        if login is not None:
            login.look()
    except LoginFailed as error:
        _log.warning("login.not_there", kind=type(error).__name__, why=str(error))
        _failed(app, owner, error)
        return
    with app.desk() as desk:
        cursor = leases.leased(desk.session, source=_SOURCE.name, owner=owner)
        if cursor is not None:
            leases.done(cursor, value="", now=desk.database_now, every_s=_EVERY_S)
            logins.there_again(desk, is_used=login is not None)


def _failed(app: App, owner: str, error: LoginFailed) -> None:
    with app.desk() as desk:
        cursor = leases.leased(desk.session, source=_SOURCE.name, owner=owner)
        if cursor is None:
            return
        if isinstance(error, Misconfigured) or cursor.failures + 1 >= _OFTEN:
            logins.not_there(desk, why=str(error))
    leases.failed(app, _SOURCE, owner=owner, failure=PollFailed(str(error)))
