"""State changes of an SLA clock: start, pause, resume, meet, stop. Pure: times are given.

All are idempotent and independent of order: what counts is when an event was, so the same events lead
to the same clock in whatever order they become known.
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.domain.calendar.business_calendar import BusinessCalendar, whole_second
from bot.domain.sla.clock import ClockState, SlaClock, Step, StopReason
from bot.domain.sla.pause_moves import Pause
from bot.domain.sla.policy import Metric, Promise
from bot.domain.sla.targets import Target


class Verdict(StrEnum):
    """How a promise stands at a moment."""

    NONE = "none"
    RUNNING = "running"
    AT_RISK = "at_risk"
    PAUSED = "paused"
    BREACHED = "breached"  # past the due time, still waiting
    MET = "met"
    MISSED_LATE = "missed_late"  # done, after the due time
    STOPPED = "stopped"
    STOPPED_LATE = "stopped_late"  # ended without being met, after the due time


def start(
    *,
    case_id: int,
    metric: Metric,
    generation: int,
    started_at: datetime,
    cause_message_id: int | None,
    rule: str,
    promise: Promise,
    policy_version: str,
    calendar: BusinessCalendar,
    name: str = "",
) -> SlaClock:
    """A new clock that began at this event. ``name`` tells one regulatory clock from another."""
    clock = SlaClock(
        case_id=case_id,
        metric=metric,
        name=name,
        generation=generation,
        started_at=whole_second(started_at),
        cause_message_id=cause_message_id,
        rule=rule,
        target=str(promise.target),
        target_seconds=promise.target.seconds,
        warn=str(promise.warning or ""),
        pauses=[str(reason) for reason in promise.pauses],
        policy_version=policy_version,
        calendar_version=calendar.version,
        calendar_name=calendar.name,
    )
    _set_marks(clock, promise=promise, calendar=calendar)
    return clock


def begin_earlier(
    clock: SlaClock,
    *,
    started_at: datetime,
    cause_message_id: int | None,
    promise: Promise,
    calendar: BusinessCalendar,
) -> bool:
    """Move the start back: an older message came to light. False when there is nothing to move."""
    earlier = whole_second(started_at)
    if earlier >= clock.started_at or clock.ended_at is not None or clock.paused_seconds:
        return False
    clock.started_at = earlier
    clock.cause_message_id = cause_message_id
    _set_marks(clock, promise=promise, calendar=calendar)
    clock.warned_at = None if clock.warned_at is None else clock.warn_at
    clock.breached_at = None if clock.breached_at is None else clock.due_at
    return True


def meet(clock: SlaClock, *, at: datetime) -> bool:
    """Meet it: what was promised was done then. Of two such events the earlier counts. False: no change."""
    at = whole_second(at)
    if clock.ended_at is not None and at >= clock.ended_at:
        return False
    clock.met_at = at
    clock.stopped_at = None
    clock.stop_reason = None
    clock.stop_detail = ""
    _judge(clock, at)
    return True


def stop(clock: SlaClock, *, at: datetime, reason: StopReason, detail: str = "") -> bool:
    """Stop it without its being met. A miss before that stays. False: it had ended already."""
    if clock.ended_at is not None:
        return False
    at = whole_second(at)
    clock.stopped_at = at
    clock.stop_reason = reason
    clock.stop_detail = detail
    _judge(clock, at)
    return True


def pause(clock: SlaClock, *, at: datetime) -> bool:
    """Pause it from then on. False when it does not run, or had been missed by then."""
    at = whole_second(at)
    if clock.state is not ClockState.RUNNING or clock.due_at is None or at > clock.due_at:
        return False
    clock.paused_at = max(at, clock.started_at)
    _forget_flags_after(clock, clock.paused_at)
    return True


def resume(
    clock: SlaClock, *, at: datetime, calendar: BusinessCalendar, why: str = "with_customer"
) -> bool:
    """Resume it with the time it had left. False when it was not paused."""
    if clock.state is not ClockState.PAUSED or clock.paused_at is None or clock.due_at is None:
        return False
    paused_at, at = clock.paused_at, max(whole_second(at), clock.paused_at)
    pause, due = pause_of(clock, paused_at, at, calendar), clock.due_at
    if clock.warn_at is not None:
        clock.warn_at = pause.mark_after(clock.warn_at, due=due)
    clock.marks = {
        name: pause.mark_after(datetime.fromisoformat(mark), due=due).isoformat()
        for name, mark in clock.marks.items()
    }
    clock.due_at = pause.due_after(due)
    _end_pause(clock, until=at, why=why)
    return True


def flag(clock: SlaClock, *, step: str) -> None:
    """Write down that a step fell due while the clock ran: with its mark's own time, not the tick's."""
    if step == Step.WARNING:
        clock.warned_at = clock.warn_at
    elif step == Step.BREACH:
        clock.breached_at = clock.due_at
    elif step not in clock.marks_passed:
        clock.marks_passed = [*clock.marks_passed, step]


def steps_passed(clock: SlaClock) -> list[str]:
    """The steps that were flagged, whoever was told."""
    passed = [Step.WARNING.value] if clock.warned_at is not None else []
    passed += [Step.BREACH.value] if clock.breached_at is not None else []
    return [*passed, *clock.marks_passed]


def mark_time(clock: SlaClock, *, step: str) -> datetime | None:
    """When a step is due on this clock: the mark itself, whenever it is noticed."""
    if step == Step.WARNING:
        return clock.warn_at
    if step == Step.BREACH:
        return clock.due_at
    written = clock.marks.get(step)
    return datetime.fromisoformat(written) if written else None


def verdict(clock: SlaClock, *, now: datetime) -> Verdict:
    """How it stands at this moment; the due second itself is still in time."""
    match clock.state:
        case ClockState.MET:
            return Verdict.MISSED_LATE if clock.missed else Verdict.MET
        case ClockState.STOPPED:
            return Verdict.STOPPED_LATE if clock.missed else Verdict.STOPPED
        case ClockState.NONE:
            return Verdict.NONE
        case ClockState.PAUSED:
            return Verdict.PAUSED
    now = whole_second(now)
    if clock.due_at is not None and now > clock.due_at:
        return Verdict.BREACHED
    if clock.warn_at is not None and now >= clock.warn_at:
        return Verdict.AT_RISK
    return Verdict.RUNNING


def pause_of(clock: SlaClock, begun: datetime, end: datetime, calendar: BusinessCalendar) -> Pause:
    """A pause of this clock, which tells how far its marks move."""
    return Pause(Target.model_validate(clock.target), clock.started_at, begun, end, calendar)


def steps_ahead(clock: SlaClock) -> dict[str, datetime]:
    """When each step that was not flagged yet falls due; nothing for a clock that has ended.

    Of a paused clock only what had fallen due before the pause.
    """
    if clock.ended_at is not None or clock.due_at is None:
        return {}
    ahead: dict[str, datetime] = {}
    if clock.warn_at is not None and clock.warned_at is None and clock.warn_at < clock.due_at:
        ahead[Step.WARNING] = clock.warn_at
    if clock.breached_at is None:  # the due second is in time; the next is the first too late
        ahead[Step.BREACH] = clock.due_at + timedelta(seconds=1)
    for name, written in clock.marks.items():
        if name not in clock.marks_passed:
            ahead[name] = datetime.fromisoformat(written)
    if clock.paused_at is None:
        return ahead
    return {step: due for step, due in ahead.items() if due <= clock.paused_at}


def _set_marks(clock: SlaClock, *, promise: Promise, calendar: BusinessCalendar) -> None:
    due = promise.target.due_at(clock.started_at, calendar)
    clock.due_at = due
    clock.warn_at = None
    clock.marks = {}
    if due is None:
        return
    start, target = clock.started_at, promise.target
    if promise.warning is not None:
        clock.warn_at = promise.warning.at(start, due, target=target, calendar=calendar)
    for mark in promise.further_marks:
        when = mark.at(start, due, target=target, calendar=calendar)
        if when is not None:
            clock.marks = {**clock.marks, mark.name: when.isoformat()}


def _judge(clock: SlaClock, end: datetime) -> None:
    """Write which marks had been passed when it ended, whatever was flagged before."""
    counted = end if clock.paused_at is None else min(end, clock.paused_at)
    _end_pause(clock, until=end, why="with_customer")
    warned = clock.warn_at is not None and counted >= clock.warn_at
    breached = clock.due_at is not None and counted > clock.due_at
    clock.warned_at = clock.warn_at if warned else None
    clock.breached_at = clock.due_at if breached else None
    clock.marks_passed = [
        name for name, written in clock.marks.items() if counted >= datetime.fromisoformat(written)
    ]


def _end_pause(clock: SlaClock, *, until: datetime, why: str) -> None:
    """Write down the pause that ends then, for the ledger of the clock."""
    paused_at, clock.paused_at = clock.paused_at, None
    if paused_at is not None and until > paused_at:
        clock.paused_seconds += int((until - paused_at).total_seconds())
        clock.pause_spans = [*clock.pause_spans, [_written(paused_at), _written(until), why]]


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _forget_flags_after(clock: SlaClock, at: datetime) -> None:
    """Take back what a tick flagged that, as is known now, had not come yet: the clock was paused by then."""
    if clock.warned_at is not None and clock.warned_at > at:
        clock.warned_at = None
    if clock.breached_at is not None and clock.breached_at > at:
        clock.breached_at = None
    clock.marks_passed = [
        name for name in clock.marks_passed if datetime.fromisoformat(clock.marks[name]) <= at
    ]
