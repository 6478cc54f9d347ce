"""Days that are over, added up, so that a chart of fourteen months reads days and not cases.

Days are UTC's: a digest that begins at half past eight reads the rows of the two days it begins and ends in,
and the sums of those between. What changes a day that is over marks it, in the same transaction and by the
database itself (``day_sum_triggers``); until it is added up anew, its rows are read. No person is in a sum.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy
from sqlalchemy import func
from sqlmodel import Field, Session, col, delete, select, text

from bot.domain.records.cases.case import Case
from bot.domain.records.columns import Stored, Table
from bot.storage.engine import database_now, ours
from bot.storage.figures import moments
from bot.storage.figures.figure_rows import Scope
from bot.storage.figures.moments import Happened

KEPT_DAYS = 500  # more than any chart looks back
_EVERYTHING = (
    ""  # the brand of the row that says that a day was added up, also where nothing happened
)
_A_DAY = timedelta(days=1)
# What began before midnight marks no day that was not over then, so it must have ended by now.
_LONGEST_TRANSACTION = timedelta(minutes=15)


class DaySum(Table, table=True):
    """What happened on one day to the cases of a brand and a team, as they are now."""

    __tablename__ = "day_sums"

    day: date = Field(primary_key=True)
    brand: str = Field(primary_key=True)
    team: str = Field(primary_key=True)
    received: int = 0
    ended: int = 0
    reopened: int = 0
    kept: int = 0  # first responses
    missed: int = 0


class ChangedDay(Stored, table=True):
    """A day that is over and of which something is not any more as it was added up; written by triggers."""

    __tablename__ = "changed_days"

    day: date = Field(index=True)


def standing(*, session: Session, first: date, last: date) -> list[date]:
    """The days from first to last whose sums are what their rows say, in their order."""
    changed: Any = select(col(ChangedDay.day)).where(_between(col(ChangedDay.day), first, last))
    query: Any = select(col(DaySum.day)).where(
        _between(col(DaySum.day), first, last),
        DaySum.brand == _EVERYTHING,
        col(DaySum.day).not_in(changed),
    )
    return sorted(session.exec(query))


def read(
    *, session: Session, first: date, last: date, scope: Scope
) -> dict[date, Counter[Happened]]:
    """The sums of the days from first to last, as they were made."""
    sums: list[Any] = [func.sum(getattr(DaySum, what.value)) for what in Happened]
    query: Any = sqlalchemy.select(col(DaySum.day), *sums).group_by(col(DaySum.day))
    query = query.where(_between(col(DaySum.day), first, last))
    if scope.brands:
        query = query.where(col(DaySum.brand).in_(scope.brands))
    if scope.teams:
        query = query.where(col(DaySum.team).in_(scope.teams))
    found = session.connection().execute(query)
    return {day: Counter(dict(zip(Happened, counts, strict=True))) for day, *counts in found}


def add_up_next(*, session: Session, now: datetime) -> bool:
    """Add up the newest day that was over a quarter of an hour ago and has no sum that stands; False when there is none.

    Locks the sums, so that of two who add up neither trusts what the other read before a change.
    """
    if not ours(session).is_sqlite:
        session.connection().execute(text("LOCK TABLE day_sums IN EXCLUSIVE MODE"))
    day = _next(session, now)
    if day is None:
        return False
    # Marks go before the rows are read: who changes something from here on leaves a mark of their own.
    session.connection().execute(delete(ChangedDay).where(col(ChangedDay.day) == day))
    session.connection().execute(delete(DaySum).where(col(DaySum.day) == day))
    begins = midnight(day)
    found = moments.read(session=session, start=begins, end=begins + _A_DAY, scope=Scope())
    session.add_all(_rows(day, found))
    session.flush()
    return True


def forget_old(*, session: Session) -> None:
    """Forget the sums and marks of days that no chart asks for."""
    before = database_now(session).date() - KEPT_DAYS * _A_DAY
    session.connection().execute(delete(ChangedDay).where(col(ChangedDay.day) < before))
    session.connection().execute(delete(DaySum).where(col(DaySum.day) < before))


def midnight(day: date) -> datetime:
    """When it begins."""
    return datetime.combine(day, time(), tzinfo=UTC)


def _rows(day: date, found: Iterable[moments.Moment]) -> list[DaySum]:
    counts = Counter((each.brand, each.team, each.what) for each in found)
    groups = {(_EVERYTHING, ""), *((brand, team) for brand, team, _ in counts)}
    return [
        DaySum(
            day=day,
            brand=brand,
            team=team,
            **{what.value: counts[brand, team, what] for what in Happened},
        )
        for brand, team in groups
    ]


def _next(session: Session, now: datetime) -> date | None:
    oldest = session.scalar(select(func.min(Case.received_at)))
    if oldest is None:
        return None
    ended = min(database_now(session), now) - _LONGEST_TRANSACTION
    last = ended.astimezone(UTC).date() - _A_DAY
    first = max(oldest.astimezone(UTC).date(), last - KEPT_DAYS * _A_DAY + _A_DAY)
    done = set(standing(session=session, first=first, last=last))
    day = last
    while day in done:
        day -= _A_DAY
    return day if day >= first else None


def _between(day: Any, first: date, last: date) -> Any:
    return day.between(first, last)
