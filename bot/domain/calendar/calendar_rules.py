"""A calendar as the bank writes it, and its resolution to dates.

Public holidays come from the ``holidays`` package; the bank adds days to them and strikes days from
them, because some (Eid above all) are only estimates and others it works through.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import Field, field_validator, model_validator

from bot.domain.calendar import public_holidays
from bot.domain.calendar.business_calendar import BusinessCalendar, DayHours, Weekday
from bot.domain.calendar.days import Day
from bot.domain.calendar.opening_hours import DAY, Span, in_order
from bot.domain.calendar.time_zone import TimeZoneName
from bot.domain.frozen import Strict

LONGEST_RANGE = 40


class HolidayRules(Strict):
    """Whose public holidays to keep, for which years (both included)."""

    country: str  # ISO 3166, such as "GB"
    subdivision: str = ""  # such as "ENG"; empty means the whole country's
    from_year: int = Field(default=2024, ge=1990, le=2100)
    to_year: int = Field(default=2036, ge=1990, le=2100)

    @model_validator(mode="after")
    def _can_be_found(self) -> "HolidayRules":
        if not 0 <= self.to_year - self.from_year < LONGEST_RANGE:
            raise ValueError(
                f"from_year {self.from_year} to to_year {self.to_year} must run forward "
                f"and span fewer than {LONGEST_RANGE} years"
            )
        self.dates()
        return self

    def dates(self) -> Mapping[date, str]:
        """Each holiday with its name. Raises ValueError for a place the package does not know."""
        return public_holidays.dates(self.country, self.subdivision, self.from_year, self.to_year)


class CalendarRules(Strict):
    """One table ``[calendars.NAME]`` of calendar.toml."""

    time_zone: TimeZoneName
    always_open: bool = False
    week: dict[Weekday, tuple[Span, ...]] = Field(default_factory=dict)
    holidays: HolidayRules | None = None
    closed_days: dict[Day, str] = Field(default_factory=dict)  # date -> why
    worked_holidays: tuple[Day, ...] = ()  # holidays on which the team works as on any weekday
    special_days: dict[Day, tuple[Span, ...]] = Field(default_factory=dict)  # half days and such

    @field_validator("holidays", mode="before")
    @classmethod
    def _may_say_none(cls, given: Any) -> Any:
        return None if given == "none" else given

    @field_validator("special_days")
    @classmethod
    def _ordered(cls, days: dict[date, tuple[Span, ...]]) -> dict[date, tuple[Span, ...]]:
        return {day: in_order(spans) for day, spans in days.items()}

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "CalendarRules":
        if self.always_open and (
            self.week or self.holidays or self.closed_days or self.special_days
        ):
            raise ValueError("always_open = true goes with no hours, holidays or special days")
        known = self.holidays.dates() if self.holidays else {}
        for day in self.worked_holidays:
            if day not in known:
                raise ValueError(f"{day} in worked_holidays is no holiday here. Take it out")
        for day in self.closed_days:
            if day in self.special_days or day in self.worked_holidays:
                raise ValueError(
                    f"{day} is closed in closed_days and open elsewhere. Leave it in one place"
                )
        return self

    @property
    def open_share(self) -> float:
        """Which part of an ordinary week it is open."""
        seconds = sum(span.closes - span.opens for spans in self.week.values() for span in spans)
        return 1.0 if self.always_open else seconds / (7 * DAY)

    def resolved(self, name: str) -> BusinessCalendar:
        """The calendar with each holiday turned into a date. Raises ValueError: never opens."""
        days: dict[date, DayHours] = {}
        if self.holidays is not None:
            days |= {day: DayHours(reason=why) for day, why in self.holidays.dates().items()}
        for day in self.worked_holidays:
            days.pop(day, None)
        days |= {day: DayHours(reason=why) for day, why in self.closed_days.items()}
        days |= {
            day: DayHours(spans=spans, reason="special hours")
            for day, spans in self.special_days.items()
        }
        return BusinessCalendar(
            name=name,
            time_zone=self.time_zone,
            always_open=self.always_open,
            week={day: self.week.get(day, ()) for day in Weekday} if self.week else {},
            days=dict(sorted(days.items())),
        )


class CalendarFile(Strict):
    """calendar.toml."""

    calendars: dict[str, CalendarRules] = Field(min_length=1)
