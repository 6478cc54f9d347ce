"""The clocks of one case in the memory of a replay, as the decisions about them want to see them."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.sla import course
from bot.domain.sla.case_clocks import NO_DEFAULTS, ComplaintMark, CustomerMessage, PromisedNow
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.clock_rules import ClockRules, Demanded, Timeline, demanded
from bot.domain.sla.complaint_decisions import begun, next_number
from bot.domain.sla.policy import Metric, Promise, Subject
from bot.domain.sla.regulatory import RegulatoryClock, RegulatoryPreset
from bot.domain.sla.replays.history import Event, History


class PlayedClocks:
    """The clocks, and what is known of the case so far. ``rules`` change as the trail goes on."""

    def __init__(self, history: History, timeline: Timeline) -> None:
        self.rules: ClockRules = timeline.at(0)
        self.is_open = True  # neither ended nor gone on in another case
        self.ended_at: datetime | None = None  # when somebody last ended it, reopened since or not
        self._timeline = timeline
        self.messages: dict[int, Event] = {}
        self.edits: list[Event] = []  # of messages, that said more and count as words
        self.removed: set[int] = set()
        self.native: dict[int, datetime] = {}  # answers given in the platform's own app
        self.published: dict[int, datetime] = {}  # everything of ours, by its message
        self.answers: dict[int, datetime] = {}  # by their messages, or places in the trail
        self.active_marks: dict[str, ComplaintMark] = {}
        self._history = history
        self._teams: list[tuple[datetime, str]] = []  # until when it was with which
        self._clocks: list[SlaClock] = []
        self._promises: dict[tuple[str, str, Metric], Promise] = {}
        self._calendars: dict[str, BusinessCalendar] = {}
        self._presets: dict[str, RegulatoryPreset] = {}

    @property
    def case_id(self) -> int:
        """The number of the case."""
        return self._history.case_id

    def every(self) -> list[SlaClock]:
        """All of them, the oldest first."""
        return list(self._clocks)

    def taken(self, metrics: Collection[Metric]) -> list[SlaClock]:
        """Those that have not ended."""
        return [one for one in self._clocks if one.ended_at is None and one.metric in metrics]

    def put(self, clock: SlaClock) -> None:
        """Keep a clock that is new or was taken."""
        if not any(one is clock for one in self._clocks):
            self._clocks.append(clock)

    def keep(self, clock: SlaClock, promise: Promise, calendar: BusinessCalendar) -> None:
        """Keep a new clock with what it was promised."""
        self._promises[clock.policy_version, clock.rule, clock.metric] = promise
        self._calendars[calendar.version] = calendar
        self.put(clock)

    def begin(
        self,
        metrics: Collection[Metric],
        *,
        surface: str,
        at: datetime,
        cause: int | None = None,
        defaults: Mapping[Metric, Promise] = NO_DEFAULTS,
    ) -> bool:
        """Start what the rules in force promise. False: no rule takes the case."""
        found = self.rules.promises_for(self._history.subject(surface))
        if found is None:
            return False
        rule, calendar = found
        promises = {**defaults, **rule.targets}
        for metric in (one for one in metrics if one in promises):
            clock = course.start(
                case_id=self._history.case_id,
                metric=metric,
                generation=next_number(self, metric),
                started_at=at,
                cause_message_id=cause,
                rule=rule.name,
                promise=promises[metric],
                policy_version=self.rules.sla.version,
                calendar=calendar,
            )
            self.keep(clock, promises[metric], calendar)
        return True

    def promised(self, metric: Metric, *, surface: str) -> PromisedNow | None:
        """What the rules in force promise of this; None: nothing at all."""
        found = self.rules.promises_for(self._history.subject(surface))
        if found is None or metric not in found[0].targets:
            return None
        return PromisedNow(found[0].targets[metric], found[1])

    def begin_regulatory(
        self, preset: RegulatoryPreset, clock: RegulatoryClock, *, at: datetime
    ) -> None:
        """Start one clock of a preset."""
        law = Demanded(preset, clock, self.rules.regulatory_calendar(clock.calendar))
        self._remember(law)
        number = next_number(self, Metric.REGULATORY)
        self.put(begun(law, case_id=self.case_id, generation=number, at=at))

    def demanded(self, name: str, *, preset: str, calendar: str) -> Demanded | None:
        """What these versions demand by the regulatory clock of that name; under rules that were never
        in force, what those demand."""
        found = self._timeline.demanded(name, preset=preset, calendar=calendar)
        found = found or demanded(self.rules, name)
        if found is not None:
            self._remember(found)
        return found

    def _remember(self, law: Demanded) -> None:
        preset, clock, calendar = law
        self._presets[preset.version] = preset
        self._promises[preset.version, preset.rule_name(clock), Metric.REGULATORY] = clock.promise
        self._calendars[calendar.version] = calendar

    def carry(self, preset: str, *, version: str = "") -> RegulatoryPreset | None:
        """It is marked under this preset from now on, unless it was. None: the rules know no such one."""
        found = self._timeline.preset(preset, version) or self.rules.complaint_preset(preset)
        if found is not None:
            self._presets[found.version] = found
            self.active_marks.setdefault(preset, ComplaintMark(preset, found.version))
        return found

    def promise_of(self, clock: SlaClock) -> Promise | None:
        """What was promised when the clock began."""
        return self._promises.get((clock.policy_version, clock.rule, clock.metric))

    def calendar_of(self, clock: SlaClock) -> BusinessCalendar:
        """The calendar it counts by."""
        return self._calendars[clock.calendar_version]

    def preset(self, version: str) -> RegulatoryPreset:
        """A preset as it was."""
        return self._presets[version]

    def marks(self) -> list[ComplaintMark]:
        """The marks as a complaint that nobody withdrew, the oldest first."""
        return list(self.active_marks.values())

    def was_answered(self) -> bool:
        """Whether the case ever had an answer."""
        return bool(self.answers)

    def first_surface(self) -> str:
        """Where the customer spoke first."""
        first = min(self.messages.values(), key=_in_time, default=None)
        return first.surface if first is not None else "public"

    def hand_over(self, team: str, *, at: datetime) -> None:
        """It is with this team from now on; what runs keeps what it was promised."""
        self._teams.append((at, self._history.team))
        self._history = replace(self._history, team=team)

    def reprioritise(self, priority: str) -> None:
        """It has this priority from now on."""
        self._history = replace(self._history, priority=priority)

    def subject_of(self, clock: SlaClock) -> Subject:
        """As the rules see the case for this clock: with the team that had it when the clock began."""
        began = next((team for until, team in self._teams if until > clock.started_at), None)
        history = self._history if began is None else replace(self._history, team=began)
        return history.subject(self.surface_of(clock))

    def oldest_since(self, at: datetime | None) -> CustomerMessage | None:
        """The oldest message not removed and posted after this time; none: at any time."""
        kept = [event for event in self._words() if at is None or event.at > at]
        return _as_message(min(kept, key=_in_time, default=None))

    def forget_edits(self, of_messages: Collection[int]) -> None:
        """These messages are another case's from now on, and so are the edits of them."""
        self.edits = [event for event in self.edits if event.message_id not in of_messages]

    def _words(self) -> list[Event]:
        every = [*self.messages.values(), *self.edits]
        return [event for event in every if event.message_id not in self.removed]

    def surface_of(self, clock: SlaClock) -> str:
        """The surface of the message that a clock began with."""
        number = clock.cause_message_id or 0
        edits = (event for event in self.edits if event.message_id == number)
        cause = self.messages.get(number) or next(edits, None)
        return cause.surface if cause is not None else self.first_surface()

    def message(self, message_id: int) -> CustomerMessage | None:
        """A message of the customer in this case."""
        return _as_message(self.messages.get(message_id))

    def oldest_unseen(self, *, at: datetime, seen_until: datetime | None) -> CustomerMessage | None:
        """The oldest message an answer does not cover."""
        every = self._words()
        unseen = [one for one in every if _is_unseen(one, at=at, seen_until=seen_until)]
        return _as_message(min(unseen, key=_in_time, default=None))

    def oldest_unseen_in_chat(self, *, seen_until: datetime) -> CustomerMessage | None:
        """The oldest word in the secure chat that was known to us after an answer was written."""
        said = [one for one in self._words() if one.in_chat and one.known_at > seen_until]
        return _as_message(min(said, key=_in_time, default=None))

    def covers(self, message_id: int, *, at: datetime, seen_until: datetime | None) -> bool | None:
        """Whether an answer covers this message of the customer; None when the case has no such message."""
        event = self.messages.get(message_id)
        return None if event is None else not _is_unseen(event, at=at, seen_until=seen_until)

    def answered_natively_since(self, at: datetime) -> bool:
        """Whether an answer given in the native app came after a message of this time."""
        return any(posted >= at for posted in self.native.values())


def _is_unseen(event: Event, *, at: datetime, seen_until: datetime | None) -> bool:
    return event.at > at if seen_until is None else event.known_at > seen_until


def _as_message(event: Event | None) -> CustomerMessage | None:
    return CustomerMessage(event.at, event.message_id, event.surface) if event is not None else None


def _in_time(event: Event) -> tuple[datetime, int]:
    return event.at, event.message_id or 0
