"""A running clock begun anew under the rules in force: the same start, and every rest they allow. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.domain.business_calendar import BusinessCalendar
from bot.domain.sla import course
from bot.domain.sla.clock import SlaClock, StopReason
from bot.domain.sla.complaint_decisions import next_number
from bot.domain.sla.decisions import CaseClocks, window_promise
from bot.domain.sla.in_force import InForce
from bot.domain.sla.policy import Metric, PauseWhen, Promise, Subject

Wait = tuple[datetime, datetime | None]  # while we waited for the customer; none: still


class Promised(NamedTuple):
    """What the rules in force say of one clock."""

    rule: str
    promise: Promise
    version: str
    calendar: BusinessCalendar


class Move(NamedTuple):
    """One clock that counts by older rules. ``after`` is none where nothing takes it now."""

    before: SlaClock
    after: SlaClock | None
    promised: Promised | None = None


def moves(
    taken: Iterable[tuple[SlaClock, Subject]],
    *,
    clocks: CaseClocks,
    waits: Sequence[Wait],
    window_h: float | None,
    by_rule: bool = False,
) -> list[Move]:
    """What becomes of each of these running clocks that counts by older rules.

    ``by_rule``: only of one that another rule takes now, the case's priority being new; a changed policy
    alone moves nothing then.
    """
    found: list[Move] = []
    numbers: dict[Metric, int] = {}
    for clock, subject in taken:
        if by_rule and clock.metric is Metric.REGULATORY:
            continue  # the law knows no priority
        promised = promised_now(clock, subject, rules=clocks.rules, window_h=window_h)
        if promised is None:
            found.append(Move(clock, None))
        elif promised.rule != clock.rule if by_rule else _is_behind(clock, promised):
            number = numbers.get(clock.metric) or next_number(clocks, clock.metric)
            numbers[clock.metric] = number + 1
            again = anew(clock, promised, waits=waits, generation=number)
            found.append(Move(clock, again, promised))
    return found


def supersede(
    clocks: CaseClocks, taken: Iterable[SlaClock], changes: Iterable[Move], *, at: datetime
) -> None:
    """Close the old ones, which keep their misses; give all back, and keep the new ones beside them."""
    begun = [change for change in changes if change.after is not None]
    for change in begun:
        course.stop(change.before, at=at, reason=StopReason.SUPERSEDED)
    for clock in taken:
        clocks.put(clock)
    for change in begun:
        if change.after is not None:
            clocks.put(change.after)


def promised_now(
    clock: SlaClock, subject: Subject, *, rules: InForce, window_h: float | None
) -> Promised | None:
    """What the rules in force promise where this clock promised something; none: nothing."""
    if clock.metric is Metric.REGULATORY:
        return _demanded(clock, rules)
    found = rules.promises_for(subject)
    if found is None:
        return None
    rule, calendar = found
    promise = rule.targets.get(clock.metric)
    if promise is None and clock.metric is Metric.PRIVATE_WINDOW and window_h is not None:
        promise = window_promise(window_h)
    if promise is None:
        return None
    return Promised(rule.name, promise, rules.sla.version, calendar)


def anew(
    clock: SlaClock, promised: Promised, *, waits: Sequence[Wait], generation: int
) -> SlaClock:
    """The same clock as the rules in force would have it."""
    again = course.start(
        case_id=clock.case_id,
        metric=clock.metric,
        name=clock.name,
        generation=generation,
        started_at=clock.started_at,
        cause_message_id=clock.cause_message_id,
        rule=promised.rule,
        promise=promised.promise,
        policy_version=promised.version,
        calendar=promised.calendar,
    )
    for begun, end, why in _rests(clock, waits, promised.promise):
        if begun < clock.started_at or not course.pause(again, at=begun):
            continue
        if end is not None:
            course.resume(again, at=end, calendar=promised.calendar, why=why)
    return again


def _demanded(clock: SlaClock, rules: InForce) -> Promised | None:
    preset = rules.complaint_preset(clock.name.partition(":")[0])
    said = preset.clock_named(clock.name) if preset is not None else None
    if preset is None or said is None:
        return None
    calendar = rules.regulatory_calendar(said.calendar)
    return Promised(preset.rule_words(said), said.promise, preset.version, calendar)


def _is_behind(clock: SlaClock, promised: Promised) -> bool:
    present = (promised.version, promised.calendar.version)
    return (clock.policy_version, clock.calendar_version) != present


def _rests(
    clock: SlaClock, waits: Sequence[Wait], promise: Promise
) -> list[tuple[datetime, datetime | None, str]]:
    """When the clock would have rested under this promise, the earliest first."""
    rests: list[tuple[datetime, datetime | None, str]] = [
        (datetime.fromisoformat(begun), datetime.fromisoformat(end), why)
        for begun, end, why in clock.rests
        if why == "ended"
    ]
    if PauseWhen.WITH_CUSTOMER in promise.pauses:
        rests += [(begun, end, "with_customer") for begun, end in waits]
    return sorted(rests, key=lambda rest: rest[0])
