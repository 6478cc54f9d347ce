"""What can be added up over time: each thing that happened in it, once, and when. No customer text."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy
from sqlmodel import Session, col

from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.cases.closure import Closure
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.storage.figures.conditions import decided_within, in_scope, within
from bot.storage.figures.figure_rows import Scope

_A_SECOND = timedelta(seconds=1)


class Happened(StrEnum):
    """What happened to a case, or to its first response."""

    RECEIVED = "received"
    ENDED = "ended"
    REOPENED = "reopened"
    KEPT = "kept"
    MISSED = "missed"


class Moment(NamedTuple):
    """One of them."""

    at: datetime
    what: Happened
    brand: str
    team: str


def read(*, session: Session, start: datetime, end: datetime, scope: Scope) -> Iterator[Moment]:
    """All of a time, from start up to but without end; a case merged away counts where it went."""
    reader = _Reader(session, start, end, scope)
    yield from reader.of_cases()
    yield from reader.of_endings(Closure.closed_at, Happened.ENDED)
    yield from reader.of_endings(Closure.reopened_at, Happened.REOPENED)
    yield from reader.of_promises()


class _Reader:
    """One statement for each."""

    def __init__(self, session: Session, start: datetime, end: datetime, scope: Scope) -> None:
        self._session, self._start, self._end = session, start, end
        self._scope = in_scope(scope)

    def of_cases(self) -> Iterator[Moment]:
        received = col(Case.received_at)
        query = self._select(received).where(*self._once(received))
        for at, brand, team in self._session.connection().execute(query):
            yield Moment(at, Happened.RECEIVED, brand, team)

    def of_endings(self, column: Any, what: Happened) -> Iterator[Moment]:
        at = col(column)
        query = self._select(at).join(Closure, col(Closure.case_id) == col(Case.id))
        for moment, brand, team in self._session.connection().execute(query.where(*self._once(at))):
            yield Moment(moment, what, brand, team)

    def of_promises(self) -> Iterator[Moment]:
        """A promise was kept when it was met, and missed in the first second after it was due."""
        met, due = col(SlaClock.met_at), col(SlaClock.due_at)
        query = self._select(met, due).join(SlaClock, col(SlaClock.case_id) == col(Case.id))
        query = query.where(
            col(SlaClock.metric) == Metric.FIRST_RESPONSE,
            decided_within(self._start, self._end),
            *self._scope,
        )
        for met_at, due_at, brand, team in self._session.connection().execute(query):
            if met_at is not None and met_at <= due_at:
                yield Moment(met_at, Happened.KEPT, brand, team)
            else:
                yield Moment(due_at + _A_SECOND, Happened.MISSED, brand, team)

    def _select(self, *moments: Any) -> Any:
        query: Any = sqlalchemy.select(*moments, col(Case.brand), col(Case.team))
        return query.select_from(Case)

    def _once(self, moment: Any) -> tuple[Any, ...]:
        merged = col(Case.state) == CaseState.MERGED
        return within(moment, self._start, self._end), ~merged, *self._scope
