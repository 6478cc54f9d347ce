"""Restored backups: the epoch that buttons carry, and case numbers that no lost case had."""

from datetime import UTC, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select, text

from bot.domain.records.cases.case import Case
from bot.domain.records.restore import Restore
from bot.domain.records.trail.audit import AuditEntry
from bot.storage.engine import Database, ours
from bot.storage.house.heartbeats import Heartbeat

_BEFORE_ANY_RESTORE = datetime(2024, 1, 1, tzinfo=UTC)
_ROUND = 1000


def latest(*, session: Session) -> Restore | None:
    """The last restored backup; None where none ever was."""
    return session.exec(select(Restore).order_by(col(Restore.epoch).desc()).limit(1)).first()


def epoch_now(*, session: Session) -> int:
    """What buttons and forms carry; 0 where no backup was ever restored."""
    return session.scalar(select(func.max(Restore.epoch))) or 0


def epoch_of(database: Database) -> int:
    """The same, by a look of its own."""
    with database.reading() as session:
        return epoch_now(session=session)


def new_epoch(*, session: Session, now: datetime) -> int:
    """An epoch that no button carries yet, whatever the lost history held: minutes, as they pass."""
    minutes = int((now - _BEFORE_ANY_RESTORE).total_seconds() // 60)
    return max(epoch_now(session=session) + 1, minutes)


def newest_known(*, session: Session) -> datetime | None:
    """The time of the newest row: about when the backup was made. None of an empty database."""
    beat = session.scalar(select(func.max(Heartbeat.beat_at)))
    entry = session.scalar(select(func.max(AuditEntry.at)))
    return max((each for each in (beat, entry) if each is not None), default=None)


def number_well_above(*, session: Session, seen: int) -> int:
    """The first case number of the next full thousand but one: none of a lost case, and easily told."""
    highest = session.scalar(select(func.max(Case.id))) or 0
    return (max(highest, seen) // _ROUND + 2) * _ROUND


def begin_cases_at(*, session: Session, number: int) -> None:
    """Let the database number new cases from here on. SQLite counts no further than its rows: see
    ``number_of_new_case``."""
    if not ours(session).is_sqlite:
        sequence = "SELECT setval(pg_get_serial_sequence('cases', 'id'), :number, false)"
        session.execute(text(sequence), {"number": number})


def number_of_new_case(*, session: Session) -> int | None:
    """The number a new case must take; None: the one that the database gives it."""
    if not ours(session).is_sqlite:
        return None
    first = session.scalar(select(func.max(Restore.first_case)))
    if first is None:
        return None
    highest = session.scalar(select(func.max(Case.id))) or 0
    return max(first, int(highest) + 1)
