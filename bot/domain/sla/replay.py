"""The clocks of a case, rebuilt from what happened to it and the rules alone. Pure.

It plays the same verbs as the desk on the same course of a clock, without a database, so a case can be
held against what was recorded, or against rules that were never in force.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from bot.domain.business_calendar import BusinessCalendar
from bot.domain.house_rules import HouseRules
from bot.domain.sla import course
from bot.domain.sla.clock import ClockState, SlaClock, StopReason
from bot.domain.sla.policy import (
    SAID_OF_EVERY_CASE,
    Metric,
    OnReopen,
    PauseWhen,
    Promise,
    Subject,
)

AT_OPENING = (Metric.CLAIMED, Metric.FIRST_RESPONSE, Metric.RESOLUTION)
RESPONSES = (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE)
REPLAYED = (
    SAID_OF_EVERY_CASE  # the others are not promised by the policy: a rule, or a platform, is
)


class What(StrEnum):
    """What can happen to a case."""

    OPENED = "opened"
    WROTE = "wrote"
    THANKED = "thanked"  # a bare thanks: it is a word, and starts nothing
    CLAIMED = "claimed"
    RELEASED = "released"
    ANSWERED = "answered"
    ANSWERED_ELSEWHERE = "answered_elsewhere"  # in the platform's own app
    ASKED = "asked"
    REPLIED = "replied"  # published, and no answer: holding, moved to private
    RESOLVED = "resolved"
    NOT_ACTIONABLE = "not_actionable"
    REOPENED = "reopened"
    REMOVED = "removed"  # the customer took a post down


@dataclass(frozen=True)
class Event:
    """One thing that happened. A history lists them in the order in which they became known."""

    what: What
    at: datetime  # when it happened, aware UTC
    known_at: datetime  # when we learnt of it
    message_id: int | None = None
    surface: str = "public"
    seen_until: datetime | None = None  # of an answer: when it was written
    detail: str = ""


@dataclass(frozen=True)
class History:
    """A case as far as clocks care."""

    case_id: int
    brand: str
    team: str
    channel: str
    priority: str
    events: tuple[Event, ...]

    def subject(self, surface: str) -> Subject:
        """The case as a policy's rules look at it."""
        return Subject(self.brand, self.team, self.channel, self.priority, surface)


def replay(history: History, *, rules: HouseRules, now: datetime) -> list[SlaClock]:
    """The clocks as they would stand now had these rules been in force all along, oldest first."""
    played = _Play(history, rules)
    for event in history.events:
        played.happens(event)
    for clock in played.clocks:
        for step, due in course.steps_ahead(clock).items():
            if due <= now:
                course.mark(clock, step=step)
    return played.clocks


