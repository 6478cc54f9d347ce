"""How many cases came in, period by period, how many were open at the end of each, and how many first
responses were kept in it.

The open ones are counted backwards from now, by what came, ended and was opened again since. Days that are
over are read as sums, what is left at both ends of each period, or changed since, as rows.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import func
from sqlmodel import Session

from bot.domain.records.cases.case import Case
from bot.storage.figures import day_sums, moments
from bot.storage.figures.conditions import in_scope, is_open
from bot.storage.figures.figure_rows import Scope
from bot.storage.figures.moments import Happened

Span = tuple[datetime, datetime]
_A_DAY = timedelta(days=1)


class Flow(NamedTuple):
    """Of one period."""

    received: int
    open: int  # at its end
    kept: int  # first responses
    decided: int  # kept or missed


def flow(*, session: Session, spans: Sequence[Span], now: datetime, scope: Scope) -> list[Flow]:
    """Of each of these periods, which follow one another; a case merged away counts where it went."""
    edges = [*spans, (spans[-1][1], max(now, spans[-1][1]))]
    counts = _counted(session, edges, scope)
    found, standing = list[Flow](), _open(session, scope)
    for number in reversed(range(len(spans))):
        after, here = counts[number + 1], counts[number]
        standing -= after[Happened.RECEIVED] - after[Happened.ENDED] + after[Happened.REOPENED]
        kept, missed = here[Happened.KEPT], here[Happened.MISSED]
        found.append(Flow(here[Happened.RECEIVED], max(0, standing), kept, kept + missed))
    return found[::-1]


def _counted(session: Session, spans: Sequence[Span], scope: Scope) -> list[Counter[Happened]]:
    """What happened in each of them."""
    begins, end = [start for start, _ in spans], spans[-1][1]
    counts: list[Counter[Happened]] = [Counter() for _ in spans]
    whole = [day for span in spans for day in _whole_days(*span)]
    days = list[date]()
    if whole:
        days = day_sums.standing(session=session, first=whole[0], last=whole[-1])
        days = sorted({*days}.intersection(whole))
        sums = day_sums.read(session=session, first=whole[0], last=whole[-1], scope=scope)
        for day in days:
            counts[bisect_right(begins, day_sums.midnight(day)) - 1] += sums.get(day, Counter())
    for rest in _without(days, begins[0], end):
        for moment in moments.read(session=session, start=rest[0], end=rest[1], scope=scope):
            counts[bisect_right(begins, moment.at) - 1][moment.what] += 1
    return counts


def _whole_days(start: datetime, end: datetime) -> Iterator[date]:
    """The days that lie in a time from their beginning to their end."""
    day = start.astimezone(UTC).date()
    if day_sums.midnight(day) < start:
        day += _A_DAY
    while day_sums.midnight(day + _A_DAY) <= end:
        yield day
        day += _A_DAY


def _without(days: Sequence[date], start: datetime, end: datetime) -> Iterator[Span]:
    """What is left of a time without these days."""
    for day in days:
        begins = day_sums.midnight(day)
        if start < begins:
            yield start, begins
        start = begins + _A_DAY
    if start < end:
        yield start, end


def _open(session: Session, scope: Scope) -> int:
    """How many are open now."""
    query: Any = sqlalchemy.select(func.count()).select_from(Case)
    query = query.where(is_open(), *in_scope(scope))
    return int(session.connection().execute(query).scalar_one())
