"""Which digests are posted, when by the clock on the wall, where, about what and for whom."""

from datetime import time
from enum import StrEnum
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, field_validator, model_validator

from bot.domain.calendar.time_zone import TimeZoneName
from bot.domain.frozen import Strict
from bot.domain.rules.teams import SlackChannelId

Every = Literal["shift", "day", "week", "month"]
DigestName = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


class Audience(StrEnum):
    """Who reads a digest; each has its usual parts."""

    TEAM_LEAD = "team_lead"
    HEAD_OF_SERVICE = "head_of_service"
    COMPLIANCE = "compliance"
    BUSINESS = "business"


class Part(StrEnum):
    """A part of a digest."""

    ANSWERED = "answered"  # what came in, what was answered, how fast, who waits
    CLOCKS = "clocks"  # the share kept of each promise
    BREACHES = "breaches"  # what was broken, and why
    AHEAD = "ahead"  # without an owner, overdue, due in the next hours
    ENDINGS = "endings"  # resolved or only answered, reopened, private, misdirected
    GROUPS = "groups"  # by channel, brand, team
    CASES = "cases"  # the ten cases to look at first
    VOICE = "voice"  # causes, ideas, praise, rules that hurt: for the business
    QUALITY = "quality"  # what reviewers said of answers, by team; of a week or longer
    REVEALS = "reveals"  # who looked at what was masked, and why; of a week or longer


PARTS_OF: dict[Audience, tuple[Part, ...]] = {
    Audience.TEAM_LEAD: (
        Part.ANSWERED,
        Part.AHEAD,
        Part.CLOCKS,
        Part.BREACHES,
        Part.CASES,
        Part.QUALITY,
        Part.REVEALS,
    ),
    Audience.HEAD_OF_SERVICE: tuple(part for part in Part if part is not Part.VOICE),
    Audience.BUSINESS: (Part.VOICE,),
    Audience.COMPLIANCE: (
        Part.ANSWERED,
        Part.CLOCKS,
        Part.BREACHES,
        Part.ENDINGS,
        Part.CASES,
        Part.QUALITY,
        Part.REVEALS,
    ),
}


def _one_or_many(given: Any) -> Any:
    return given if isinstance(given, list | tuple) else (given,)


class DigestRule(Strict):
    """One table ``[digests.NAME]``: a digest that covers the time since the one before it."""

    title: str = Field(min_length=1)
    audience: Audience = Audience.HEAD_OF_SERVICE
    every: Every = "day"
    at: Annotated[tuple[time, ...], BeforeValidator(_one_or_many), Field(min_length=1)]  # local
    weekday: Weekday = "monday"  # of a weekly one
    time_zone: TimeZoneName
    slack_channel: SlackChannelId = ""  # empty: not posted
    brands: tuple[str, ...] = ()  # empty: all
    teams: tuple[str, ...] = ()  # empty: all
    parts: tuple[Part, ...] = ()  # empty: the usual ones of the audience
    per_person: bool = False
    chart: Literal["in_time", "waiting", "causes", "none"] = "in_time"
    answered_goal: int = Field(default=95, ge=1, le=100)  # percent
    in_time_goal: int = Field(default=90, ge=1, le=100)
    ahead_hours: int = Field(default=8, ge=1, le=24)

    @field_validator("at")
    @classmethod
    def _is_a_time_on_the_wall(cls, at: tuple[time, ...]) -> tuple[time, ...]:
        if any(each.tzinfo is not None for each in at):
            raise ValueError('leave the offset out; time_zone says it. Write at = "08:30"')
        if any(each.second or each.microsecond for each in at):
            raise ValueError('say hours and minutes only. Write at = "08:30"')
        if len(set(at)) < len(at):
            raise ValueError("the same time stands there twice. Name each once")
        return tuple(sorted(at))

    @model_validator(mode="after")
    def _has_as_many_times_as_it_needs(self) -> "DigestRule":
        if self.every == "shift" and len(self.at) < 2:
            raise ValueError(
                'a shift hand-over has several times. Write at = ["07:00", "15:00", "23:00"]'
            )
        if self.every != "shift" and len(self.at) > 1:
            raise ValueError(f'every {self.every} has one time. Write one, or set every = "shift"')
        return self

    @property
    def shows(self) -> tuple[Part, ...]:
        """The parts of this digest, in order."""
        return self.parts or PARTS_OF[self.audience]


class DigestFile(Strict):
    """digests.toml."""

    digests: dict[DigestName, DigestRule] = Field(default_factory=dict)
