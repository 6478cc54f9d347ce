"""Periodic work, once a period: whoever writes the row does the work, in the same transaction."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.storage.engine import insert_or_nothing
from bot.storage.house.cursors import Run


def last_period(*, session: Session, job: str) -> str | None:
    """The key of the last period this job was done for. Keys sort by time."""
    return session.exec(select(func.max(Run.period)).where(Run.job == job)).one()


def begin(*, session: Session, job: str, period: str, now: datetime) -> bool:
    """Whether this period is ours to do. False when it was done, here or by another worker."""
    insert = insert_or_nothing(session, Run, "job", "period")
    statement = insert.values(job=job, period=period, done_at=now).returning(col(Run.period))
    return session.connection().execute(statement).first() is not None
