"""What a digest is counted from: plain rows, read once, without customer text.

Times are of events, so a digest that is late counts the same as one on time. A case counts as received
when it reached us, so that each is in exactly one digest however late its post was found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlmodel import Session, col, select

from bot.domain.case import OPEN_STATES, Case, Surface
from bot.domain.claim import Claim
from bot.domain.closure import Closure, ClosureKind
from bot.domain.message import Message
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric

_A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Scope:
    """Which cases are counted; empty means all."""

    brands: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()


class CaseRow(NamedTuple):
    """A case as a digest sees it."""

    case_id: int
    brand: str
    channel: str
    opened_at: datetime
    unanswered_since: datetime | None
    first_answered_at: datetime | None
    needs_answer: bool  # nobody marked it as needing none
    is_private: bool  # nothing of it was said in public
    owner: str  # a Slack user id, or empty


class ClockRow(NamedTuple):
    """A clock as a digest sees it."""

    case_id: int
    metric: Metric
    warn_at: datetime | None
    due_at: datetime
    met_at: datetime | None
    stopped_at: datetime | None
    paused_at: datetime | None

    def missed_by(self, now: datetime) -> bool:
        """Whether the due time has passed without what was promised."""
        ended = self.met_at or self.stopped_at or self.paused_at or now
        return min(ended, now).replace(microsecond=0) > self.due_at


class ClosureRow(NamedTuple):
    """An ending as a digest sees it."""

    case_id: int
    kind: ClosureKind
    outcome: str


@dataclass(frozen=True)
class Figures:
    """Everything one report is made of."""

    received: Sequence[CaseRow]
    answered: Sequence[CaseRow]  # first answered in the period
    waiting: Sequence[CaseRow]  # open now
    decided: Sequence[ClockRow]  # met, or broken, in the period
    running: Sequence[ClockRow]  # of open cases, now
    ended: Sequence[ClosureRow]
    timed: frozenset[int]  # the open cases that have any clock


def read(*, session: Session, start: datetime, end: datetime, scope: Scope) -> Figures:
    """The rows of a period, from start up to but without end, and of this moment."""
    return Figures(
        received=_cases(session, scope, _within(col(Case.received_at), start, end)),
        answered=_cases(session, scope, _within(col(Case.first_answered_at), start, end)),
        waiting=_cases(session, scope, _is_open()),
        decided=_clocks(session, scope, _decided_within(start, end)),
        running=_clocks(session, scope, and_(_is_open(), _is_running())),
        ended=_closures(session, scope, start, end),
        timed=_timed(session, scope),
    )


def _cases(session: Session, scope: Scope, which: ColumnElement[bool]) -> list[CaseRow]:
    spared = exists().where(
        col(Closure.case_id) == col(Case.id),
        col(Closure.kind) == ClosureKind.NOT_ACTIONABLE,
        col(Closure.reopened_at).is_(None),
    )
    public = exists().where(
        col(Message.case_id) == col(Case.id), col(Message.surface) == Surface.PUBLIC
    )
    query: Any = (
        sqlalchemy.select(
            col(Case.id),
            col(Case.brand),
            col(Case.channel),
            col(Case.opened_at),
            col(Case.unanswered_since),
            col(Case.first_answered_at),
            ~spared,
            ~public,
            func.coalesce(col(Claim.slack_user_id), ""),
        )
        .outerjoin(
            Claim,
            and_(col(Claim.case_id) == col(Case.id), col(Claim.released_at).is_(None)),
        )
        .where(which, *_in_scope(scope))
        .order_by(col(Case.id))
    )
    return [CaseRow(*row) for row in session.connection().execute(query)]


def _clocks(session: Session, scope: Scope, which: ColumnElement[bool]) -> list[ClockRow]:
    query: Any = (
        sqlalchemy.select(
            col(SlaClock.case_id),
            col(SlaClock.metric),
            col(SlaClock.warn_at),
            col(SlaClock.due_at),
            col(SlaClock.met_at),
            col(SlaClock.stopped_at),
            col(SlaClock.paused_at),
        )
        .join(Case, col(Case.id) == col(SlaClock.case_id))
        .where(col(SlaClock.due_at).is_not(None), which, *_in_scope(scope))
        .order_by(col(SlaClock.due_at), col(SlaClock.id))
    )
    return [ClockRow(*row) for row in session.connection().execute(query)]


def _closures(session: Session, scope: Scope, start: datetime, end: datetime) -> list[ClosureRow]:
    query = (
        select(Closure.case_id, Closure.kind, Closure.outcome)
        .join(Case, col(Case.id) == col(Closure.case_id))
        .where(_within(col(Closure.closed_at), start, end), *_in_scope(scope))
        .order_by(col(Closure.id))
    )
    return [
        ClosureRow(case_id, ClosureKind(kind), outcome)
        for case_id, kind, outcome in session.exec(query)
    ]


def _timed(session: Session, scope: Scope) -> frozenset[int]:
    query = (
        select(SlaClock.case_id)
        .join(Case, col(Case.id) == col(SlaClock.case_id))
        .where(_is_open(), *_in_scope(scope))
        .distinct()
    )
    return frozenset(session.exec(query))


def _decided_within(start: datetime, end: datetime) -> ColumnElement[bool]:
    """Met in the period, or broken in it: the first second after the due one lies in the period."""
    due, met, stopped = col(SlaClock.due_at), col(SlaClock.met_at), col(SlaClock.stopped_at)
    broken = and_(
        _within(due, start - _A_SECOND, end - _A_SECOND),
        col(SlaClock.paused_at).is_(None),
        or_(met.is_(None), met > due),
        or_(stopped.is_(None), stopped > due),
    )
    return or_(and_(_within(met, start, end), met <= due), broken)


def _is_running() -> ColumnElement[bool]:
    return and_(col(SlaClock.met_at).is_(None), col(SlaClock.stopped_at).is_(None))


def _is_open() -> ColumnElement[bool]:
    return col(Case.state).in_(sorted(OPEN_STATES))


def _within(column: Any, start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(column >= start, column < end)


def _in_scope(scope: Scope) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if scope.brands:
        wanted.append(col(Case.brand).in_(scope.brands))
    if scope.teams:
        wanted.append(col(Case.team).in_(scope.teams))
    return wanted
