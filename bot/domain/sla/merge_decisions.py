"""What merging, un-merging and splitting do to the clocks of a case: decided for the desk and a replay. Pure.

What one case brings to another stands as plain values in the trail of that other one, where a replay of
it finds them: it never reads two trails.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.calendar.business_calendar import whole_second
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.trail.details import GaveBack, TookOver, Unmerged
from bot.domain.records.trail.parts import Deadline, Published, Start
from bot.domain.sla import (
    complaint_decisions,
    course,
    decisions,
    going_on,
    private_decisions,
    rebeginning,
)
from bot.domain.sla.case_clocks import CaseClocks, CustomerMessage
from bot.domain.sla.clock import SlaClock, StopReason
from bot.domain.sla.decisions import OF_SERVICE, RESPONSES
from bot.domain.sla.policy import Metric, PauseWhen
from bot.domain.text.references import case_reference

_DEADLINES = (Metric.REGULATORY,)


def left(clocks: CaseClocks, *, into: int, at: datetime) -> None:
    """Merged into another case: stop the clocks."""
    moved_to = case_reference(into)
    complaint_decisions.stop(clocks, at=at, reason=StopReason.MERGED, why=moved_to)
    decisions.stop(clocks, OF_SERVICE, at=at, reason=StopReason.MERGED)


def deadlines(clocks: CaseClocks) -> list[Deadline]:
    """A complaint's deadlines that still run here, as details for the case that takes them over."""
    return [
        Deadline(
            name=clock.name,
            preset=clock.policy_version,
            calendar=clock.calendar_version,
            at=clock.started_at,
            rests=clock.pause_spans,
            paused_at=clock.paused_at,
            flagged=course.steps_passed(clock),
        )
        for clock in complaint_decisions.newest(clocks)
        if complaint_decisions.is_open(clock)
    ]


def took_over(
    clocks: CaseClocks, details: TookOver, *, at: datetime, window_h: float | None
) -> None:
    """Another case was merged into this one: what waited longer there began earlier here.

    It is one promise, so nobody is told again what was told of it there. Of two deadlines of one name the
    one that began earlier survives.
    """
    _bring(clocks, details.deadlines, source=details.from_, at=at)
    for wait in details.waits:
        message, metric = message_of(wait), Metric(wait.metric)
        if metric in RESPONSES and message.message_id:
            decisions.took_over(clocks, message)
        else:
            decisions.begin_earlier(clocks, (metric,), message)
        _keep_quiet(clocks, wait, at=at)
    if details.private is not None:
        private = message_of(details.private)
        private_decisions.private_message(clocks, private, window_h=window_h)
    if details.chat is not None:
        decisions.begin_earlier(clocks, (Metric.CHAT,), message_of(details.chat))
        private_decisions.wrote_in_chat(clocks, message_of(details.chat))
        _keep_quiet(clocks, details.chat, at=at)


def waiting_since(details: TookOver) -> datetime | None:
    """Since when the customer of the other case waits for us; none when they do not."""
    waits = (message_of(wait) for wait in details.waits if Metric(wait.metric) in RESPONSES)
    return min((message.at for message in waits if message.message_id), default=None)


def gave_back(clocks: CaseClocks, details: GaveBack, *, at: datetime) -> None:
    """A merge into this case was taken back: its clocks count from its own messages again.

    A deadline that the other case brought leaves with it, and the one it had taken the place of goes on.
    """
    begin_again(clocks, details.starts, now=at)
    if details.merged_at is None:
        return
    source = case_reference(details.case)
    theirs = {(one.name, one.at) for one in details.deadlines}
    left_again: set[str] = set()
    for clock in clocks.taken(_DEADLINES):
        if (clock.name, clock.started_at) in theirs:
            course.stop(clock, at=at, reason=StopReason.MERGED, detail=source)
            left_again.add(clock.name)
        clocks.put(clock)
    for clock in clocks.every():
        if clock.name in left_again:
            _revive(clocks, clock, merged_at=details.merged_at, other=source)


def came_back(clocks: CaseClocks, details: Unmerged) -> None:
    """The merge into another case was taken back: the clocks it stopped go on, and know what of ours
    was published here meanwhile."""
    for clock in clocks.every():
        _revive(clocks, clock, merged_at=details.merged_at, other=case_reference(details.from_))
    for published in details.published:
        _published(clocks, published)


