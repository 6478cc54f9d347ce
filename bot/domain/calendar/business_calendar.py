"""A business calendar: when a team is at work, with every date resolved, and how time passes in it.

A moment is open when the local clock on the wall shows an open time. So an hour that a clock change
repeats counts twice, and one that it skips does not count. Time is counted in whole seconds.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple, Self
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from bot.domain.calendar.opening_hours import WHOLE_DAY, Span, in_order
from bot.domain.calendar.time_zone import TimeZoneName
from bot.domain.content_version import content_version
from bot.domain.frozen import Strict

LONGEST_CLOSURE = timedelta(days=800)


class Weekday(StrEnum):
    """The days of the week, in the order of ``date.weekday()``."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class NeverOpens(Exception):
    """A calendar has no open second for so long that no due time can be found."""

    def __init__(self, name: str, after: datetime) -> None:
        super().__init__(
            f"The calendar “{name}” does not open for {LONGEST_CLOSURE.days} days after "
            f"{after:%Y-%m-%d}. Give it hours on at least one weekday."
        )


class DayHours(Strict):
    """The hours of one date that is not an ordinary day; no spans means closed."""

    spans: tuple[Span, ...] = ()
    reason: str = ""

    _ordered = field_validator("spans")(in_order)


class Interval(NamedTuple):
    """Open time without a break: from a moment to a moment (UTC), and its local date."""

    opens: datetime
    closes: datetime
    day: date

    @property
    def seconds(self) -> int:
        """Its length."""
        return int((self.closes - self.opens).total_seconds())


