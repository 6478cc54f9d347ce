"""What may be done so often a day, by all processes together: counted and held to its most by one statement."""

from datetime import date

from sqlalchemy import case
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, col, update

from bot.domain.records.columns import Table


class DailyCount(Table, table=True):
    """How often one thing was done on the day on which it was done last."""

    __tablename__ = "daily_counts"

    name: str = Field(primary_key=True)
    day: str
    count: int


def take(*, session: Session, name: str, day: date, most: int, times: int = 1) -> bool:
    """Count it so many times more; False, and not counted: that would be more than the day allows."""
    if times > most:
        return False
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = (sqlite if is_sqlite else postgresql).insert(DailyCount)
    known, today = col(DailyCount.count), col(DailyCount.day) == day.isoformat()
    statement = insert.values(name=name, day=day.isoformat(), count=times).on_conflict_do_update(
        index_elements=["name"],
        set_={"day": day.isoformat(), "count": case((today, known + times), else_=times)},
        where=~today | (known + times <= most),
    )
    taken = session.connection().execute(statement.returning(known))
    return taken.first() is not None


def give_back(*, session: Session, name: str, day: date, times: int) -> None:
    """Of what was taken that day so many were not done."""
    rows = update(DailyCount).where(
        col(DailyCount.name) == name, col(DailyCount.day) == day.isoformat()
    )
    session.connection().execute(rows.values(count=col(DailyCount.count) - times))
