"""A row per running process: that it lives, and its counters, so that one can report all.

A process that died stops beating; its row is forgotten after a day.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import JSON, Field, Session, col, delete, select

from bot.domain.records.columns import Table

ALIVE_FOR = timedelta(seconds=60)
FORGOTTEN_AFTER = timedelta(days=1)


class Heartbeat(Table, table=True):
    """One process of ours. All times are the database's."""

    __tablename__ = "heartbeats"

    process: str = Field(primary_key=True)  # "worker-web.1-4711-3f2a"
    role: str  # "web", "worker", "run"
    started_at: datetime
    beat_at: datetime
    counters: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)


def beat(
    *, session: Session, process: str, role: str, counters: list[dict[str, Any]], now: datetime
) -> None:
    """Say that the process lives. ``now`` is the database's time."""
    row = session.get(Heartbeat, process)
    if row is None:
        row = Heartbeat(process=process, role=role, started_at=now, beat_at=now)
    row.beat_at = now
    row.counters = list(counters)
    session.add(row)


def living(*, session: Session, now: datetime) -> list[Heartbeat]:
    """The processes that have beaten within the last minute."""
    query = select(Heartbeat).where(col(Heartbeat.beat_at) > now - ALIVE_FOR)
    return list(session.exec(query.order_by(Heartbeat.process)).all())


def gone(*, session: Session, process: str) -> None:
    """Forget a process that ends in good order."""
    session.exec(delete(Heartbeat).where(col(Heartbeat.process) == process))


def forget_silent(*, session: Session, now: datetime) -> None:
    """Forget the processes that have been silent for a day."""
    session.exec(delete(Heartbeat).where(col(Heartbeat.beat_at) < now - FORGOTTEN_AFTER))
