"""An answer that was none: what it met runs on, as if never met. Decided for the desk and a replay. Pure."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.calendar.business_calendar import whole_second
from bot.domain.sla import course, going_on
from bot.domain.sla.case_clocks import CaseClocks, CustomerMessage
from bot.domain.sla.clock import SlaClock, StopReason
from bot.domain.sla.complaint_decisions import definition
from bot.domain.sla.decisions import RESPONSES, await_response
from bot.domain.sla.policy import Metric
from bot.domain.sla.regulatory import StopEvent

NO_ANSWER = "the answer before it was none"


def took_back(
    clocks: CaseClocks, *, given: datetime, others: Collection[datetime]
) -> CustomerMessage | None:
    """The answer of this time was none; the case was answered at these other times.

    What it met runs on, or is met by the answer after it. Returns the oldest message that nobody has
    answered, whose wait is timed; none where a later answer covers it.
    """
    later = _after(given, others)
    _unmeet(clocks, given=given, later=later)
    message = clocks.oldest_since(max(others, default=None)) if later is None else None
    if message is not None:
        await_response(clocks, message)
    return message


def was_earlier(
    clocks: CaseClocks,
    *,
    recorded: datetime,
    at: datetime,
    answers: Collection[datetime],
    published: Collection[datetime],
    runs_on: bool,
) -> CustomerMessage | None:
    """The answer recorded as of one time was given ``at`` an earlier one: so early is met what had begun.

    What the customer said in between waited on, for the answer after it if there is one; unless the case
    ended since (``runs_on``), which left nothing waiting. Returns the oldest message that waits anew.
    ``answers``: when the case was answered, this time too; ``published``: with all else of ours.
    """
    for clock in clocks.every():
        met = _was_met(clock, at=recorded) or _was_met_by_any_word(clocks, clock, at=recorded)
        if met and clock.started_at <= at:
            course.meet(clock, at=at)
            clocks.put(clock)
    if not runs_on:
        return None
    unsaid(clocks, given=recorded, others=published)
    later = _after(recorded, answers)
    _unmeet(clocks, given=recorded, later=later)
    message = clocks.oldest_since(max(answers)) if later is None else None
    if message is None or message.at > recorded:  # whose wait was timed when it came
        return None
    await_response(clocks, message)
    return message


def _after(given: datetime, others: Collection[datetime]) -> datetime | None:
    return min((at for at in others if at >= given), default=None)


def _unmeet(clocks: CaseClocks, *, given: datetime, later: datetime | None) -> None:
    """Let run on what was met at this time, or be met by the answer after it."""
    waiting = clocks.taken(RESPONSES)
    met_by_it = [one for one in clocks.every() if _was_met(one, at=given)]
    if met_by_it and later is None:
        for clock in waiting:  # the wait goes on, so one timed after the answer was never a new one
            course.stop(clock, at=clock.started_at, reason=StopReason.SUPERSEDED, detail=NO_ANSWER)
    for clock in met_by_it:
        going_on.unmeet(clock, calendar=clocks.calendar_of(clock))
        if later is not None:
            course.meet(clock, at=later)
    for clock in [*waiting, *met_by_it]:
        clocks.put(clock)


def _was_met(clock: SlaClock, *, at: datetime) -> bool:
    return clock.metric in RESPONSES and clock.met_at == whole_second(at)


def unsaid(clocks: CaseClocks, *, given: datetime, others: Collection[datetime]) -> None:
    """Nothing was published at this time at all: what any word of ours meets, or pauses, it did not.

    ``others``: when something of ours was published. Of response clocks see ``took_back``.
    """
    for clock in clocks.every():
        calendar = clocks.calendar_of(clock) if clock.due_at is not None else None
        if calendar is not None and _was_met_by_any_word(clocks, clock, at=given):
            going_on.unmeet(clock, calendar=calendar)
            later = min((at for at in others if at >= clock.started_at), default=None)
            if later is not None:
                course.meet(clock, at=later)
            clocks.put(clock)
        elif calendar is not None and clock.paused_at == whole_second(given):
            course.resume(clock, at=given, calendar=calendar)
            clocks.put(clock)


def _was_met_by_any_word(clocks: CaseClocks, clock: SlaClock, *, at: datetime) -> bool:
    if clock.met_at != whole_second(at):
        return False
    if clock.metric is Metric.REGULATORY:
        deadline = definition(clocks, clock)
        return deadline is not None and StopEvent.FIRST_ANSWER in deadline.stop
    return clock.metric is Metric.PRIVATE_WINDOW
