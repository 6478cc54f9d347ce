"""How many cases came in, period by period, and how many were open at the end of each.

The open ones are counted backwards from now, by what came, ended and was opened again since, so that no
ended case of before the first period is read.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import and_, case, func
from sqlmodel import Session, col

from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.cases.closure import Closure
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.storage.figures.conditions import decided_within, in_scope, is_open, within
from bot.storage.figures.figure_rows import Scope

Span = tuple[datetime, datetime]


class Flow(NamedTuple):
    """Of one period."""

    received: int
    open: int  # at its end


def flow(*, session: Session, spans: Sequence[Span], now: datetime, scope: Scope) -> list[Flow]:
    """Of each of these periods, which follow one another; a case merged away counts where it went."""
    edges = [*spans, (spans[-1][1], max(now, spans[-1][1]))]
    counts = _Counts(session, edges, scope)
    received = counts.of(Case.received_at)
    ended, reopened = counts.of(Closure.closed_at), counts.of(Closure.reopened_at)
    grew = [came - went + back for came, went, back in zip(received, ended, reopened, strict=True)]
    found, standing = list[Flow](), counts.open()
    for number in reversed(range(len(spans))):
        standing -= grew[number + 1]
        found.append(Flow(received[number], max(0, standing)))
    return found[::-1]


class _Counts:
    """One statement for all periods."""

    def __init__(self, session: Session, spans: Sequence[Span], scope: Scope) -> None:
        self._session = session
        self._spans = spans
        self._scope = [col(Case.state) != CaseState.MERGED, *in_scope(scope)]

    def of(self, moment: Any) -> list[int]:
        """How many of these moments lie in each period."""
        sums = [
            func.coalesce(func.sum(case((within(col(moment), *span), 1), else_=0)), 0)
            for span in self._spans
        ]
        query: Any = sqlalchemy.select(*sums).select_from(Case)
        if moment.class_ is Closure:
            query = query.join(Closure, col(Closure.case_id) == col(Case.id))
        query = query.where(col(moment) >= self._spans[0][0], *self._scope)
        return [int(count) for count in self._session.connection().execute(query).one()]

    def open(self) -> int:
        """How many are open now."""
        query = sqlalchemy.select(func.count()).select_from(Case).where(is_open(), *self._scope)
        return int(self._session.connection().execute(query).scalar_one())


def kept(
    *, session: Session, metric: Metric, start: datetime, end: datetime, scope: Scope
) -> tuple[int, int]:
    """How many promises of a metric were kept in a period, and of how many decided ones."""
    met, due = col(SlaClock.met_at), col(SlaClock.due_at)
    inside = and_(met >= start, met < end, met <= due)
    query = (
        sqlalchemy.select(func.coalesce(func.sum(case((inside, 1), else_=0)), 0), func.count())
        .select_from(SlaClock)
        .join(Case, col(Case.id) == col(SlaClock.case_id))
        .where(col(SlaClock.metric) == metric, decided_within(start, end), *in_scope(scope))
    )
    row = session.connection().execute(query).one()
    return int(row[0]), int(row[1])
