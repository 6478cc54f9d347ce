"""The censuses that were taken, and from when on a source is ours to count."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.domain.records.census import Census
from bot.storage.engine import insert_or_nothing
from bot.storage.house.cursors import BEGUN, Cursor


def newest(*, session: Session) -> Census | None:
    """The last one that was taken."""
    return session.exec(select(Census).order_by(col(Census.taken_at).desc()).limit(1)).first()


def whole_until(*, session: Session) -> datetime | None:
    """Up to when everything was counted by the last census that could read all."""
    for each in session.exec(select(Census).order_by(col(Census.taken_at).desc()).limit(30)):
        if each.is_whole:
            return each.until
    return None


def begin(*, session: Session, source: str, now: datetime, db_now: datetime) -> None:
    """Note that a source is read from now on: what was said there before is nobody's to answer here."""
    row = {"source": BEGUN + source, "value": now.isoformat(), "next_at": db_now, "failures": 0}
    session.connection().execute(insert_or_nothing(session, Cursor, "source").values(row))


def begun_at(*, session: Session, source: str) -> datetime | None:
    """Since when a source is read; None for one that was read before this was noted."""
    row = session.get(Cursor, BEGUN + source)
    return datetime.fromisoformat(row.value) if row is not None else None
