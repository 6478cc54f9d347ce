"""Where a poll stands, who holds it, and which periodic things were done for which period."""

from datetime import datetime, timedelta

from sqlmodel import Field, Session, select, update

from bot.domain.records.columns import Table

BEGUN = "begun:"  # of what notes since when a source is read
TURN = "turn:"  # how the name begins of what is no source but work that one worker does for all


class Cursor(Table, table=True):
    """The place one source was read up to. Leased while it is read, with no transaction open."""

    __tablename__ = "cursors"

    source: str = Field(primary_key=True)
    value: str = ""
    next_at: datetime  # the database's time
    leased_by: str | None = None
    leased_until: datetime | None = None
    last_success_at: datetime | None = None
    last_error: str | None = None
    failures: int = 0  # in a row; each one doubles the wait


class Run(Table, table=True):
    """A periodic job that was done for a period; its key makes a second run impossible."""

    __tablename__ = "runs"

    job: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    done_at: datetime


def free_all(*, session: Session) -> None:
    """Let go of every source: the only process there can be has just begun, so no reader lives."""
    session.connection().execute(update(Cursor).values(leased_by=None, leased_until=None))


def lease_due(
    *, session: Session, source: str, owner: str, now: datetime, lease: timedelta
) -> Cursor | None:
    """Take the source if it is due and nobody reads it. ``now`` is the database's time."""
    query = select(Cursor).where(Cursor.source == source).with_for_update(skip_locked=True)
    cursor = session.exec(query).first()
    if cursor is None or cursor.next_at > now:
        return None
    if cursor.leased_until is not None and cursor.leased_until > now:
        return None
    cursor.leased_by = owner
    cursor.leased_until = now + lease
    session.add(cursor)
    return cursor
