"""Does this process's clock agree with the database's? A day ahead, it would flag every case at once.

The database's is one for all processes, so where they differ it is believed, and an alarm says so.
"""

from datetime import UTC, datetime, timedelta

from bot import clock
from bot.bootstrap import App
from bot.desk.threads.alarms import clear_alarm, raise_alarm
from bot.domain.records.alarm import AlarmKind

AGREES_WITHIN = timedelta(seconds=5)


def compare(app: App, *, place: str) -> timedelta:
    """Set business time by the database's clock where ours is off; returns by how much it is set.

    ``place`` names the process in the alarm. Raises SQLAlchemyError.
    """
    with app.database.reading() as session:
        before = datetime.now(UTC)
        theirs = app.database.now(session)
        after = datetime.now(UTC)
    off = difference(before, theirs, after)
    clock.correct_by(off)
    if off:
        seconds = round(abs(off.total_seconds()))
        with app.desk() as desk:
            raise_alarm(desk, AlarmKind.CLOCK_SKEW, subject=place, process=place, seconds=seconds)
    return off


def agrees_again(app: App, *, place: str) -> None:
    """End the alarm of this process: its clock agrees, or it ends. Raises SQLAlchemyError."""
    with app.desk() as desk:
        clear_alarm(desk, AlarmKind.CLOCK_SKEW, subject=place)


def difference(before: datetime, theirs: datetime, after: datetime) -> timedelta:
    """How far the database is ahead of us (or behind, then negative); nothing where they may agree.

    It was asked between ``before`` and ``after``, which may lie far apart.
    """
    if before - AGREES_WITHIN <= theirs <= after + AGREES_WITHIN:
        return timedelta()
    return theirs - (before + (after - before) / 2)
