"""Once a night what was kept long enough is erased, a few cases in a transaction, and the night says what it did."""

import threading
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.bootstrap import App
from bot.desk.desk import Desk
from bot.desk.digests.issuing import house_zone
from bot.desk.erasure import retention
from bot.desk.house import over
from bot.storage import word_index
from bot.storage.house import runs
from bot.telemetry.logs import get_logger
from handlers.worker import ticks

_JOB = "retention"
_FROM, _UNTIL = 1, 5  # hours of the night, by the clock of the bank
_AT_ONCE, _OVER_AT_ONCE = 10, 500
_KINDS = (retention.set_aside, retention.words, retention.originals, retention.attachments)
_log = get_logger(__name__)


def look(app: App, *, ending: threading.Event) -> None:
    """Erase what is due, at night, unless that was done this night. One that was cut short begins again:
    what is erased is due no more. Never by day, so that who starts a release can set a hold first."""
    with app.looking() as desk:
        night = night_of(desk.now, zone=ZoneInfo(house_zone(desk)))
        last = runs.last_period(session=desk.session, job=_JOB)
    if night is None or (last is not None and last >= night):
        return
    done = retention.Pass()
    for kind in _KINDS:
        done.after = 0

        def some(desk: Desk, /, *, limit: int, kind: retention.Batch = kind) -> int:
            return kind(desk, done, limit=limit)

        ticks.run_in_batches(app, some, ending, limit=_AT_ONCE)
    _let_go_of_what_is_over(app, done, ending)
    _clear_index(app, ending)
    if ending.is_set():
        return
    with app.desk() as desk:
        if runs.begin(session=desk.session, job=_JOB, period=night, now=desk.database_now):
            retention.tell(desk, done=done.done, night=night)
    if any(done.done[kind] for kind in retention.ERASING):
        cleared = app.database.forget_pages()
        _log.info("retention.pages_cleared", at_once=cleared)
    _log.info("retention.done", **done.done)


def _let_go_of_what_is_over(app: App, so_far: retention.Pass, ending: threading.Event) -> None:
    def some(desk: Desk, /, *, limit: int) -> int:
        return over.forget(desk, so_far.done, limit=limit)

    ticks.run_in_batches(app, some, ending, limit=_OVER_AT_ONCE)


def _clear_index(app: App, ending: threading.Event) -> None:
    """Let go of what the index of words still has of texts that went since, a part in a transaction."""
    going = app.database.is_sqlite
    while going and not ending.is_set():
        with app.database.transaction() as session:
            going = word_index.clear(session.connection())


def night_of(moment: datetime, *, zone: ZoneInfo) -> str | None:
    """The date of the night that it is there at this moment; ``None`` by day."""
    there = moment.astimezone(zone)
    return there.date().isoformat() if _FROM <= there.hour < _UNTIL else None
