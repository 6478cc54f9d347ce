"""What each verb does to a complaint's deadlines: decided once, for the desk and for a replay. Pure.

Only a person starts or withdraws them. They share one row of numbers a case; the name says which is which.
"""

from collections.abc import Collection
from datetime import datetime

from bot.domain.sla import course, going_on
from bot.domain.sla.case_clocks import CaseClocks
from bot.domain.sla.clock import ClockState, SlaClock, StopReason
from bot.domain.sla.clock_rules import Demanded
from bot.domain.sla.policy import Metric, OnReopen
from bot.domain.sla.regulatory import (
    BEGINS,
    BY_A_RESOLUTION,
    RegulatoryClock,
    RegulatoryPreset,
    StartEvent,
    StopEvent,
)

_THEIRS = (Metric.REGULATORY,)
NOT_ACCEPTED = "nobody said that the customer accepted it"


def marked(
    clocks: CaseClocks, preset: RegulatoryPreset, *, received: datetime, answered: datetime | None
) -> None:
    """Start the deadlines, from receipt or from what was told in its place; what was published before
    the mark counts as well."""
    for clock in preset.starting(StartEvent.RECEIPT, StartEvent.TOLD):
        clocks.begin_regulatory(preset, clock, at=received)
    if answered is not None:
        published(clocks, at=answered)


def published(clocks: CaseClocks, *, at: datetime, seen_until: datetime | None = None) -> None:
    """Meet what any published message of ours meets: it acknowledges what came before it was written."""
    meet(clocks, (StopEvent.FIRST_ANSWER,), at=at, begun_by=seen_until)


def resolved(clocks: CaseClocks, *, at: datetime, accepted: bool) -> None:
    """Meet the final response, which resolving implies; stop what waited for anything else.

    ``accepted``: somebody said that the customer accepted the outcome.
    """
    meet(clocks, BY_A_RESOLUTION, at=at, accepted=accepted)
    stop(clocks, at=at, reason=StopReason.RESOLVED)


def reopened(clocks: CaseClocks, *, at: datetime) -> None:
    """Resume deadlines that are still ahead; start the clocks that count from an objection."""
    marks = clocks.marks()
    if not marks:
        return
    before = newest(clocks)
    _go_on(clocks, at=at)
    waiting = {clock.name for clock in before if is_open(clock)}
    for mark in marks:
        preset = clocks.preset(mark.version)
        had_an_outcome = any(
            clock.name.startswith(f"{preset.name}:") and clock.met_at is not None
            for clock in before
        )
        for clock in preset.starting(StartEvent.REOPENED):
            if had_an_outcome and preset.full_name(clock) not in waiting:
                clocks.begin_regulatory(preset, clock, at=at)


def recorded(
    clocks: CaseClocks, event: StopEvent, *, at: datetime, preset: str, accepted: bool
) -> None:
    """Somebody said that this happened: meet what waits for it, and start what counts from it."""
    meet(clocks, (event,), at=at, preset=preset, accepted=accepted)
    begins = BEGINS.get(event, frozenset())
    waiting = {clock.name for clock in newest(clocks) if is_open(clock)}
    for mark in clocks.marks():
        rule = clocks.preset(mark.version)
        for clock in rule.starting(*begins) if rule.name == preset else ():
            if rule.full_name(clock) not in waiting:
                clocks.begin_regulatory(rule, clock, at=at)


def meet(
    clocks: CaseClocks,
    events: Collection[StopEvent],
    *,
    at: datetime,
    preset: str = "",
    begun_by: datetime | None = None,
    accepted: bool = False,
) -> None:
    """Meet the clocks that wait for one of these events, of one preset or of all.

    A preset is given by its name; the full name of a clock stands for that clock alone. With
    ``begun_by`` only those that counted by then. A clock that needs the customer's acceptance is kept
    with it alone; without it a final response ends its wait, and it was not kept.
    """
    for clock in clocks.taken(_THEIRS):
        deadline = definition(clocks, clock)
        begun = clock.started_at <= min(at, begun_by or at)
        if deadline is not None and begun and _is_of(clock, preset):
            _happened(clock, deadline, set(events), at=at, accepted=accepted)
        clocks.put(clock)


def _happened(
    clock: SlaClock,
    deadline: RegulatoryClock,
    events: set[StopEvent],
    *,
    at: datetime,
    accepted: bool,
) -> None:
    if events.isdisjoint(deadline.stop):
        return
    if accepted or not deadline.needs_acceptance:
        course.meet(clock, at=at)
    elif StopEvent.FINAL in events:
        course.stop(clock, at=at, reason=StopReason.RESOLVED, detail=NOT_ACCEPTED)


def stop(
    clocks: CaseClocks, *, at: datetime, reason: StopReason, preset: str = "", why: str = ""
) -> None:
    """Stop the clocks of one preset, or of all. Misses stay."""
    for clock in clocks.taken(_THEIRS):
        if _is_of(clock, preset):
            course.stop(clock, at=at, reason=reason, detail=why)
        clocks.put(clock)


def begun(law: Demanded, *, case_id: int, generation: int, at: datetime) -> SlaClock:
    """A new clock of a preset that counts from this moment."""
    preset, clock, calendar = law
    return course.start(
        case_id=case_id,
        metric=Metric.REGULATORY,
        name=preset.full_name(clock),
        generation=generation,
        started_at=at,
        cause_message_id=None,
        rule=preset.rule_name(clock),
        promise=clock.promise,
        policy_version=preset.version,
        calendar=calendar,
    )


def newest(clocks: CaseClocks) -> list[SlaClock]:
    """The newest clock of each name, the oldest name first."""
    found = {one.name: one for one in clocks.every() if one.metric is Metric.REGULATORY}
    return list(found.values())


def definition(clocks: CaseClocks, clock: SlaClock) -> RegulatoryClock | None:
    """What the preset says of a clock, as it was when the clock began."""
    return clocks.preset(clock.policy_version).clock_named(clock.name)


def next_number(clocks: CaseClocks, metric: Metric) -> int:
    """The generation of this case's next clock of a metric."""
    return max((c.generation for c in clocks.every() if c.metric is metric), default=0) + 1


def is_open(clock: SlaClock) -> bool:
    """Whether it still waits for something."""
    return clock.state in {ClockState.RUNNING, ClockState.PAUSED}


def _go_on(clocks: CaseClocks, *, at: datetime) -> None:
    for clock in newest(clocks):
        deadline = definition(clocks, clock)
        ended = clock.ended_at is not None and clock.stop_reason is not StopReason.WITHDRAWN
        if deadline is None or not ended or deadline.on_reopen is not OnReopen.CONTINUE:
            continue
        if clock.due_at is None or at > clock.due_at or clock.missed:
            continue
        number = next_number(clocks, Metric.REGULATORY)
        calendar = clocks.calendar_of(clock)
        clocks.put(going_on.same_again(clock, generation=number, calendar=calendar))


def _is_of(clock: SlaClock, preset: str) -> bool:
    return not preset or clock.name == preset or clock.name.startswith(f"{preset}:")
