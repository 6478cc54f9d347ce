"""A clock that had ended goes on: what met or stopped it was taken back, or its case was reopened. Pure."""

from collections.abc import Iterable
from datetime import UTC, datetime

from bot.domain.calendar.business_calendar import BusinessCalendar, whole_second
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.course import later_by_rest, resume
from bot.domain.sla.targets import Target


def unmeet(clock: SlaClock, *, calendar: BusinessCalendar) -> bool:
    """What it was met by was no answer: it runs on. A rest that had ended then stays ended."""
    met_at = clock.met_at
    if met_at is None:
        return False
    _go_on_resting(clock, calendar=calendar)
    clock.met_at = None
    resume(clock, at=met_at, calendar=calendar)
    return True


def unstop(clock: SlaClock, *, calendar: BusinessCalendar) -> None:
    """What stopped it was taken back: it runs, or rests, as if nothing had been."""
    _go_on_resting(clock, calendar=calendar)
    clock.stopped_at, clock.stop_reason, clock.stop_detail = None, None, ""


def continued(ended: SlaClock, *, at: datetime, calendar: BusinessCalendar) -> SlaClock:
    """The clock after an ended one that goes on with the time that one had left when it ended."""
    clock = same_again(ended, generation=ended.generation + 1, calendar=calendar)
    if ended.ended_at is not None and clock.due_at is not None:
        clock.paused_at = ended.ended_at
        resume(clock, at=whole_second(at), calendar=calendar, why="ended")
    return clock


def same_again(ended: SlaClock, *, generation: int, calendar: BusinessCalendar) -> SlaClock:
    """A running clock with the start, the rests and the marks of this one, at its end."""
    clock = SlaClock(**ended.model_dump(exclude={"id"}) | {"generation": generation})
    _go_on_resting(clock, calendar=calendar)
    clock.met_at, clock.stopped_at, clock.stop_reason, clock.stop_detail = None, None, None, ""
    if ended.ended_at is not None:
        resume(clock, at=ended.ended_at, calendar=calendar)
    return clock


def _go_on_resting(clock: SlaClock, *, calendar: BusinessCalendar) -> None:
    """Take back what its end did to a rest in which it came: it rests again since that began.

    Such a rest moved no mark yet; by that it is told from one that ended by itself in the same second.
    """
    if not clock.rests or clock.ended_at is None or clock.due_at is None:
        return
    *others, (begun, end, _) = clock.rests
    if end != clock.ended_at.astimezone(UTC).isoformat() or clock.due_at != _due_after(
        clock, others, calendar
    ):
        return
    paused_at = datetime.fromisoformat(begun)
    clock.rests, clock.paused_at = others, paused_at
    clock.paused_seconds -= int((clock.ended_at - paused_at).total_seconds())


def _due_after(
    clock: SlaClock, rests: Iterable[list[str]], calendar: BusinessCalendar
) -> datetime | None:
    """When it would be due if it had rested so, and no more."""
    due = Target.model_validate(clock.target).due_at(clock.started_at, calendar)
    for begun, end, _ in rests:
        if due is not None:
            at = datetime.fromisoformat(end)
            due = later_by_rest(clock, due, datetime.fromisoformat(begun), at, calendar)
    return due
