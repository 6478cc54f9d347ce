"""The worklist as a database puts it: the order of ``bot.domain.triage.worklist`` in one statement.

It reads the clocks of the cases that are asked for and no others, so ask for open ones.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_
from sqlmodel import Session, col, select

from bot.domain.calendar.business_calendar import whole_second
from bot.domain.records.cases.case import Case
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.domain.triage.worklist import DANGER_RANK, NEVER, PLEDGE_WARNS, Place, Pressure
from bot.storage.answers.answer_removals import is_undecided
from bot.storage.clocks.stored_clocks import is_window
from bot.storage.figures.conditions import is_open, is_running
from bot.storage.surges import in_open_surge

SOON = timedelta(hours=1)
_AT_ONCE = 500  # SQLite takes a limited list


class _Order(NamedTuple):
    """The parts of a Place as expressions over a case and its clocks, grouped by the case."""

    safety: ColumnElement[int]
    turn: ColumnElement[int]
    pressure: ColumnElement[int]
    due_at: ColumnElement[datetime | None]
    gravity: ColumnElement[int]
    waiting_since: Any


class Worklist:
    """The order at one moment of business time."""

    def __init__(self, *, session: Session, now: datetime) -> None:
        self._session = session
        self._order = _order(now.astimezone(UTC), is_late_clock(session=session, now=now))

    def sorted(self, query: Select[Any]) -> Select[Any]:
        """The query, which selects ids of cases alone, in the order."""
        order = self._order
        return _with_clocks(query).order_by(
            order.safety,
            order.turn,
            order.pressure,
            order.due_at.is_(None),
            order.due_at,
            order.gravity,
            order.waiting_since.is_(None),
            order.waiting_since,
            col(Case.id),
        )

    def places(self, case_ids: Iterable[int]) -> dict[int, Place]:
        """The place of each of these cases."""
        found: dict[int, Place] = {}
        wanted = sorted(set(case_ids))
        for first in range(0, len(wanted), _AT_ONCE):
            some = wanted[first : first + _AT_ONCE]
            query: Select[Any] = select(col(Case.id)).where(col(Case.id).in_(some))
            rows = self._session.execute(_with_clocks(query).add_columns(*self._order))
            found |= {row[0]: _place(*row) for row in rows}
        return found


def _place(
    case_id: int,
    safety: int,
    turn: int,
    pressure: int,
    due_at: datetime | None,
    gravity: int,
    waiting_since: datetime | None,
) -> Place:
    pressing = Pressure(pressure)
    return Place(safety, turn, pressing, due_at or NEVER, gravity, waiting_since or NEVER, case_id)


def _with_clocks(query: Select[Any]) -> Select[Any]:
    return query.outerjoin(SlaClock, col(SlaClock.case_id) == col(Case.id)).group_by(col(Case.id))


def is_late_clock(*, session: Session, now: datetime) -> ColumnElement[bool]:
    """A condition on clocks of open cases: the promise is broken, and still owed."""
    due, paused = col(SlaClock.due_at), col(SlaClock.paused_at)
    broken = and_(due < whole_second(now.astimezone(UTC)), or_(paused.is_(None), paused > due))
    return and_(is_running(), broken, ~_is_one_of(_windows_over(session, now)))


def is_late_pledge(*, now: datetime) -> ColumnElement[bool]:
    """A condition on cases: what an answer promised is over, and still owed."""
    due = col(Case.pledge_due_at)
    return and_(due.is_not(None), due < whole_second(now.astimezone(UTC)))


def is_soon_pledge(*, now: datetime) -> ColumnElement[bool]:
    """A condition on cases: what an answer promised is due within the hour."""
    due, second = col(Case.pledge_due_at), whole_second(now.astimezone(UTC))
    return and_(due.is_not(None), due >= second, due <= second + SOON)


def is_soon_clock(*, now: datetime) -> ColumnElement[bool]:
    """A condition on clocks: it runs, is not over, and is due within the hour."""
    due, second = col(SlaClock.due_at), whole_second(now.astimezone(UTC))
    goes_on = and_(is_running(), col(SlaClock.paused_at).is_(None))
    return and_(goes_on, due >= second, due <= second + SOON)


def _order(now: datetime, is_late: ColumnElement[bool]) -> _Order:
    due, paused, warn = col(SlaClock.due_at), col(SlaClock.paused_at), col(SlaClock.warn_at)
    over = due < whole_second(now)
    is_at_risk = and_(is_running(), ~over, paused.is_(None), warn <= now)
    goes_on = and_(is_running(), due.is_not(None), paused.is_(None))
    pledge, pledge_is_late = col(Case.pledge_due_at), is_late_pledge(now=now)
    pledge_presses = and_(~pledge_is_late, pledge <= whole_second(now) + PLEDGE_WARNS)
    late = _sooner(func.min(case((is_late, due))), case((pledge_is_late, pledge)))
    risk = _sooner(func.min(case((is_at_risk, due))), case((pledge_presses, pledge)))
    waits = col(Case.unanswered_since).is_not(None)
    unreminded = or_(is_undecided(), and_(waits, func.count(col(SlaClock.id)) == 0))
    open_ = is_open()
    presses = and_(open_, or_(late.is_not(None), unreminded, risk.is_not(None)))
    gathered = and_(open_, in_open_surge())
    return _Order(
        safety=case((and_(open_, col(Case.priority_rank) >= DANGER_RANK), 0), else_=1),
        turn=case((presses, 0), else_=2) + case((gathered, 1), else_=0),
        pressure=case(
            (~open_, Pressure.ENDED.value),
            (late.is_not(None), Pressure.LATE.value),
            (unreminded, Pressure.UNREMINDED.value),
            (risk.is_not(None), Pressure.AT_RISK.value),
            (or_(waits, func.count(case((goes_on, 1))) > 0), Pressure.IN_TIME.value),
            else_=Pressure.AT_REST.value,
        ),
        due_at=case((open_, func.coalesce(late, risk))),
        gravity=case((open_, -col(Case.priority_rank)), else_=0),
        waiting_since=col(Case.unanswered_since),
    )


def _sooner(one: Any, other: Any) -> ColumnElement[datetime | None]:
    """The earlier of two moments; the one that there is."""
    return case((one.is_(None), other), (other.is_(None), one), (other < one, other), else_=one)


def _is_one_of(windows: Collection[tuple[str, str]]) -> ColumnElement[bool]:
    """Whether a clock is of one of these versions and names."""
    named = [
        and_(col(SlaClock.policy_version) == version, col(SlaClock.name) == name)
        for version, name in windows
    ]
    return and_(col(SlaClock.metric) == Metric.REGULATORY, or_(false(), *named))


def _windows_over(session: Session, now: datetime) -> list[tuple[str, str]]:
    """Version and name of those deadlines, past on an open case, whose end breaks no promise."""
    query = (
        select(SlaClock.policy_version, SlaClock.name)
        .join(Case, col(Case.id) == col(SlaClock.case_id))
        .where(
            is_open(),
            col(SlaClock.metric) == Metric.REGULATORY,
            col(SlaClock.due_at) < now,
            is_running(),
        )
        .distinct()
    )
    found = session.exec(query).all()
    return [(v, name) for v, name in found if is_window(session=session, version=v, name=name)]
