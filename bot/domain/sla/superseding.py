"""Rebuild running clocks under the rules in force, with their start and the pauses these allow. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.sla import course
from bot.domain.sla.case_clocks import CaseClocks
from bot.domain.sla.clock import SlaClock, StopReason
from bot.domain.sla.clock_rules import ClockRules, Demanded, demanded
from bot.domain.sla.complaint_decisions import next_number
from bot.domain.sla.policy import Metric, PauseWhen, Promise, Subject
from bot.domain.sla.private_decisions import window_promise

Wait = tuple[datetime, datetime | None]  # while we waited for the customer; none: still


class Promised(NamedTuple):
    """What the rules in force say of one clock."""

    rule: str
    promise: Promise
    version: str
    calendar: BusinessCalendar

    @classmethod
    def by_law(cls, law: Demanded) -> "Promised":
        """What a regulatory preset says of it."""
        preset, clock, calendar = law
        return cls(preset.rule_name(clock), clock.promise, preset.version, calendar)


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
    """How each of these running clocks that counts by older rules would be under those in force.

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
    """Stop the old clocks, which keep their misses; put all back, and put the new ones."""
    begun = [change for change in changes if change.after is not None]
    for change in begun:
        course.stop(change.before, at=at, reason=StopReason.SUPERSEDED)
    for clock in taken:
        clocks.put(clock)
    for change in begun:
        if change.after is not None:
            clocks.put(change.after)


def promised_now(
    clock: SlaClock, subject: Subject, *, rules: ClockRules, window_h: float | None
) -> Promised | None:
    """What the rules in force promise where this clock promised something; none: nothing."""
    if clock.metric is Metric.REGULATORY:
        law = demanded(rules, clock.name)
        return None if law is None else Promised.by_law(law)
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
    for begun, end, why in _pauses(clock, waits, promised.promise):
        if begun < clock.started_at or not course.pause(again, at=begun):
            continue
        if end is not None:
            course.resume(again, at=end, calendar=promised.calendar, why=why)
    return again


def _is_behind(clock: SlaClock, promised: Promised) -> bool:
    present = (promised.version, promised.calendar.version)
    return (clock.policy_version, clock.calendar_version) != present


def _pauses(
    clock: SlaClock, waits: Sequence[Wait], promise: Promise
) -> list[tuple[datetime, datetime | None, str]]:
    """When the clock would have been paused under this promise, the earliest first.

    Its own recorded pauses count as well: in another case it may have waited at other times.
    """
    pauses: list[tuple[datetime, datetime | None, str]] = [
        (datetime.fromisoformat(begun), datetime.fromisoformat(end), why)
        for begun, end, why in clock.pause_spans
        if why == "ended"
    ]
    if PauseWhen.WITH_CUSTOMER in promise.pauses:
        ahead = [wait for wait in waits if wait[0] >= clock.started_at]
        together = _together([*ahead, *_recorded_waits(clock)])
        pauses += [(begun, end, "with_customer") for begun, end in together]
    return sorted(pauses, key=lambda pause: pause[0])


def _recorded_waits(clock: SlaClock) -> list[Wait]:
    """When it was paused, by its own record, because we waited for the customer."""
    own: list[Wait] = [
        (datetime.fromisoformat(begun), datetime.fromisoformat(end))
        for begun, end, why in clock.pause_spans
        if why == "with_customer"
    ]
    return [*own, (clock.paused_at, None)] if clock.paused_at is not None else own


def _together(waits: Iterable[Wait]) -> list[Wait]:
    """The same times, without overlaps, the earliest first."""
    merged: list[Wait] = []
    for begun, end in sorted(waits, key=lambda wait: wait[0]):
        before = merged[-1] if merged else None
        if before is None or (before[1] is not None and begun > before[1]):
            merged.append((begun, end))
        elif before[1] is not None:
            merged[-1] = (before[0], None if end is None else max(before[1], end))
    return merged
