"""The processes of a deployment: web, worker, socket, all in one, and the migration before a release."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bot import bootstrap
from bot.bootstrap import App
from bot.migrations import runner
from bot.storage.house import cursors
from bot.telemetry import logs
from config.settings import Settings, SettingsError, load, variable
from handlers.endings import CannotStart, end_in_time
from handlers.kept import keep_what_is_there, make_ready
from handlers.processes.embedded import only_process, refuse_on_platform, refuse_sqlite
from handlers.processes.heartbeat import Heart, process_name
from handlers.processes.required import NO_FALLBACK, missing, waits_for
from handlers.processes.seal_keys import require_keys

_MORE_THAN_A_CALL_S = 2.0
_LISTENING = 1  # the connection that hears of other processes' commits is not of the pool


def web() -> None:
    """Serve HTTP until SIGTERM. While settings are missing it says which, and answers Slack's challenge."""
    from handlers.web.site import serve
    from handlers.web.waiting import wait

    settings = load()
    refuse_sqlite(settings)
    reasons = waits_for(settings)
    if reasons:
        _log_as(settings)
        wait(settings, reasons)
        return
    with _process(settings, "web", pool_size=settings.web_pool, hears=False) as (app, process):
        serve(app, process=process)


def worker() -> None:
    """Do what happens by itself until SIGTERM, and answer probes where a port is set for them."""
    from handlers.web.site import probed
    from handlers.worker.jobs import Worker

    settings = _ready_settings()
    refuse_sqlite(settings)
    told = _ending_told()
    pool_size = settings.worker_pool - _LISTENING
    with _process(settings, "worker", pool_size=pool_size) as (app, process):
        hands = Worker(app, process=process)
        make_ready(app.rules)
        keep_what_is_there()
        with probed(app, process=process, ended=told):
            hands.start()
            told.wait()
            hands.stop(timeout_s=settings.call_timeout_s + _MORE_THAN_A_CALL_S)


def socket() -> None:
    """Hear Slack over Socket Mode until SIGTERM."""
    settings = _ready_settings()
    _require_app_token(settings)
    refuse_sqlite(settings)
    told = _ending_told()
    with (
        _process(settings, "socket", pool_size=settings.web_pool, hears=False) as (app, _),
        _socket_mode(app, told),
    ):
        told.wait()


def run() -> None:
    """Web and worker in one process, and Socket Mode where it is set up. An embedded database is
    migrated first."""
    from handlers.web.site import serve
    from handlers.worker.jobs import Worker

    settings = _ready_settings()
    refuse_on_platform(settings)
    pool_size = settings.web_pool + settings.worker_pool
    with only_process(settings), _process(settings, "run", pool_size=pool_size) as (app, process):
        hands = Worker(app, process=process)
        hands.start()
        in_time = {"timeout_s": settings.call_timeout_s + _MORE_THAN_A_CALL_S}
        resting = threading.Thread(target=hands.stop, kwargs=in_time, name="resting")
        try:
            with _socket_mode(app, threading.Event()):
                serve(app, process=process, ending=resting.start)
        finally:
            if resting.ident is None:  # it never came to serving
                resting.start()
            resting.join()


def migrate() -> str:
    """Bring the database up to the code, then store the policies; returns what was done, in a sentence."""
    settings = load()
    refuse_on_platform(settings)
    _log_as(settings)
    app = bootstrap.build(settings)
    try:
        revision = bootstrap.migrate(app)
    finally:
        app.database.dispose()
    if runner.is_ahead(revision):
        return (
            f"The database is at revision {revision}, of a newer release than this one. It is left as "
            "it is, this release works on it, and its policies are stored."
        )
    return f"The database is at revision {revision}."


def _ready_settings() -> Settings:
    """Settings with everything in them that a running process needs. Raises SettingsError."""
    settings = load()
    lacking = {variable(name): f"Missing. {why}" for name, why in missing(settings).items()}
    if lacking:
        raise SettingsError(lacking)
    return settings


@contextmanager
def _process(
    settings: Settings, role: str, *, pool_size: int, hears: bool = True
) -> Iterator[tuple[App, str]]:
    """``hears``: signals in what customers write. A process for people leaves that to the workers."""
    _log_as(settings)
    app = bootstrap.build(settings, pool_size=pool_size, hears=hears)
    if not app.rules.routing.fallback_slack_channel:
        raise CannotStart(NO_FALLBACK)
    if app.database.is_sqlite:  # the lock says that nobody else is using it
        bootstrap.migrate(app)
        with app.database.transaction() as session:
            cursors.free_all(session=session)
    process = process_name(role, settings.dyno)
    try:
        with Heart(app, role=role, process=process):
            require_keys(app)
            yield app, process
    finally:
        app.database.dispose()


def _require_app_token(settings: Settings) -> None:
    if not settings.slack_app_token.get_secret_value():
        where = str(Settings.model_fields["slack_app_token"].description)
        raise SettingsError({variable("slack_app_token"): f"Missing. {where}"})


@contextmanager
def _socket_mode(app: App, ending: threading.Event) -> Iterator[None]:
    """Socket Mode beside whatever else this process does; nothing where there is no token for it.

    It connects in a thread of its own, so that a Slack that does not answer holds nothing up.
    """
    if not app.settings.slack_app_token.get_secret_value():
        yield
        return
    from handlers.slack.socket import Socket

    line = Socket(app)
    opening = threading.Thread(target=line.open, args=(ending,), name="slack-socket", daemon=True)
    opening.start()
    try:
        yield
    finally:
        ending.set()
        opening.join(timeout=app.settings.call_timeout_s)
        line.close()


def _log_as(settings: Settings) -> None:
    logs.configure(level=settings.log_level, as_json=True if settings.on_platform else None)


def _ending_told() -> threading.Event:
    """Set when somebody asks this process to end."""
    told = threading.Event()

    def end(*_: object) -> None:
        end_in_time()
        told.set()

    for sent in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sent, end)
    return told
