"""Targets that cannot be misread: "8 business hours", "1 business day", "20 hours".

"1 day" is refused, because it can mean the close of the next business day or the end of tomorrow.
"""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import model_serializer, model_validator

from bot.domain.calendar.business_calendar import BusinessCalendar, whole_second
from bot.domain.frozen import Frozen

_WRITTEN = re.compile(r"(\d{1,15}) +(?:(business|calendar) +)?(minute|hour|day|week|month|year)s?")
_SECONDS = {"minute": 60, "hour": 3600}
_QUOTED_MOST = 60  # letters of what cannot be read


class Unit(StrEnum):
    """How a target counts."""

    BUSINESS_MINUTE = "business minute"
    BUSINESS_HOUR = "business hour"
    BUSINESS_DAY = "business day"  # to the close of the n-th business day after the day of start
    CALENDAR_DAY = "calendar day"  # to the end of the n-th day after the day of start
    CALENDAR_WEEK = "calendar week"
    CALENDAR_MONTH = "calendar month"  # to the end of the day of that number, or the month's last
    MINUTE = "minute"  # of the clock, day and night
    HOUR = "hour"
    NONE = "none"


LONGEST_DAYS = 3653  # ten years: no law waits longer, and a due time must be reached by counting
_DAYS_OF_UNIT = {
    Unit.BUSINESS_MINUTE: 1 / 1440,
    Unit.BUSINESS_HOUR: 1 / 24,
    Unit.BUSINESS_DAY: 1,
    Unit.CALENDAR_DAY: 1,
    Unit.CALENDAR_WEEK: 7,
    Unit.CALENDAR_MONTH: 30.4,
    Unit.MINUTE: 1 / 1440,
    Unit.HOUR: 1 / 24,
}
_BUSINESS_TIME = {Unit.BUSINESS_MINUTE: 60, Unit.BUSINESS_HOUR: 3600}
_ELAPSED_TIME = {Unit.MINUTE: 60, Unit.HOUR: 3600}


class Target(Frozen):
    """How long something may take. "none" promises nothing, on purpose."""

    amount: int = 0
    unit: Unit = Unit.NONE

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: Any) -> Any:
        return _parsed(given) if isinstance(given, str) else given

    @model_serializer
    def _to_text(self) -> str:
        return str(self)

    def __str__(self) -> str:
        if self.unit is Unit.NONE:
            return "none"
        return f"{self.amount} {self.unit}" + ("" if self.amount == 1 else "s")

    @property
    def is_none(self) -> bool:
        """Whether nothing is promised."""
        return self.unit is Unit.NONE

    @property
    def in_business_time(self) -> bool:
        """Whether it counts only while the calendar is open."""
        return self.unit in _BUSINESS_TIME or self.unit is Unit.BUSINESS_DAY

    @property
    def ends_with_a_day(self) -> bool:
        """Whether it counts whole days, and so ends when one ends."""
        return not self.is_none and self.seconds is None

    @property
    def seconds(self) -> int | None:
        """Its length, where it has one: days have none, they end when a day ends."""
        size = _BUSINESS_TIME.get(self.unit) or _ELAPSED_TIME.get(self.unit)
        return None if size is None else self.amount * size

    def due_at(self, start: datetime, calendar: BusinessCalendar) -> datetime | None:
        """The last second, in UTC, in which it is still kept; none when nothing is promised."""
        if self.is_none:
            return None
        if self.unit in _BUSINESS_TIME:
            return calendar.add(start, self.amount * _BUSINESS_TIME[self.unit])
        if self.unit in _ELAPSED_TIME:
            length = timedelta(seconds=self.amount * _ELAPSED_TIME[self.unit])
            return whole_second(start) + length
        if self.unit is Unit.BUSINESS_DAY:
            return calendar.nth_business_day_close(start, self.amount)
        if self.unit is Unit.CALENDAR_MONTH:
            received = calendar.local_date(start)
            return calendar.end_of_day(start, (_months_on(received, self.amount) - received).days)
        days = self.amount * (7 if self.unit is Unit.CALENDAR_WEEK else 1)
        return calendar.end_of_day(start, days)


class WarningMark(Frozen):
    """When to warn: at a share of the target ("50 %"), or after a time of its own."""

    percent: int | None = None
    after: Target | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: Any) -> Any:
        if not isinstance(given, str):
            return given
        share = re.fullmatch(r"(\d{1,2}) ?%", given.strip())
        if share and int(share[1]) > 0:
            return {"percent": int(share[1])}
        if "%" in given:
            raise ValueError(f"“{given}” is not a share. Write one from 1 % to 99 %")
        return {"after": given}

    @model_serializer
    def _to_text(self) -> str:
        return str(self)

    def __str__(self) -> str:
        return f"{self.percent} %" if self.after is None else str(self.after)

    def at(
        self, start: datetime, due: datetime, *, target: Target, calendar: BusinessCalendar
    ) -> datetime | None:
        """When to warn, in UTC, and never after the due time."""
        if self.after is not None:
            own = self.after.due_at(start, calendar)
            return None if own is None else min(own, due)
        return share_at(start, due, self.percent or 0, target=target, calendar=calendar)


def share_at(
    start: datetime, due: datetime, percent: int, *, target: Target, calendar: BusinessCalendar
) -> datetime:
    """When so many percent of the time to the due moment are over, in the target's own time.

    More than 100 % is after the due moment.
    """
    if target.in_business_time:
        return calendar.add(start, calendar.between(start, due) * percent // 100)
    begun = whole_second(start)
    return begun + timedelta(seconds=int((due - begun).total_seconds()) * percent // 100)


def _months_on(day: date, months: int) -> date:
    """The day of that number so many months later; the last of the month where it has no such."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _parsed(given: str) -> dict[str, object]:
    text = " ".join(given.lower().split())
    if text == "none":
        return {}
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise ValueError(
            f"“{given[:_QUOTED_MOST]}” is not a target. Write it like “8 business hours”, “1 business day”, "
            "“15 calendar days”, “20 hours”, or “none”"
        )
    amount, kind, unit = int(match[1]), match[2] or "", match[3]
    if amount == 0:
        raise ValueError(f"“{given}” leaves no time at all. To promise nothing write “none”")
    written = f"{kind} {unit}".strip()
    if written not in set(Unit):
        raise ValueError(_which_it_could_mean(given, amount, kind, unit))
    if amount * _DAYS_OF_UNIT[Unit(written)] > LONGEST_DAYS:
        raise ValueError(f"“{given}” is longer than ten years. Write a shorter time, or “none”")
    return {"amount": amount, "unit": written}


def _which_it_could_mean(given: str, amount: int, kind: str, unit: str) -> str:
    many = "" if amount == 1 else "s"
    if unit == "day":
        return (
            f"“{given}” could mean “{amount} business day{many}” or “{amount} calendar day{many}”. "
            "Write the one you mean"
        )
    if unit == "week":
        days = amount * 5
        return (
            f"“{given}” could mean “{amount} calendar week{many}” or “{days} business days”. "
            "Write the one you mean"
        )
    if kind == "calendar" and unit in _SECONDS:
        return f"“{given}”: hours and minutes of the clock are written “{amount} {unit}{many}”"
    counted = "calendar days, calendar weeks or calendar months"
    return f"“{given}”: a {unit} alone has no fixed length. Count it in {counted}"
