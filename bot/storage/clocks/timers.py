"""Timers: written and cancelled with the change of their clock, fired once by whoever ticks.

A tick takes the timer and its case without waiting for either, so it can never stand in the way
of a person who has locked the case; what it had to leave is taken by the next tick.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, text, update
from sqlmodel import Session, col, delete, select

from bot.domain.records.cases.case import Case
from bot.domain.sla import course
from bot.domain.sla.clock import IS_OVER, SlaClock, Timer, TimerState
from bot.domain.sla.ladder import is_late, loudness
from bot.domain.sla.policy import Metric
from bot.storage.engine import announce

TOPIC = "timers"
# Spelled out, because SQLite takes a partial index only for a value it can see.
_WAITING = text("timers.state = 'waiting'")
_A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class FiredTimer:
    """A step that fell due on a clock that was still running."""

    timer_id: int
    case_id: int
    clock_id: int
    clock: SlaClock
    step: str
    due_at: datetime  # the mark itself: when to warn, or the due time; never the tick's time
    overtaken: bool  # a louder step of this clock falls due now, or within the minute

    @property
    def fact(self) -> str:
        """The business fact, the same whoever finds it: ``sla:42:first_response:1:breach``."""
        return f"sla:{self.case_id}:{self.metric}:{self.clock.generation}:{self.step}"

    @property
    def metric(self) -> Metric:
        """What is timed."""
        return self.clock.metric


def write_timers(*, session: Session, clock: SlaClock) -> None:
    """Set a timer for each step that is ahead of a stored clock."""
    if clock.id is None or not course.steps_ahead(clock):
        return
    used = select(func.max(Timer.generation)).where(Timer.clock_id == clock.id)
    generation = (session.exec(used).one() or 0) + 1
    _write(session, _timers(clock, generation=generation))


def write_first_timers(*, session: Session, clocks: Iterable[SlaClock]) -> None:
    """The same for clocks that were stored just now, all in one go."""
    _write(session, [timer for clock in clocks for timer in _timers(clock, generation=1)])


def _timers(clock: SlaClock, *, generation: int) -> list[Timer]:
    return [
        Timer(
            clock_id=clock.pk,
            case_id=clock.case_id,
            step=step,
            generation=generation,
            due_at=due_at,
        )
        for step, due_at in course.steps_ahead(clock).items()
    ]


def _write(session: Session, timers: Sequence[Timer]) -> None:
    if timers:
        session.add_all(timers)
        session.flush()
        announce(session, TOPIC)


def cancel_timers(*, session: Session, clock_ids: list[int]) -> None:
    """Take back every waiting timer of these clocks."""
    if clock_ids:
        session.connection().execute(
            update(Timer)
            .where(col(Timer.clock_id).in_(clock_ids), _WAITING)
            .values(state=TimerState.CANCELLED)
        )


def fire_due(
    *,
    session: Session,
    now: datetime,
    limit: int = 500,
    only: int | None = None,
    besides: Collection[int] = (),
) -> list[FiredTimer]:
    """Fire what is due by business time, oldest first, and mark the clocks: of this case ``only``, or of all
    ``besides`` these. Each fires once, ever.

    Whoever calls writes the alerts in the same transaction.
    """
    taken = _take(session, now, limit, _of(only, besides))
    if not taken:
        return []
    ids = {clock_id for _, clock_id, _ in taken}
    query = select(SlaClock).where(col(SlaClock.id).in_(ids))
    rows = session.exec(query, execution_options={"populate_existing": True})
    clocks = {clock.id: clock for clock in rows}
    loudest: dict[int, tuple[int, int]] = {}
    for _, clock_id, step in taken:
        loudest[clock_id] = max(loudness(step), loudest.get(clock_id, (0, 0)))
    fired: list[FiredTimer] = []
    for timer_id, clock_id, step in taken:
        clock = clocks[clock_id]
        course.flag(clock, step=step)
        session.add(clock)
        overtaken = loudness(step) < loudest[clock_id] or _comes_too_late(clock, step, now)
        fired.append(_fired(timer_id, clock, step, now, overtaken))
    session.flush()
    return fired


def next_due(*, session: Session) -> datetime | None:
    """When the next timer falls due, for a ticker that sleeps; none when nothing is waiting."""
    query = select(func.min(Timer.due_at)).where(_WAITING)
    return session.exec(query).one()


def forget_over(*, session: Session, before: datetime, limit: int) -> int:
    """Remove timers that fired or were cancelled and whose moment is before that; how many. The trail and the
    clocks tell all that they told."""
    over = select(Timer.id).where(text(IS_OVER), col(Timer.due_at) < before)
    some = over.order_by(col(Timer.due_at)).limit(limit)
    return session.exec(delete(Timer).where(col(Timer.id).in_(some))).rowcount


def due_cases(
    *, session: Session, now: datetime, limit: int, besides: Collection[int] = ()
) -> list[int]:
    """The cases that have a timer due, the longest due first, ``besides`` these."""
    due = select(Timer.case_id).where(_WAITING, col(Timer.due_at) <= now, *_of(None, besides))
    return list(
        session.exec(due.group_by(col(Timer.case_id)).order_by(func.min(Timer.due_at)).limit(limit))
    )


def _of(only: int | None, besides: Collection[int]) -> list[ColumnElement[bool]]:
    of = [] if only is None else [col(Timer.case_id) == only]
    return [*of, col(Timer.case_id).not_in(sorted(besides))] if besides else of


def _take(
    session: Session, now: datetime, limit: int, of: list[ColumnElement[bool]]
) -> list[tuple[int, int, str]]:
    """Look first, so that a tick which finds nothing is one short walk along the index of waiting timers.

    Of those that fall due at one moment, as all of a night do, the gravest case's is first: its alert goes at once,
    and the others' are bundled. Both the timer and its case are locked when they are found, so the change needs no
    second look.
    """
    due = (
        select(Timer.id, Timer.clock_id, Timer.step)
        .join(Case, col(Case.id) == col(Timer.case_id))
        .where(_WAITING, col(Timer.due_at) <= now, *of)
        .order_by(col(Timer.due_at), col(Case.priority_rank).desc(), col(Timer.id))
        .limit(limit)
        .with_for_update(skip_locked=True, key_share=True)
    )
    taken = [(number or 0, clock_id, step) for number, clock_id, step in session.exec(due)]
    if taken:
        session.connection().execute(
            update(Timer)
            .where(col(Timer.id).in_([number for number, _, _ in taken]))
            .values(state=TimerState.FIRED, fired_at=now)
        )
    return taken


def _comes_too_late(clock: SlaClock, step: str, now: datetime) -> bool:
    """Whether a warning is noticed so late that the due time has passed, or is less than a minute away."""
    mark = course.mark_time(clock, step=step)
    if is_late(step) or mark is None or clock.due_at is None:
        return False
    left = clock.due_at - now
    return left < timedelta() or (now - mark > _A_MINUTE and left < _A_MINUTE)


def _fired(timer_id: int, clock: SlaClock, step: str, now: datetime, overtaken: bool) -> FiredTimer:
    return FiredTimer(
        timer_id=timer_id,
        case_id=clock.case_id,
        clock_id=clock.pk,
        clock=clock,
        step=step,
        due_at=course.mark_time(clock, step=step) or now,
        overtaken=overtaken,
    )
