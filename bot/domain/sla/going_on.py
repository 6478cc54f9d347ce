"""A clock that had ended goes on: what met or stopped it was taken back, or its case was reopened. Pure."""

from collections.abc import Iterable
from datetime import UTC, datetime

from bot.domain.calendar.business_calendar import BusinessCalendar, whole_second
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.course import pause_of, resume
from bot.domain.sla.targets import Target


def unmeet(clock: SlaClock, *, calendar: BusinessCalendar) -> bool:
    """Run on: what it was met by was no answer. A pause that had ended then stays ended."""
    met_at = clock.met_at
    if met_at is None:
        return False
    _pause_again(clock, calendar=calendar)
    clock.met_at = None
    resume(clock, at=met_at, calendar=calendar)
    return True


def unstop(clock: SlaClock, *, calendar: BusinessCalendar) -> None:
    """Run on, or stay paused, as if nothing had been: what stopped it was taken back."""
    _pause_again(clock, calendar=calendar)
    clock.stopped_at = None
    clock.stop_reason = None
    clock.stop_detail = ""


def continued(ended: SlaClock, *, at: datetime, calendar: BusinessCalendar) -> SlaClock:
    """The clock after an ended one that goes on with the time that one had left when it ended."""
    clock = same_again(ended, generation=ended.generation + 1, calendar=calendar)
    if ended.ended_at is not None and clock.due_at is not None:
        clock.paused_at = ended.ended_at
        resume(clock, at=whole_second(at), calendar=calendar, why="ended")
    return clock


def same_again(ended: SlaClock, *, generation: int, calendar: BusinessCalendar) -> SlaClock:
    """A running clock with the start, the pauses and the marks of this one, at its end."""
    clock = SlaClock(**ended.model_dump(exclude={"id"}) | {"generation": generation})
    _pause_again(clock, calendar=calendar)
    clock.met_at = None
    clock.stopped_at = None
    clock.stop_reason = None
    clock.stop_detail = ""
    if ended.ended_at is not None:
        resume(clock, at=ended.ended_at, calendar=calendar)
    return clock


def _pause_again(clock: SlaClock, *, calendar: BusinessCalendar) -> None:
    """Pause it again, from when that pause began, if its end came in the middle of one.

    Such a pause moved no mark yet; that distinguishes it from one that ended by itself in the same second.
    """
    if not clock.pause_spans or clock.ended_at is None or clock.due_at is None:
        return
    *others, (begun, end, _) = clock.pause_spans
    if end != clock.ended_at.astimezone(UTC).isoformat() or clock.due_at != _due_after(
        clock, others, calendar
    ):
        return
    paused_at = datetime.fromisoformat(begun)
    clock.pause_spans = others
    clock.paused_at = paused_at
    clock.paused_seconds -= int((clock.ended_at - paused_at).total_seconds())


def _due_after(
    clock: SlaClock, spans: Iterable[list[str]], calendar: BusinessCalendar
) -> datetime | None:
    """When it would be due with these pauses and no more."""
    due = Target.model_validate(clock.target).due_at(clock.started_at, calendar)
    for begun, end, _ in spans:
        if due is not None:
            ended = datetime.fromisoformat(end)
            due = pause_of(clock, datetime.fromisoformat(begun), ended, calendar).due_after(due)
    return due
