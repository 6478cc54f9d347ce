"""The clocks of a case, rebuilt from what happened to it and the rules alone. Pure.

It makes the same decisions as the desk, by the same functions, without a database; so a case can be held
against what was recorded, or against rules that were never in force.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from bot.domain.sla import complaint_decisions, course, decisions, merge_decisions, superseding
from bot.domain.sla.case_clocks import Word
from bot.domain.sla.clock import SlaClock, StopReason
from bot.domain.sla.clock_rules import ClockRules, Timeline
from bot.domain.sla.decisions import EVERY
from bot.domain.sla.history import Event, History, What
from bot.domain.sla.played_clocks import PlayedClocks
from bot.domain.sla.regulatory import StopEvent
from bot.domain.sla.superseding import Wait
from bot.domain.sla.taking_back import took_back

__all__ = ["Event", "History", "What", "canonical", "replay", "waits_of"]

_WORDS = {What.OPENED, What.WROTE, What.THANKED}
_PUBLISHED = {What.ANSWERED, What.ANSWERED_ELSEWHERE, What.ASKED, What.REPLIED}
_OF_COMPLAINTS = {What.MARKED, What.WITHDRAWN, What.RECORDED}
_MOVES = {
    What.NO_ANSWER,
    What.MERGED,
    What.UNMERGED,
    What.TOOK_OVER,
    What.GAVE_BACK,
    What.SPLIT,
    What.HANDED_OVER,
    What.PRIORITY,
}
_ENDS = {What.RESOLVED, What.NOT_ACTIONABLE, What.MERGED}
_OPENS = {What.REOPENED, What.UNMERGED}
_END_OF_A_WAIT = {What.WROTE, What.RESOLVED, What.NOT_ACTIONABLE}


def replay(
    history: History, *, rules: ClockRules | Timeline, now: datetime, window_h: float | None = None
) -> list[SlaClock]:
    """The clocks as they would stand now under these rules, oldest first.

    Rules alone are in force all along; a timeline changes them where the trail says so. ``window_h``
    is the platform's own deadline for a private answer, in hours; none: it has none.
    """
    played = _played(history, rules, window_h)
    clocks = played.clocks.every()
    for clock in clocks:
        for step, due in course.steps_ahead(clock).items():
            if due <= now:
                course.flag(clock, step=step)
    return clocks


def waits_of(history: History, *, rules: ClockRules | Timeline) -> list[Wait]:
    """When we waited for the customer, by what happened so far; a case that ended waited until then."""
    return _played(history, rules, None).waits()


def canonical(clocks: Iterable[SlaClock]) -> str:
    """What is written on clocks, as one text: equal texts, equal clocks."""
    rows = [_plain(clock) for clock in clocks]
    rows.sort(key=lambda row: (row["metric"], row["generation"]))
    return json.dumps(rows, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _plain(clock: SlaClock) -> dict[str, Any]:
    row = clock.model_dump(exclude={"id"})
    return {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
    }


def _played(history: History, rules: ClockRules | Timeline, window_h: float | None) -> "_Play":
    timeline = rules if isinstance(rules, Timeline) else Timeline.always(rules)
    played = _Play(history, timeline, window_h)
    for event in history.events:
        played.happens(event)
    return played


class _Play:
    """A case in the middle of its replay."""

    def __init__(self, history: History, timeline: Timeline, window_h: float | None) -> None:
        self.clocks = PlayedClocks(history, timeline)
        self._history, self._timeline, self._window_h = history, timeline, window_h
        self._waits: list[Wait] = []
        self._asked: datetime | None = None

    def waits(self) -> list[Wait]:
        """When we waited for the customer, up to now."""
        return [*self._waits, (self._asked, None)] if self._asked is not None else self._waits

    def happens(self, event: Event) -> None:
        """Let one thing happen."""
        self.clocks.rules = self._timeline.at(event.place)
        if event.what in _ENDS | _OPENS:
            self.clocks.is_open = event.what in _OPENS
        if event.what in _END_OF_A_WAIT and self._asked is not None:
            self._waits.append((self._asked, max(self._asked, event.at)))
            self._asked = None
        if event.what in _WORDS:
            self._say(event)
        elif event.what in _PUBLISHED:
            self._publish(event)
        elif event.what in _OF_COMPLAINTS:
            self._complaint(event)
        elif event.what in _MOVES:
            self._move(event)
        else:
            self._else(event)

    def _say(self, event: Event) -> None:
        word = Word(event.at, event.message_id, event.surface)
        self.clocks.words[event.message_id or -len(self.clocks.words)] = event
        if event.what is What.THANKED:
            return
        if event.what is What.OPENED:
            decisions.opened(self.clocks, word)
        else:
            decisions.wrote(self.clocks, word)
        decisions.private_word(self.clocks, word, window_h=self._window_h)

    def _publish(self, event: Event) -> None:
        clocks, number = self.clocks, event.message_id
        clocks.published.setdefault(number or -event.place, event.at)
        elsewhere = event.what is What.ANSWERED_ELSEWHERE
        if elsewhere and number is not None:
            clocks.native[number] = event.at
        elif number is not None:
            clocks.native.pop(number, None)  # a poll had met our own answer first
        complaint_decisions.published(clocks, at=event.at)
        if event.surface == "private":
            decisions.published_in_private(clocks, at=event.at)
        if elsewhere or event.what is What.ANSWERED:
            clocks.answers[number] = event.at
            decisions.answered(clocks, at=event.at, seen_until=event.seen_until)
        elif event.what is What.ASKED:
            self._ask(event)

    def _ask(self, event: Event) -> None:
        if self.clocks.oldest_unseen(at=event.at, seen_until=event.seen_until) is not None:
            return  # it crossed the customer's next word
        self._asked = self._asked or event.at
        decisions.asked(self.clocks, at=event.at)

    def _complaint(self, event: Event) -> None:
        clocks = self.clocks
        if event.what is What.MARKED:
            preset = clocks.carry(event.detail)
            if preset is not None:
                first = min(clocks.published.values(), default=None)
                received = event.received_at or self._opened
                complaint_decisions.marked(clocks, preset, received=received, answered=first)
        elif event.what is What.WITHDRAWN:
            clocks.standing.pop(event.detail, None)
            reason = StopReason.WITHDRAWN
            complaint_decisions.stop(
                clocks, at=event.at, reason=reason, preset=event.detail, why=event.by
            )
        else:
            said = (StopEvent(event.stop_event),)
            complaint_decisions.meet(clocks, said, at=event.at, preset=event.detail)

    def _else(self, event: Event) -> None:
        clocks = self.clocks
        match event.what:
            case What.CLAIMED:
                decisions.claimed(clocks, at=event.at)
            case What.RESOLVED:
                decisions.resolved(clocks, at=event.at)
                complaint_decisions.resolved(clocks, at=event.at)
            case What.NOT_ACTIONABLE:
                decisions.set_aside(clocks, at=event.at, detail=event.detail)
            case What.REOPENED:
                complaint_decisions.reopened(clocks, at=event.at)
                unheard = (
                    merge_decisions.word_of(json.loads(event.detail)) if event.detail else None
                )
                decisions.reopened(clocks, at=event.at, unheard=unheard)
            case What.REMOVED if event.message_id is not None:
                clocks.removed.add(event.message_id)
            case What.APPROVAL_ASKED:
                decisions.approval_asked(clocks, at=event.at, surface=event.surface)
            case What.APPROVAL_DECIDED:
                decisions.approval_decided(clocks, at=event.at)
            case What.RULES_APPLIED:
                self._apply(event)

    def _move(self, event: Event) -> None:
        clocks = self.clocks
        match event.what:
            case What.NO_ANSWER:
                self._take_back(event)
            case What.HANDED_OVER if event.detail:
                clocks.hand_over(event.detail, at=event.at)
            case What.PRIORITY:
                clocks.reprioritise(event.detail)
            case What.MERGED | What.UNMERGED | What.TOOK_OVER | What.GAVE_BACK | What.SPLIT:
                self._merge_or_part(event, json.loads(event.detail))

    def _take_back(self, event: Event) -> None:
        clocks = self.clocks
        given = clocks.answers.pop(event.message_id, event.at)
        clocks.native.pop(event.message_id or 0, None)
        took_back(clocks, given=given, others=clocks.answers.values())
        if event.detail == "asks":
            self._ask(event)

    def _merge_or_part(self, event: Event, told: dict[str, Any]) -> None:
        clocks = self.clocks
        match event.what:
            case What.MERGED:
                merge_decisions.left(clocks, into=told["into"], at=event.at)
            case What.UNMERGED:
                merge_decisions.came_back(clocks, told)
            case What.TOOK_OVER:
                self._take_over(event, told)
            case What.GAVE_BACK:
                merge_decisions.gave_back(clocks, told, at=event.at)
                for preset in told.get("marks", ()):
                    clocks.standing.pop(preset, None)
            case What.SPLIT:
                for number in told["messages"]:
                    clocks.words.pop(number, None)
                merge_decisions.begin_again(clocks, told["starts"], now=event.at)

    def _take_over(self, event: Event, told: dict[str, Any]) -> None:
        clocks = self.clocks
        since = merge_decisions.waiting_since(told)
        if self._asked is not None and since is not None and since > self._asked:
            self._waits.append((self._asked, since))
            self._asked = None
        merge_decisions.took_over(clocks, told, at=event.at, window_h=self._window_h)
        for preset, version in told.get("marks", ()):
            clocks.carry(preset, version=version)

    def _apply(self, event: Event) -> None:
        clocks = self.clocks
        taken = clocks.taken(EVERY)
        changes = superseding.moves(
            [(clock, clocks.subject_of(clock)) for clock in taken],
            clocks=clocks,
            waits=self.waits(),
            window_h=self._window_h,
            by_rule=event.by_rule,
        )
        for change in changes:
            if change.after is not None and change.promised is not None:
                clocks.keep(change.after, change.promised.promise, change.promised.calendar)
        superseding.supersede(clocks, taken, changes, at=event.at)

    @property
    def _opened(self) -> datetime:
        """Receipt: the first post's own time."""
        return self._history.events[0].at
