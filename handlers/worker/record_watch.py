"""The record is sealed every ten minutes, and looked through once a night; an alarm when it does not hold."""

from datetime import datetime, timedelta

from bot import bootstrap
from bot.bootstrap import App
from bot.desk.threads.alarms import clear_alarm, raise_alarm
from bot.domain.records.alarm import AlarmKind
from bot.domain.records.trail.record_seal import Head
from bot.storage.house import runs
from bot.storage.record import record_seals, record_stamps
from bot.telemetry.logs import get_logger
from handlers import anchor

_JOB = "record check"
_AT_NIGHT = timedelta(hours=2)  # a day of ours begins at two, by UTC
_log = get_logger(__name__)


def look(app: App) -> None:
    """Seal what was written since, and once a night look through the whole record first; not while the
    release before may still be writing in its own way. It is sealed also where the look fails."""
    bootstrap.carry_over_record(app.database)
    with app.database.transaction() as session:
        night = night_of(app.database.now(session))
        last = runs.last_period(session=session, job=_JOB)
        is_settled = not record_seals.may_carry_over(session=session)
    unsealed: dict[int, Head] | None = None
    try:
        if is_settled and (last is None or last < night):
            unsealed = check(app)
            with app.database.transaction() as session:
                runs.begin(session=session, job=_JOB, period=night, now=app.database.now(session))
    finally:
        seal(app, unsealed)


def night_of(moment: datetime) -> str:
    """The day of ours to which a moment belongs."""
    return f"{moment - _AT_NIGHT:%Y-%m-%d}"


def check(app: App) -> dict[int, Head]:
    """Look through the record; an alarm when it does not hold, the all-clear when it does again. What
    is not sealed as it stands."""
    with app.database.reading(is_long=True) as session:
        found = anchor.check(session, app.settings)
    for fault in found.faults:
        _log.error("record.broken", fault=fault)
    for remark in found.unsure:
        _log.warning("record.not_checked", remark=remark)
    _log.info("record.checked", entries=found.entries, rows=found.rows, faults=len(found.faults))
    with app.desk() as desk:
        if found.faults:
            raise_alarm(desk, AlarmKind.RECORD_BROKEN, count=len(found.faults))
        else:
            clear_alarm(desk, AlarmKind.RECORD_BROKEN)
    return found.unsealed


def seal(app: App, unsealed: dict[int, Head] | None = None) -> None:
    """Seal what was written since, and tell it to the log and the anchor's folder."""
    with app.database.transaction() as session:
        made = record_seals.seal(session=session, heads=unsealed)
    if made is not None:
        _log.info("record.sealed", number=made.number, seal=made.seal, chains=len(made.heads))
    leave(app)


def leave(app: App) -> None:
    """Write what the anchor's folder has not: seals, and time stamps on them."""
    folder = app.settings.record_folder
    if folder is None:
        return
    with app.database.reading() as session:
        missing = record_seals.after(session=session, number=anchor.last_number(folder))
        stamps = record_stamps.beside(session=session, numbers=anchor.stamps(folder))
    anchor.add(folder, missing)
    anchor.add_stamps(folder, stamps)
