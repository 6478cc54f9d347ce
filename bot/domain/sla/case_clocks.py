"""The clocks of one case, wherever they are kept: in the database, or in the memory of a replay."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple, Protocol

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.clock_rules import ClockRules, Demanded
from bot.domain.sla.policy import Metric, Promise
from bot.domain.sla.regulatory import RegulatoryClock, RegulatoryPreset

NO_DEFAULTS: Mapping[Metric, Promise] = MappingProxyType({})


class CustomerMessage(NamedTuple):
    """A message of the customer, as clocks see it."""

    at: datetime
    message_id: int | None
    surface: str


class PromisedNow(NamedTuple):
    """What the rules in force promise, and the calendar it counts by."""

    promise: Promise
    calendar: BusinessCalendar


class ComplaintMark(NamedTuple):
    """A mark as a complaint that stands, and the version of its preset when it was made."""

    preset: str
    version: str


class CaseClocks(Protocol):
    """The clocks of one case, and what is known of it, wherever they are kept."""

    @property
    def case_id(self) -> int:
        """The number of the case."""

    @property
    def is_open(self) -> bool:
        """Whether the case has neither ended nor gone on in another one."""

    @property
    def rules(self) -> ClockRules:
        """The rules in force as this happens."""

    def every(self) -> list[SlaClock]:
        """All of them, the oldest first."""

    def taken(self, metrics: Collection[Metric]) -> list[SlaClock]:
        """Those that have not ended, locked; each is given back by ``put``."""

    def put(self, clock: SlaClock) -> None:
        """Keep a clock that is new or was taken."""

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

    def promised(self, metric: Metric, *, surface: str) -> PromisedNow | None:
        """What the rules in force promise of this; None: nothing at all."""

    def begin_regulatory(
        self, preset: RegulatoryPreset, clock: RegulatoryClock, *, at: datetime
    ) -> None:
        """Start one clock of a preset."""

    def promise_of(self, clock: SlaClock) -> Promise | None:
        """What was promised when the clock began."""

    def calendar_of(self, clock: SlaClock) -> BusinessCalendar:
        """The calendar it counts by."""

    def preset(self, version: str) -> RegulatoryPreset:
        """A preset as it was."""

    def demanded(self, name: str, *, preset: str, calendar: str) -> Demanded | None:
        """What these versions demand by the regulatory clock of that name; under rules that were never
        in force, what those demand."""

    def marks(self) -> list[ComplaintMark]:
        """The marks as a complaint that nobody withdrew, the oldest first."""

    def was_answered(self) -> bool:
        """Whether the case ever had an answer."""

    def first_surface(self) -> str:
        """Where the customer spoke first."""

    def message(self, message_id: int) -> CustomerMessage | None:
        """A message of the customer in this case."""

    def oldest_unseen(self, *, at: datetime, seen_until: datetime | None) -> CustomerMessage | None:
        """The oldest message an answer does not cover: posted after it, or, with ``seen_until``,
        known to us after the answer was written."""

    def oldest_unseen_in_chat(self, *, seen_until: datetime) -> CustomerMessage | None:
        """The oldest word in the secure chat that was known to us after an answer was written."""

    def covers(self, message_id: int, *, at: datetime, seen_until: datetime | None) -> bool | None:
        """Whether an answer covers this message of the customer; None when the case has no such message."""

    def oldest_since(self, at: datetime | None) -> CustomerMessage | None:
        """The oldest message not removed and posted after this time; none: at any time."""

    def answered_natively_since(self, at: datetime) -> bool:
        """Whether an answer given in the native app came after a message of this time."""
