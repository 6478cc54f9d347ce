"""The clocks of one case in the database, as the decisions about them want to see them.

The caller has locked the case.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from sqlalchemy import or_
from sqlmodel import Session, col, select

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case
from bot.domain.records.chat import WEBCHAT
from bot.domain.records.complaint import Complaint
from bot.domain.records.messages.message import Direction, Message
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla import complaint_decisions
from bot.domain.sla.case_clocks import NO_DEFAULTS, ComplaintMark, CustomerMessage, PromisedNow
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.clock_rules import Demanded
from bot.domain.sla.decisions import RESPONSES
from bot.domain.sla.policy import Metric, Promise
from bot.domain.sla.regulatory import RegulatoryClock, RegulatoryPreset
from bot.storage.answers.followed_answers import followed_to
from bot.storage.clocks import stored_clocks as stored
from bot.storage.clocks.rule_versions import (
    load_calendar,
    load_preset,
    store_calendars,
    store_preset,
)
from bot.storage.messages.by_platform_id import Word, words_of


class StoredClocks:
    """The clocks of a case and what its rows say; what starts, starts under these rules."""

    def __init__(self, session: Session, case: Case, rules: HouseRules) -> None:
        self._session = session
        self._case = case
        self.rules = rules

    @property
    def case_id(self) -> int:
        """The number of the case."""
        return self._case.number

    @property
    def is_open(self) -> bool:
        """Whether the case has neither ended nor gone on in another one."""
        return self._case.is_open

    def every(self) -> list[SlaClock]:
        """All of them, the oldest first."""
        return stored.clocks_of(session=self._session, case_id=self._case.number)

    def taken(self, metrics: Collection[Metric]) -> list[SlaClock]:
        """Those that have not ended, locked, their timers taken back."""
        return stored.take_open(
            session=self._session, case_id=self._case.number, metrics=tuple(metrics)
        )

    def put(self, clock: SlaClock) -> None:
        """Store it, and set timers for what is ahead of it."""
        stored.put_back(session=self._session, clock=clock)

    def begin(
        self,
        metrics: Collection[Metric],
        *,
        surface: str,
        at: datetime,
        cause: int | None = None,
        defaults: Mapping[Metric, Promise] = NO_DEFAULTS,
    ) -> bool:
        """Start what the rules promise. False: no rule takes the case."""
        started = stored.start_clocks(
            session=self._session,
            rules=self.rules,
            case=self._case,
            surface=surface,
            metrics=metrics,
            started_at=at,
            cause_message_id=cause,
            defaults=defaults,
        )
        return started is not None

    def promised(self, metric: Metric, *, surface: str) -> PromisedNow | None:
        """What the rules promise of this; None: nothing at all."""
        found = self.rules.promises_for(stored.subject_of(self._case, surface=surface))
        if found is None or metric not in found[0].targets:
            return None
        return PromisedNow(found[0].targets[metric], found[1])

    def begin_regulatory(
        self, preset: RegulatoryPreset, clock: RegulatoryClock, *, at: datetime
    ) -> None:
        """Start one clock of a preset."""
        calendar = self.rules.regulatory_calendar(clock.calendar)
        store_preset(session=self._session, preset=preset, now=at)
        store_calendars(session=self._session, calendars=[calendar], now=at)
        law_like = Metric.REGULATORY
        number = stored.next_generations(
            session=self._session, case_id=self._case.number, metrics=[law_like]
        )[law_like]
        law = Demanded(preset, clock, calendar)
        self.put(complaint_decisions.begun(law, case_id=self.case_id, generation=number, at=at))

    def promise_of(self, clock: SlaClock) -> Promise | None:
        """What was promised when the clock began. Raises VersionLost."""
        return stored.promise_of(session=self._session, clock=clock)

    def calendar_of(self, clock: SlaClock) -> BusinessCalendar:
        """The calendar it counts by. Raises VersionLost."""
        return stored.calendar_of(session=self._session, clock=clock)

    def preset(self, version: str) -> RegulatoryPreset:
        """A preset as it was. Raises VersionLost."""
        return load_preset(session=self._session, version=version)

    def demanded(self, name: str, *, preset: str, calendar: str) -> Demanded | None:
        """What these versions demand by the regulatory clock of that name. Raises VersionLost."""
        found = self.preset(preset)
        clock = found.clock_named(name)
        if clock is None:
            return None
        return Demanded(found, clock, load_calendar(session=self._session, version=calendar))

    def marks(self) -> list[ComplaintMark]:
        """The marks as a complaint that nobody withdrew, the oldest first."""
        query = select(Complaint.preset, Complaint.preset_version).where(
            Complaint.case_id == self._case.number, col(Complaint.withdrawn_at).is_(None)
        )
        found = self._session.exec(query.order_by(col(Complaint.id)))
        return [ComplaintMark(preset, version) for preset, version in found]

    def was_answered(self) -> bool:
        """Whether the case ever had an answer."""
        met = any(c.metric in RESPONSES and c.met_at is not None for c in self.every())
        return met or self._case.first_answered_at is not None

    def first_surface(self) -> str:
        """Where the customer spoke first."""
        query = (
            select(Message.surface)
            .where(Message.case_id == self._case.number, Message.direction == Direction.INBOUND)
            .order_by(col(Message.posted_at), col(Message.id))
        )
        return str(self._session.exec(query.limit(1)).first() or "public")

    def message(self, message_id: int) -> CustomerMessage | None:
        """A message of the customer in this case."""
        found = self._session.get(Message, message_id)
        if found is None or found.case_id != self.case_id or found.direction != Direction.INBOUND:
            return None
        return CustomerMessage(found.posted_at, found.id, str(found.surface))

    def oldest_unseen(self, *, at: datetime, seen_until: datetime | None) -> CustomerMessage | None:
        """The oldest message an answer does not cover."""
        if seen_until is None:
            return self.oldest_since(at)
        return self._oldest(lambda word: word.heard_at > seen_until)

    def oldest_unseen_in_chat(self, *, seen_until: datetime) -> CustomerMessage | None:
        """The oldest word in the secure chat that was known to us after an answer was written."""
        return self._oldest(lambda word: word.channel == WEBCHAT and word.heard_at > seen_until)

    def covers(self, message_id: int, *, at: datetime, seen_until: datetime | None) -> bool | None:
        """Whether an answer covers this message of the customer; None when the case has no such message."""
        if self.message(message_id) is None:
            return None
        message = self._session.get_one(Message, message_id)
        return message.posted_at <= at if seen_until is None else message.received_at <= seen_until

    def oldest_since(self, at: datetime | None) -> CustomerMessage | None:
        """The oldest message not removed and posted after this time; none: at any time."""
        return self._oldest(lambda word: at is None or word.at > at)

    def answered_natively_since(self, at: datetime) -> bool:
        """Whether an answer given in the native app came after a message of this time."""
        query = select(Message.id).where(
            Message.case_id == self._case.number,
            Message.direction == Direction.OUTBOUND,
            col(Message.reply_id).is_(None),
            Message.purpose == Purpose.ANSWERS,
            col(Message.posted_at) >= at,
        )
        return self._session.exec(query.limit(1)).first() is not None

    def _oldest(self, which: Callable[[Word], bool]) -> CustomerMessage | None:
        words = words_of(session=self._session, case_id=self._case.number)
        found = next(filter(which, words), None)
        return CustomerMessage(*found[:3]) if found is not None else None

    def first_published(self) -> datetime | None:
        """When anything of ours was first published, here or in a case that had gone into this one."""
        query = (
            select(Message.posted_at)
            .where(
                Message.case_id == self._case.number,
                Message.direction == Direction.OUTBOUND,
                or_(col(Message.purpose).is_(None), col(Message.purpose) != Purpose.NOTHING),
            )
            .order_by(col(Message.posted_at))
        )
        here = self._session.exec(query.limit(1)).first()
        followed = followed_to(session=self._session, case_id=self._case.number)
        return min(filter(None, (here, *(one.at for one in followed))), default=None)