class BusinessCalendar(Strict):
    """Opening hours of one team, resolved: holidays are dates here, not a country's name."""

    name: str
    time_zone: TimeZoneName
    always_open: bool = False
    week: dict[Weekday, tuple[Span, ...]] = Field(default_factory=dict)
    days: dict[date, DayHours] = Field(default_factory=dict)
    stored_as: str = Field(default="", exclude=True)  # a version written by an older reckoning

    @classmethod
    def stored(cls, body: dict[str, Any], *, version: str) -> Self:
        """A calendar as it was stored, under the version it has there."""
        calendar = cls.model_validate(body)
        if calendar.decides == version:
            return calendar
        return cls.model_validate({**body, "stored_as": version})

    @field_validator("week")
    @classmethod
    def _ordered(cls, week: dict[Weekday, tuple[Span, ...]]) -> dict[Weekday, tuple[Span, ...]]:
        return {day: in_order(spans) for day, spans in week.items()}

    @model_validator(mode="after")
    def _opens_at_all(self) -> "BusinessCalendar":
        if not self.always_open and not any(self.week.values()):
            raise ValueError(
                "it has no hours on any weekday. Add some, such as "
                'monday = ["09:00-17:00"], or set always_open = true'
            )
        return self

    @cached_property
    def version(self) -> str:
        """How the database knows this calendar: by what it decides, unless it was stored before."""
        return self.stored_as or self.decides

    @cached_property
    def decides(self) -> str:
        """The hash of when it is open. Why a day is another does not count: a holiday's name is
        another in another language."""
        return content_version(self, exclude={"days": {"__all__": {"reason"}}})

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone its hours are written in."""
        return ZoneInfo(self.time_zone)

    def hours_on(self, day: date) -> tuple[Span, ...]:
        """The spans of a local date, earliest first; none when closed."""
        if self.always_open:
            return (WHOLE_DAY,)
        special = self.days.get(day)
        return special.spans if special is not None else self._by_weekday[day.weekday()]

    def add(self, start: datetime, seconds: int) -> datetime:
        """The first instant, in UTC, at which so many business seconds have passed since start."""
        if seconds < 0:
            raise ValueError("Business time only runs forward.")
        if seconds == 0:
            return whole_second(start)
        left = seconds
        for interval in self.open_intervals(start):
            if interval.seconds >= left:
                return interval.opens + timedelta(seconds=left)
            left -= interval.seconds
        raise AssertionError("open_intervals ends only at its limit, and none was given")

    def between(self, start: datetime, end: datetime) -> int:
        """The business seconds from start to end; 0 when end is not after start."""
        return sum(interval.seconds for interval in self.open_intervals(start, until=end))

    def nth_business_day_close(self, start: datetime, n: int) -> datetime:
        """When the n-th business day after the day of start closes, in UTC.

        The day of receipt is not counted. A business day is any on which this calendar opens.
        """
        if n < 1:
            raise ValueError("The first business day after the day of receipt is number 1.")
        received = self.local_date(start)
        days_seen, current, closes = 0, received, whole_second(start)
        for interval in self.open_intervals(start):
            if interval.day > current:
                if days_seen == n:
                    break
                days_seen, current = days_seen + 1, interval.day
            closes = interval.closes
        return closes

    def close_of_day(self, at: datetime) -> datetime:
        """When the day closes that is open at this moment, or next after it, in UTC."""
        day, closes = None, whole_second(at)
        for interval in self.open_intervals(at):
            if day is not None and interval.day != day:
                break
            day, closes = interval.day, interval.closes
        return closes

    def end_of_day(self, start: datetime, n: int) -> datetime:
        """Local midnight, in UTC, ending the n-th day after the day of start, open or not."""
        after = self.local_date(start) + timedelta(days=n + 1)
        return datetime.combine(after, time(), tzinfo=self.zone).astimezone(UTC)

    def next_opening(self, at: datetime) -> datetime:
        """This moment if it is open, else the next at which it opens, in UTC."""
        return next(self.open_intervals(at)).opens

    def is_open(self, at: datetime) -> bool:
        """Whether this moment counts."""
        return self.next_opening(at) == whole_second(at)

    def local_date(self, at: datetime) -> date:
        """The date on the wall at this moment."""
        return whole_second(at).astimezone(self.zone).date()

    def open_intervals(
        self, start: datetime, *, until: datetime | None = None
    ) -> Iterator[Interval]:
        """Open time from start on, in order, cut at ``until``. Raises NeverOpens."""
        at = last_open = whole_second(start)
        end = None if until is None else whole_second(until)
        while end is None or at < end:
            stop, offset = self._steady_until(at)
            window_end = stop if end is None else min(stop, end)
            for interval in self._open_within(at, window_end, offset):
                last_open = interval.closes
                yield interval
            at = window_end
            if end is None and at - last_open > LONGEST_CLOSURE:
                raise NeverOpens(self.name, last_open)

    def _steady_until(self, at: datetime) -> tuple[datetime, timedelta]:
        """The end, at most a day on, of the stretch in which the zone keeps its offset."""
        offset = self._offset(at)
        same, changed = 0, 24 * 3600
        if self._offset(at + timedelta(seconds=changed)) == offset:
            return at + timedelta(seconds=changed), offset
        while changed - same > 1:
            middle = (same + changed) // 2
            if self._offset(at + timedelta(seconds=middle)) == offset:
                same = middle
            else:
                changed = middle
        return at + timedelta(seconds=changed), offset

    def _open_within(self, start: datetime, end: datetime, offset: timedelta) -> Iterator[Interval]:
        from_wall, to_wall = start + offset, end + offset
        midnight = from_wall.replace(hour=0, minute=0, second=0)
        while midnight < to_wall:
            for span in self.hours_on(midnight.date()):
                opens = max(midnight + timedelta(seconds=span.opens), from_wall)
                closes = min(midnight + timedelta(seconds=span.closes), to_wall)
                if opens < closes:
                    yield Interval(opens - offset, closes - offset, midnight.date())
            midnight += timedelta(days=1)

    def _offset(self, at: datetime) -> timedelta:
        return at.astimezone(self.zone).utcoffset() or timedelta()

    @cached_property
    def _by_weekday(self) -> tuple[tuple[Span, ...], ...]:
        return tuple(self.week.get(day, ()) for day in Weekday)


def whole_second(at: datetime) -> datetime:
    """The moment in UTC with its fraction dropped. Raises ValueError without a time zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone, so it is not a moment.")
    return at.astimezone(UTC).replace(microsecond=0)