def begin_again(clocks: CaseClocks, starts: Sequence[Start], *, now: datetime) -> None:
    """Let running clocks count from these starts; stop those that have none: nothing waits there."""
    wanted = {Metric(start.metric): start for start in starts}
    for clock in clocks.taken(tuple(wanted)):
        start, promise = wanted[clock.metric], clocks.promise_of(clock)
        if start.at is None or promise is None:
            course.stop(clock, at=now, reason=StopReason.SUPERSEDED)
        else:
            rebeginning.begin_at(
                clock,
                started_at=start.at,
                cause_message_id=start.message,
                promise=promise,
                calendar=clocks.calendar_of(clock),
                now=now,
            )
        clocks.put(clock)


def _bring(clocks: CaseClocks, brought: Iterable[Deadline], *, source: int, at: datetime) -> None:
    own = {clock.name: clock for clock in complaint_decisions.newest(clocks)}
    for each in brought:
        other = own.get(each.name)
        if other is not None and complaint_decisions.is_open(other):
            if other.started_at <= each.at:
                continue
            why = case_reference(source)
            complaint_decisions.stop(
                clocks, at=at, reason=StopReason.MERGED, preset=each.name, why=why
            )
        clock = _again(clocks, each, at=at)
        if clock is not None:
            clocks.put(clock)


def _again(clocks: CaseClocks, details: Deadline, *, at: datetime) -> SlaClock | None:
    """The other case's deadline as it stands, with its pauses and what was flagged of it already."""
    law = clocks.demanded(details.name, preset=details.preset, calendar=details.calendar)
    if law is None:
        return None
    number = complaint_decisions.next_number(clocks, Metric.REGULATORY)
    clock = complaint_decisions.begun(law, case_id=clocks.case_id, generation=number, at=details.at)
    if PauseWhen.WITH_CUSTOMER in clock.pauses:
        for begun, end, why in details.rests:
            if course.pause(clock, at=datetime.fromisoformat(begun)):
                ended = datetime.fromisoformat(end)
                course.resume(clock, at=ended, calendar=law.calendar, why=why)
        if details.paused_at is not None:
            course.pause(clock, at=details.paused_at)
    _flag(clock, details.flagged, at=at)
    return clock


def _keep_quiet(clocks: CaseClocks, wait: Start, *, at: datetime) -> None:
    """Flag on what counts from this wait now what somebody was told of it in the other case."""
    if not wait.flagged:
        return
    metric = Metric(wait.metric)
    for clock in clocks.taken(RESPONSES if metric in RESPONSES else (metric,)):
        if clock.started_at == wait.at:
            _flag(clock, wait.flagged, at=at)
        clocks.put(clock)


def _flag(clock: SlaClock, steps: Sequence[str], *, at: datetime) -> None:
    for step, due in course.steps_ahead(clock).items():
        if step in steps and due <= at:
            course.flag(clock, step=step)


def _published(clocks: CaseClocks, reply: Published) -> None:
    complaint_decisions.published(clocks, at=reply.at, seen_until=reply.seen_until)
    if reply.surface == "private":
        private_decisions.published_in_private(clocks, at=reply.at, seen_until=reply.seen_until)
    if reply.in_chat:
        private_decisions.published_in_chat(clocks, at=reply.at, seen_until=reply.seen_until)
    if reply.purpose is Purpose.ANSWERS:
        decisions.answered(clocks, at=reply.at, seen_until=reply.seen_until)
        private_decisions.answered(clocks, at=reply.at, seen_until=reply.seen_until)
        return
    crossed = clocks.oldest_unseen(at=reply.at, seen_until=reply.seen_until)
    if reply.purpose is Purpose.ASKS and crossed is None:
        decisions.asked(clocks, at=reply.at)


def _revive(clocks: CaseClocks, clock: SlaClock, *, merged_at: datetime, other: str) -> None:
    by_the_merge = clock.stop_reason is StopReason.MERGED and clock.stop_detail in ("", other)
    if by_the_merge and clock.stopped_at == whole_second(merged_at):
        going_on.unstop(clock, calendar=clocks.calendar_of(clock))
        clocks.put(clock)


def message_of(start: Start) -> CustomerMessage:
    """The message that a start in the trail names. Raises ValueError where it names none."""
    if start.at is None:
        raise ValueError("A start without a time names no message.")
    return CustomerMessage(start.at, start.message, start.surface)
