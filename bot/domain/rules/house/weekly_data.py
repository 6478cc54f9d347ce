"""Weekly data: what changes too often for a file, edited in Slack and by import, each kind with its shape.

Rows are values: two that say the same are the same row. The names of the fields are the columns of the
export, in this order.
"""

import re
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import (
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from bot.domain.calendar.business_calendar import Weekday
from bot.domain.calendar.opening_hours import WHOLE_DAY, Span
from bot.domain.frozen import Frozen, Strict
from bot.domain.listening.directory import Directory
from bot.domain.rules.house.bank_row import BankRow
from bot.domain.rules.house.contact_row import OURS, ContactRow
from bot.domain.rules.house.duty import SlackUser
from bot.domain.rules.house.named_row import NamedRow
from bot.domain.text import slots
from bot.domain.triage.near_texts import NearTexts
from bot.language import say

_SHORT = {day.value[:3]: day for day in Weekday}
_BETWEEN = re.compile(r"[,\s]+")
_NEXT_WORDING = re.compile(r"^\s*-{3,}\s*$", re.MULTILINE)


class Kind(StrEnum):
    """The kinds of weekly data."""

    DUTY = "duty"
    ABSENCES = "absences"
    CLOSED_DAYS = "closed_days"
    BLOCKED = "blocked"
    MEMBERS = "members"
    CANNED = "canned_replies"
    BANKS = "banks"
    NAMED = "named"
    CONTACTS = "contacts"


def _days(given: Any) -> Any:
    """``mon-fri``, ``monday, friday``, ``every day`` or nothing, as a list of weekdays."""
    if not isinstance(given, str):
        return given
    text = given.strip().lower()
    if text in {"", "every day", "daily"}:
        return tuple(Weekday)
    found: list[Weekday] = []
    for part in filter(None, _BETWEEN.split(re.sub(r"\s*[-–]\s*", "-", text))):
        first, dash, last = part.partition("-")
        start, end = _day(first), _day(last if dash else first)
        week = list(Weekday)
        if week.index(end) < week.index(start):
            raise ValueError(
                say(
                    "“{part}” runs backwards. Write two: {two}",
                    part=part,
                    two=f"{first}-sun, mon-{last}",
                )
            )
        found += week[week.index(start) : week.index(end) + 1]
    return tuple(sorted(set(found), key=list(Weekday).index))


def _day(name: str) -> Weekday:
    day = _SHORT.get(name[:3])
    if day is None or not day.value.startswith(name):
        raise ValueError(
            say("“{name}” is no weekday. Write mon, tue … or a stretch such as mon-fri", name=name)
        )
    return day


def _nothing(given: Any) -> Any:
    return None if isinstance(given, str) and not given.strip() else given


def _hours(given: Any) -> Any:
    return WHOLE_DAY if isinstance(given, str) and not given.strip() else given


Moment = Annotated[AwareDatetime | None, BeforeValidator(_nothing)]
Days = Annotated[tuple[Weekday, ...], BeforeValidator(_days), Field(min_length=1)]
Hours = Annotated[Span, BeforeValidator(_hours)]
Name = Annotated[str, Field(min_length=1, max_length=100)]
Person = SlackUser
PersonOrNobody = Annotated[str, Field(pattern=r"^$|^[UW][A-Z0-9]{2,}$")]


class _Row(Strict):
    model_config = ConfigDict(str_strip_whitespace=True)


class DutyRow(_Row):
    """One person's shift. A team with any shift here has these and no others."""

    team: Name  # of routing.toml, or "every"
    days: Days = tuple(Weekday)
    hours: Hours = WHOLE_DAY  # local to the team
    person: Person


class AbsenceRow(_Row):
    """Somebody is away. Their cases go to the stand-in, or back to the queue."""

    person: Person
    start: AwareDatetime
    until: AwareDatetime
    stand_in: PersonOrNobody = ""

    @model_validator(mode="after")
    def _runs_forward(self) -> "AbsenceRow":
        if self.until <= self.start:
            raise ValueError(say("it ends before it begins"))
        if self.stand_in == self.person:
            raise ValueError(say("nobody stands in for themself"))
        return self


class ClosedDayRow(_Row):
    """A date on which a calendar of calendar.toml is closed besides."""

    calendar: Name
    day: date
    reason: Annotated[str, Field(max_length=200)] = ""


class BlockedRow(_Row):
    """An author whose later posts are set aside."""

    channel: Name
    author_id: Name  # the platform's own id
    reason: Annotated[str, Field(min_length=1, max_length=500)]
    until: Moment = None  # none: until somebody unblocks them


class MemberRow(_Row):
    """Somebody works in a team. It gives no role."""

    team: Name
    person: Person

    @field_validator("team")
    @classmethod
    def _is_one_team(cls, team: str) -> str:
        if team == "every":
            raise ValueError(say("membership is of one team; “every” is only for the duty roster"))
        return team


class CannedRow(_Row):
    """A reply that is kept ready. Offered once somebody else than its writer has reviewed it, and as long as
    that is good for. A line of nothing but ``---`` begins another wording."""

    title: Annotated[str, Field(min_length=3, max_length=60)]
    text: Annotated[str, Field(min_length=2, max_length=2400)]
    language: Literal["en", "ar"] = "en"
    brand: Annotated[str, Field(max_length=100)] = ""  # of routing.toml; empty: every
    topic: Annotated[str, Field(max_length=60)] = ""
    surface: Literal["", "public", "private"] = ""  # empty: both
    writer: Annotated[str, Field(max_length=100)] = ""
    reviewer: PersonOrNobody = ""
    until: Annotated[date | None, BeforeValidator(_nothing)] = None  # what the review is good for

    @model_validator(mode="after")
    def _can_be_said(self) -> "CannedRow":
        wrong = slots.unknown(self.text)
        if wrong:
            known = ", ".join(f"{{{slot}}}" for slot in slots.SLOTS)
            raise ValueError(
                say("There is no slot {slot}. There are {slots}.", slot=wrong[0], slots=known)
            )
        if not self.wordings:
            raise ValueError(say("there is no wording in it"))
        if self.reviewer and self.reviewer == self.writer:
            raise ValueError(say("whoever wrote it cannot review it"))
        if bool(self.reviewer) != bool(self.until):
            raise ValueError(say("a review has a reviewer and a day until which it is good"))
        return self

    @property
    def wordings(self) -> tuple[str, ...]:
        """Its wordings, which say the same in other words."""
        return tuple(filter(None, (one.strip() for one in _NEXT_WORDING.split(self.text))))

    def is_offered(self, today: date) -> bool:
        """Whether it was reviewed, and that is still good."""
        return self.until is not None and today <= self.until


_Listed = BankRow | NamedRow | ContactRow
Row = DutyRow | AbsenceRow | ClosedDayRow | BlockedRow | MemberRow | CannedRow | _Listed
SHAPES: dict[Kind, type[Row]] = {
    Kind.DUTY: DutyRow,
    Kind.ABSENCES: AbsenceRow,
    Kind.CLOSED_DAYS: ClosedDayRow,
    Kind.BLOCKED: BlockedRow,
    Kind.MEMBERS: MemberRow,
    Kind.CANNED: CannedRow,
    Kind.BANKS: BankRow,
    Kind.NAMED: NamedRow,
    Kind.CONTACTS: ContactRow,
}


class HouseData(Frozen):
    """All weekly data in force, as one value."""

    duty: tuple[DutyRow, ...] = ()
    absences: tuple[AbsenceRow, ...] = ()
    closed_days: tuple[ClosedDayRow, ...] = ()
    blocked: tuple[BlockedRow, ...] = ()
    members: tuple[MemberRow, ...] = ()
    canned_replies: tuple[CannedRow, ...] = ()
    banks: tuple[BankRow, ...] = ()
    named: tuple[NamedRow, ...] = ()
    contacts: tuple[ContactRow, ...] = ()

    def rows(self, kind: Kind) -> tuple[Row, ...]:
        """The rows of one kind."""
        found: tuple[Row, ...] = getattr(self, str(kind))
        return found

    def absence(self, person: str, at: datetime) -> AbsenceRow | None:
        """The absence of this person at a moment; of several the one that lasts longest."""
        now = [a for a in self.absences if a.person == person and a.start <= at < a.until]
        return max(now, key=lambda absence: absence.until, default=None)

    def stand_in(self, person: str, at: datetime) -> str:
        """Who acts for somebody who is away: the first in the row who is there; empty when nobody."""
        seen = {person}
        absence = self.absence(person, at)
        while absence is not None:
            person = absence.stand_in
            if not person or person in seen:
                return ""
            seen.add(person)
            absence = self.absence(person, at)
        return person if len(seen) > 1 else ""

    def is_blocked(self, channel: str, author_id: str, at: datetime) -> bool:
        """Whether posts of this author, made or met at this moment, are set aside."""
        return any(
            (row.channel, row.author_id) == (channel, author_id)
            and (row.until is None or at < row.until)
            for row in self.blocked
        )

    @cached_property
    def directory(self) -> Directory:
        """The banks that were ever reviewed, ready to hold posts against; made once for all of one revision."""
        return Directory(row.as_bank(row.until) for row in self.banks if row.until is not None)

    @cached_property
    def nearest_canned(self) -> NearTexts:
        """Which canned replies are nearest to a text; made once for all of one revision."""
        return NearTexts([f"{row.title} {row.topic} {row.text}" for row in self.canned_replies])

    def named_for(self, *, topic: str, channel: str, known_as: tuple[str, ...]) -> tuple[str, ...]:
        """Who is named for this customer, and then for this topic; each once."""
        found = [
            row for row in self.named if row.is_for(topic=topic, channel=channel, known_as=known_as)
        ]
        return tuple(dict.fromkeys(row.person for row in sorted(found, key=lambda one: one.topic)))

    @property
    def own_links(self) -> tuple[str, ...]:
        """The bank's own links: hosts, and whole addresses at hosts of many."""
        return tuple(row.value for row in self.contacts if row.whose == OURS and row.is_link)

    def teams_of(self, person: str) -> tuple[str, ...]:
        """The teams somebody works in."""
        return tuple(row.team for row in self.members if row.person == person)


def as_cells(row: Row) -> dict[str, str]:
    """A row as it is exported: one text a column."""
    told = row.model_dump(mode="json")
    cells = {name: "" if value is None else value for name, value in told.items()}
    return {
        name: ", ".join(one[:3] if name == "days" else one for one in value)
        if isinstance(value, list | tuple)
        else str(value)
        for name, value in cells.items()
    }
