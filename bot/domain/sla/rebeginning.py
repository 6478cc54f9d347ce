"""A running clock that begins at another message: its warnings and misses follow its new start. Pure."""

from datetime import datetime

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.sla import course
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Promise


def begin_at(
    clock: SlaClock,
    *,
    started_at: datetime,
    cause_message_id: int | None,
    promise: Promise,
    calendar: BusinessCalendar,
    now: datetime,
) -> None:
    """Let it count from this message instead of another case's, by the versions it counts by."""
    fresh = course.start(
        case_id=clock.case_id,
        metric=clock.metric,
        generation=clock.generation,
        started_at=started_at,
        cause_message_id=cause_message_id,
        rule=clock.rule,
        promise=promise,
        policy_version=clock.policy_version,
        calendar=calendar,
    )
    keep_quiet(clock, fresh, now=now)
    for name, value in fresh.model_dump(exclude={"id"}).items():
        setattr(clock, name, value)


def keep_quiet(before: SlaClock, after: SlaClock, *, now: datetime) -> None:
    """Flag on ``after`` what was flagged on ``before`` and is still true, so that nobody is notified again."""
    flagged = {"warning": before.warned_at, "breach": before.breached_at}
    for step, due in course.steps_ahead(after).items():
        if due <= now and (flagged.get(step) is not None or step in before.marks_passed):
            course.flag(after, step=step)