def canonical(clocks: Iterable[SlaClock]) -> str:
    """What is written on the clocks a replay knows, as one text: equal texts, equal clocks."""
    rows = [_plain(clock) for clock in clocks if clock.metric in REPLAYED]
    rows.sort(key=lambda row: (row["metric"], row["generation"]))
    return json.dumps(rows, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _plain(clock: SlaClock) -> dict[str, Any]:
    row = clock.model_dump(exclude={"id"})
    return {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
    }


@dataclass
class _Play:
    """A case in the middle of its replay."""

    history: History
    rules: HouseRules
    clocks: list[SlaClock] = field(default_factory=list)
    _words: list[Event] = field(default_factory=list)
    _removed: set[int] = field(default_factory=set)
    _native: dict[int, datetime] = field(default_factory=dict)
    _answered: bool = False
    _calendars: dict[str, BusinessCalendar] = field(default_factory=dict)

    def happens(self, event: Event) -> None:
        """Let one thing happen."""
        if event.what in {What.OPENED, What.WROTE, What.THANKED}:
            self._words.append(event)
        match event.what:
            case What.OPENED:
                self._start(AT_OPENING, surface=event.surface, at=event.at, cause=event.message_id)
            case What.WROTE:
                self._wrote(event)
            case What.CLAIMED:
                self._meet((Metric.CLAIMED,), at=event.at)
            case What.ANSWERED | What.ANSWERED_ELSEWHERE:
                self._answer(event)
            case What.ASKED if self._oldest_unseen(event, elsewhere=False) is None:
                self._ask(event.at)  # else it crossed the customer's next word
            case What.RESOLVED | What.NOT_ACTIONABLE:
                self._end(event)
            case What.REOPENED:
                self._reopen(event.at)
            case What.REMOVED if event.message_id is not None:
                self._removed.add(event.message_id)

    def _wrote(self, event: Event) -> None:
        open_clocks = self._open(REPLAYED)
        if any(clock.state is ClockState.PAUSED for clock in open_clocks):
            for clock in open_clocks:
                course.resume(clock, at=event.at, calendar=self._calendar(clock))
        if not any(posted >= event.at for posted in self._native.values()):
            self._await_response(event)

    def _await_response(self, word: Event) -> None:
        waiting = self._open(RESPONSES)
        for clock in waiting:
            promise = self._promise(clock)
            if word.at < clock.started_at and promise is not None:
                course.begin_earlier(
                    clock,
                    started_at=word.at,
                    cause_message_id=word.message_id,
                    promise=promise,
                    calendar=self._calendar(clock),
                )
        if not waiting:
            metric = Metric.NEXT_RESPONSE if self._answered else Metric.FIRST_RESPONSE
            self._start((metric,), surface=word.surface, at=word.at, cause=word.message_id)

    def _answer(self, event: Event) -> None:
        self._answered = True
        elsewhere = event.what is What.ANSWERED_ELSEWHERE
        if elsewhere and event.message_id is not None:
            self._native[event.message_id] = event.at
        elif event.message_id is not None:
            self._native.pop(event.message_id, None)  # a poll had met our own answer first
        self._meet(RESPONSES, at=event.at)
        self._stop((Metric.CLAIMED,), at=event.at, reason=StopReason.ANSWERED)
        unseen = self._oldest_unseen(event, elsewhere=elsewhere)
        if unseen is not None:
            self._await_response(unseen)

    def _oldest_unseen(self, answer: Event, *, elsewhere: bool) -> Event | None:
        unseen = [
            word
            for word in self._words
            if word.message_id not in self._removed
            and (
                word.at > answer.at
                if elsewhere or answer.seen_until is None
                else word.known_at > answer.seen_until
            )
        ]
        return min(unseen, key=lambda word: (word.at, word.message_id or 0), default=None)

    def _ask(self, at: datetime) -> None:
        for clock in self._open(REPLAYED):
            if PauseWhen.WITH_CUSTOMER in clock.pauses:
                course.pause(clock, at=at)

    def _end(self, event: Event) -> None:
        if event.what is What.RESOLVED:
            self._meet((Metric.RESOLUTION,), at=event.at)
            self._stop(REPLAYED, at=event.at, reason=StopReason.RESOLVED)
        else:
            reason = StopReason.NOT_ACTIONABLE
            self._stop(REPLAYED, at=event.at, reason=reason, detail=event.detail)

    def _reopen(self, at: datetime) -> None:
        resolutions = [clock for clock in self.clocks if clock.metric is Metric.RESOLUTION]
        last = max(resolutions, key=lambda clock: clock.generation, default=None)
        if last is None or last.ended_at is None:
            return
        promise = self._promise(last)
        rule = promise.on_reopen if promise is not None else OnReopen.NEW
        if rule is OnReopen.NEW:
            self._start((Metric.RESOLUTION,), surface=self._first_surface(), at=at, cause=None)
        elif rule is OnReopen.CONTINUE and not last.missed:
            self.clocks.append(course.continued(last, at=at, calendar=self._calendar(last)))

    def _start(
        self, metrics: Sequence[Metric], *, surface: str, at: datetime, cause: int | None
    ) -> None:
        found = self.rules.promises_for(self.history.subject(surface))
        if found is None:
            return
        rule, calendar = found
        self._calendars[calendar.version] = calendar
        for metric in metrics:
            generations = [clock.generation for clock in self.clocks if clock.metric is metric]
            clock = course.start(
                case_id=self.history.case_id,
                metric=metric,
                generation=max(generations, default=0) + 1,
                started_at=at,
                cause_message_id=cause,
                rule=rule.name,
                promise=rule.targets[metric],
                policy_version=self.rules.sla.version,
                calendar=calendar,
            )
            self.clocks.append(clock)

    def _meet(self, metrics: Collection[Metric], *, at: datetime) -> None:
        for clock in self._open(metrics):
            if at >= clock.started_at:
                course.meet(clock, at=at)

    def _stop(
        self, metrics: Collection[Metric], *, at: datetime, reason: StopReason, detail: str = ""
    ) -> None:
        for clock in self._open(metrics):
            course.stop(clock, at=at, reason=reason, detail=detail)

    def _open(self, metrics: Collection[Metric]) -> list[SlaClock]:
        return [
            clock for clock in self.clocks if clock.ended_at is None and clock.metric in metrics
        ]

    def _first_surface(self) -> str:
        first = min(self._words, key=lambda word: (word.at, word.message_id or 0), default=None)
        return first.surface if first is not None else "public"

    def _promise(self, clock: SlaClock) -> Promise | None:
        rule = self.rules.sla.rule_named(clock.rule)
        return None if rule is None else rule.targets.get(clock.metric)

    def _calendar(self, clock: SlaClock) -> BusinessCalendar:
        return self._calendars[clock.calendar_version]
