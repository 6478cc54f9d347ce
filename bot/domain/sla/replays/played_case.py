"""A case in the middle of its replay: what each thing that happens to it does to its clocks. Pure.

It makes the same decisions as the desk, by the same functions.
"""

from datetime import datetime
from typing import TypeVar

from bot.domain.records.answers.reply import Purpose
from bot.domain.records.trail.details import GaveBack, Merged, Reopen, Split, TookOver, Unmerged
from bot.domain.records.trail.parts import Details
from bot.domain.sla import (
    complaint_decisions,
    decisions,
    merge_decisions,
    private_decisions,
    superseding,
)
from bot.domain.sla.case_clocks import CustomerMessage
from bot.domain.sla.clock import StopReason
from bot.domain.sla.clock_rules import Timeline
from bot.domain.sla.decisions import EVERY
from bot.domain.sla.regulatory import StopEvent
from bot.domain.sla.replays.history import Event, History
from bot.domain.sla.replays.played_clocks import PlayedClocks
from bot.domain.sla.superseding import Wait
from bot.domain.sla.taking_back import took_back, unsaid

_Details = TypeVar("_Details", bound=Details)


class PlayedCase:
    """The clocks of a case, and when we waited for its customer, after the events so far.

    ``window_h`` is the platform's own deadline for a private answer, in hours, where the rules name none.
    """

    def __init__(self, history: History, timeline: Timeline, window_h: float | None) -> None:
        self.clocks = PlayedClocks(history, timeline)
        self._history = history
        self._timeline = timeline
        self._window_h = self._usual_window_h = window_h
        self._waits: list[Wait] = []
        self._waiting_since: datetime | None = None

    def waits(self) -> list[Wait]:
        """When we waited for the customer, up to now."""
        if self._waiting_since is None:
            return self._waits
        return [*self._waits, (self._waiting_since, None)]

    def comes_to(self, event: Event) -> None:
        """From here on the rules count by which this event's entry in the trail was decided."""
        self.clocks.rules = self._timeline.at(event.place, name=event.rules)
        windows = self.clocks.rules.private_windows
        self._window_h = windows.get(self._history.channel, self._usual_window_h)

    def _open_window(self, word: Event) -> None:
        """The platform counts from when the message was sent, whatever it says since."""
        sent = self.clocks.messages.get(word.message_id or 0) if word.again else word
        if sent is not None:
            message = CustomerMessage(sent.at, sent.message_id, sent.surface)
            window_h = None if sent.in_chat else self._window_h
            private_decisions.private_message(self.clocks, message, window_h=window_h)
            if sent.in_chat:
                private_decisions.wrote_in_chat(self.clocks, message)

    def opened(self, event: Event) -> None:
        """The customer wrote for the first time."""
        decisions.opened(self.clocks, self._remember(event))
        self._open_window(event)

    def wrote(self, event: Event) -> None:
        """The customer wrote again."""
        self._stop_waiting(at=event.at)
        decisions.wrote(self.clocks, self._remember(event))
        self._open_window(event)

    def thanked(self, event: Event) -> None:
        """A bare thanks is a message, and starts nothing."""
        self._remember(event)

    def claimed(self, event: Event) -> None:
        """Somebody claimed it."""
        decisions.claimed(self.clocks, at=event.at)

    def answered(self, event: Event) -> None:
        """An answer of ours was published."""
        self._answered(event, natively=False)

    def answered_elsewhere(self, event: Event) -> None:
        """An answer was given in the platform's own app."""
        self._answered(event, natively=True)

    def asked(self, event: Event) -> None:
        """A question of ours was published."""
        self._publish(event, natively=False)
        self._wait_for_the_customer(event)

    def replied(self, event: Event) -> None:
        """Something of ours was published that neither answers nor asks."""
        self._publish(event, natively=False)

    def no_answer(self, event: Event) -> None:
        """Somebody said what an answer in the platform's own app was instead."""
        clocks = self.clocks
        given = clocks.answers.pop(event.message_id or 0, event.at)
        clocks.native.pop(event.message_id or 0, None)
        if event.detail == Purpose.NOTHING:
            clocks.published.pop(event.message_id or -event.place, None)
            unsaid(clocks, given=given, others=clocks.published.values())
            self._waiting_since = None if self._waiting_since == given else self._waiting_since
        took_back(clocks, given=given, others=clocks.answers.values())
        if event.detail == "asks":
            self._wait_for_the_customer(event)

    def owed_again(self, event: Event) -> None:
        """Our only answer was removed, and somebody said that one is owed again."""
        message = CustomerMessage(event.at, event.message_id, event.surface)
        decisions.owed_again(self.clocks, message)

    def resolved(self, event: Event) -> None:
        """Somebody resolved it."""
        self._end(at=event.at)
        decisions.resolved(self.clocks, at=event.at)
        complaint_decisions.resolved(self.clocks, at=event.at, accepted=event.accepted)

    def not_actionable(self, event: Event) -> None:
        """Nothing is owed, somebody said."""
        self._end(at=event.at)
        decisions.set_aside(self.clocks, at=event.at, detail=event.detail)

    def reopened(self, event: Event) -> None:
        """The customer or somebody of ours took its end back."""
        self.clocks.is_open = True
        complaint_decisions.reopened(self.clocks, at=event.at)
        told = _details(event, Reopen)
        start = told.unheard
        unheard = merge_decisions.message_of(start) if start is not None else None
        decisions.reopened(self.clocks, at=event.at, unheard=unheard, unowned=told.unowned)

    def removed(self, event: Event) -> None:
        """The customer took a post down."""
        if event.message_id is not None:
            self.clocks.removed.add(event.message_id)

    def marked(self, event: Event) -> None:
        """Somebody marked it as a complaint."""
        preset = self.clocks.carry(event.detail)
        received = event.received_at or self._history.events[0].at
        if preset is not None:
            first = min(self.clocks.published.values(), default=None)
            complaint_decisions.marked(self.clocks, preset, received=received, answered=first)

    def withdrawn(self, event: Event) -> None:
        """Somebody took that mark back."""
        self.clocks.active_marks.pop(event.detail, None)
        complaint_decisions.stop(
            self.clocks,
            at=event.at,
            reason=StopReason.WITHDRAWN,
            preset=event.detail,
            why=event.by,
        )

    def recorded(self, event: Event) -> None:
        """Somebody recorded that what a complaint's rule demands was sent."""
        complaint_decisions.recorded(
            self.clocks,
            StopEvent(event.stop_event),
            at=event.at,
            preset=event.detail,
            accepted=event.accepted,
        )

    def approval_asked(self, event: Event) -> None:
        """An answer waits for a second pair of eyes."""
        decisions.approval_asked(self.clocks, at=event.at, surface=event.surface)

    def approval_decided(self, event: Event) -> None:
        """Somebody looked at it."""
        decisions.approval_decided(self.clocks, at=event.at)

    def rules_applied(self, event: Event) -> None:
        """Running clocks were moved to the rules in force."""
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

    def merged(self, event: Event) -> None:
        """It goes on in another case."""
        self.clocks.is_open = False
        merge_decisions.left(self.clocks, into=_details(event, Merged).into, at=event.at)

    def unmerged(self, event: Event) -> None:
        """Its merge was taken back."""
        self.clocks.is_open = True
        merge_decisions.came_back(self.clocks, _details(event, Unmerged))

    def took_over(self, event: Event) -> None:
        """Another case goes on here."""
        brought = _details(event, TookOver)
        since = merge_decisions.waiting_since(brought)
        if self._waiting_since is not None and since is not None and since > self._waiting_since:
            self._stop_waiting(at=since)
        merge_decisions.took_over(self.clocks, brought, at=event.at, window_h=self._window_h)
        for preset, version in brought.marks:
            self.clocks.carry(preset, version=version)

    def gave_back(self, event: Event) -> None:
        """That merge was taken back."""
        given = _details(event, GaveBack)
        self.clocks.forget_edits(given.words)
        merge_decisions.gave_back(self.clocks, given, at=event.at)
        for preset in given.marks:
            self.clocks.active_marks.pop(preset, None)

    def split(self, event: Event) -> None:
        """Messages went into a case of their own."""
        split = _details(event, Split)
        for number in split.messages:
            self.clocks.messages.pop(number, None)
        self.clocks.forget_edits(split.messages)
        merge_decisions.begin_again(self.clocks, split.starts, now=event.at)

    def handed_over(self, event: Event) -> None:
        """It is with another team."""
        if event.detail:
            self.clocks.hand_over(event.detail, at=event.at)

    def chat_over(self, event: Event) -> None:
        """The secure chat was ended or revoked."""
        private_decisions.chat_over(self.clocks, at=event.at)

    def prioritised(self, event: Event) -> None:
        """It has another priority."""
        self.clocks.reprioritise(event.detail)

    def _remember(self, event: Event) -> CustomerMessage:
        if event.again:
            self.clocks.edits.append(event)
        else:
            self.clocks.messages[event.message_id or -len(self.clocks.messages)] = event
        return CustomerMessage(event.at, event.message_id, event.surface)

    def _answered(self, event: Event, *, natively: bool) -> None:
        self._publish(event, natively=natively)
        self.clocks.answers[event.message_id or -event.place] = event.at
        decisions.answered(self.clocks, at=event.at, seen_until=event.seen_until)
        private_decisions.answered(self.clocks, at=event.at, seen_until=event.seen_until)

    def _publish(self, event: Event, *, natively: bool) -> None:
        clocks, number = self.clocks, event.message_id
        clocks.published.setdefault(number or -event.place, event.at)
        if number is not None and natively:
            clocks.native[number] = event.at
        elif number is not None:
            clocks.native.pop(number, None)  # a poll had met our own answer first
        complaint_decisions.published(clocks, at=event.at, seen_until=event.seen_until)
        if event.surface == "private":
            private_decisions.published_in_private(clocks, at=event.at, seen_until=event.seen_until)
        if event.in_chat:
            private_decisions.published_in_chat(
                clocks, at=event.at, seen_until=event.seen_until or event.at
            )

    def _wait_for_the_customer(self, event: Event) -> None:
        if self.clocks.oldest_unseen(at=event.at, seen_until=event.seen_until) is not None:
            return  # it crossed the customer's next message
        self._waiting_since = self._waiting_since or event.at
        decisions.asked(self.clocks, at=event.at)

    def _stop_waiting(self, *, at: datetime) -> None:
        if self._waiting_since is not None:
            self._waits.append((self._waiting_since, max(self._waiting_since, at)))
            self._waiting_since = None

    def _end(self, *, at: datetime) -> None:
        self.clocks.is_open, self.clocks.ended_at = False, at
        self._stop_waiting(at=at)


def _details(event: Event, expected: type[_Details]) -> _Details:
    """The details of its entry in the trail."""
    if not isinstance(event.details, expected):
        raise TypeError(f"“{event.what}” comes with {expected.__name__}, not {event.details!r}.")
    return event.details
