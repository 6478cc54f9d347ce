"""The duty roster: which people are on duty for a team at a moment, by weekday and time of day."""

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field

from bot.domain.calendar.business_calendar import Weekday
from bot.domain.calendar.opening_hours import WHOLE_DAY, Span
from bot.domain.calendar.time_zone import TimeZoneName
from bot.domain.frozen import Strict

EVERY_TEAM = "every"
SlackUser = Annotated[str, Field(pattern=r"^[UW][A-Z0-9]{2,}$")]


def _one_or_many(given: Any) -> Any:
    return (given,) if isinstance(given, str) else given


class Shift(Strict):
    """Some hours of some weekdays, and who is on duty in them."""

    days: Annotated[tuple[Weekday, ...], BeforeValidator(_one_or_many)] = tuple(Weekday)
    hours: Span = WHOLE_DAY  # a night is two shifts: to 24:00, and from 00:00 on the next days
    people: Annotated[tuple[SlackUser, ...], BeforeValidator(_one_or_many), Field(min_length=1)]


class TeamRoster(Strict):
    """The shifts of one team. Where several cover a moment, all their people are on duty."""

    time_zone: TimeZoneName
    shifts: tuple[Shift, ...] = Field(min_length=1)

    def on_duty(self, at: datetime) -> tuple[str, ...]:
        """Who is on duty at this moment, by the clock on the team's wall."""
        wall = at.astimezone(ZoneInfo(self.time_zone))
        day = list(Weekday)[wall.weekday()]
        second = wall.hour * 3600 + wall.minute * 60 + wall.second
        found = [
            person
            for shift in self.shifts
            if day in shift.days and shift.hours.opens <= second < shift.hours.closes
            for person in shift.people
        ]
        return tuple(dict.fromkeys(found))


class DutyRoster(Strict):
    """duty.toml. The table ``[teams.every]`` is for teams, and hours, that have no own entry."""

    teams: dict[str, TeamRoster] = Field(default_factory=dict)

    def on_duty(self, at: datetime, team: str) -> tuple[str, ...]:
        """The Slack user ids of who is on duty for a team; empty when the roster names nobody."""
        for name in (team, EVERY_TEAM):
            roster = self.teams.get(name)
            found = roster.on_duty(at) if roster else ()
            if found:
                return found
        return ()
