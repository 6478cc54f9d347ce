"""By when something was promised, as the words say it, and the moment that is at a desk with these hours.

"Tomorrow" and "by 5" are of the wall where the case is worked on; working days are of its calendar.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.calendar.business_calendar import BusinessCalendar, Weekday, whole_second

_A_MINUTE, _A_DAY = timedelta(minutes=1), timedelta(days=1)
_LONGEST = timedelta(days=366)
_AFTERNOON = range(1, 8)  # "by 5": nobody at a desk means the night


class Unit(StrEnum):
    """What a span is counted in."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"


class EndOf(StrEnum):
    """A stretch by the end of which something is promised."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Within:
    """So many minutes, hours, days or weeks from now; ``working``: as the desk is open."""

    count: int
    unit: Unit
    working: bool = False


@dataclass(frozen=True)
class Clock:
    """A time on the wall. ``exact``: whether it was said which half of the day is meant."""

    hour: int
    minute: int = 0
    exact: bool = True


@dataclass(frozen=True)
class On:
    """A day, by its distance, its weekday, its date or as the end of a stretch; and a time of it, if said."""

    days: int | None = None
    weekday: int | None = None
    end_of: EndOf | None = None
    month: int | None = None
    day: int | None = None
    clock: Clock | None = None


When = Within | On


def moment_of(when: When, *, said_at: datetime, calendar: BusinessCalendar) -> datetime | None:
    """The moment, in UTC and whole seconds; None for one that is over already, or that no year has."""
    try:
        if isinstance(when, Within):
            found = _after(when, whole_second(said_at), calendar)
        else:
            found = _on(when, whole_second(said_at), calendar)
    except (OverflowError, ValueError):
        return None
    if found is None or not said_at < found <= said_at + _LONGEST:
        return None
    return whole_second(found)


def _after(when: Within, at: datetime, calendar: BusinessCalendar) -> datetime | None:
    if not 0 < when.count <= _LONGEST.days:
        return None
    if when.working and when.unit in {Unit.DAY, Unit.WEEK}:
        days = when.count * (5 if when.unit is Unit.WEEK else 1)
        return _last_minute(calendar.nth_business_day_close(at, days), calendar)
    if when.working:
        return calendar.add(at, int(_length(when).total_seconds()))
    if when.unit in {
        Unit.DAY,
        Unit.WEEK,
    }:  # on the wall: the hour is the same when summer time begins
        local = at.astimezone(calendar.zone)
        return _on_wall(local.date() + _length(when), local.time(), calendar)
    return at + _length(when)


def _length(when: Within) -> timedelta:
    return (
        when.count
        * {
            Unit.MINUTE: _A_MINUTE,
            Unit.HOUR: timedelta(hours=1),
            Unit.DAY: _A_DAY,
            Unit.WEEK: timedelta(days=7),
        }[when.unit]
    )


def _on(when: On, at: datetime, calendar: BusinessCalendar) -> datetime | None:
    today = calendar.local_date(at)
    day = _day(when, today, calendar)
    if when.clock is None:
        found = _end_of_work(day if day is not None else today, calendar)
        # Said after the desk has shut: until midnight it is still that day.
        if found <= at and day == today and when.end_of is not EndOf.WEEK:
            return _on_wall(today, time(23, 59), calendar)
        return found
    wall = _wall(when.clock)
    if day is not None:
        return _on_wall(day, wall, calendar)
    found = _on_wall(today, wall, calendar)
    return found if found > at else _on_wall(today + _A_DAY, wall, calendar)


def _day(when: On, today: date, calendar: BusinessCalendar) -> date | None:
    if when.days is not None:
        return today + timedelta(days=when.days)
    if when.weekday is not None:
        return today + timedelta(days=(when.weekday - today.weekday()) % 7 or 7)
    if when.month is not None and when.day is not None:
        this_year = date(today.year, when.month, when.day)
        return this_year if this_year >= today else date(today.year + 1, when.month, when.day)
    match when.end_of:
        case EndOf.DAY:
            return today
        case EndOf.WEEK:
            return _end_of_week(today, calendar)
        case EndOf.MONTH:
            return _end_of_month(today, calendar)
    return None


def _end_of_week(today: date, calendar: BusinessCalendar) -> date:
    """The last day before the desk's weekend, a holiday among them or not; of one that never shuts, Sunday."""
    week = [today + timedelta(days=n) for n in range(8)]
    usual = [day for day in week if _is_usual(day, calendar)]
    if len(usual) == len(week):
        return today + timedelta(days=6 - today.weekday())
    first = usual[0]
    while _is_usual(first + _A_DAY, calendar):
        first += _A_DAY
    return first


def _is_usual(day: date, calendar: BusinessCalendar) -> bool:
    """Whether the desk is open on such a weekday."""
    return calendar.always_open or bool(calendar.week.get(tuple(Weekday)[day.weekday()]))


def _end_of_month(today: date, calendar: BusinessCalendar) -> date:
    """Its last day on which the desk is open; its last, where on none any more."""
    last = date(today.year + today.month // 12, today.month % 12 + 1, 1) - _A_DAY
    day = last
    while day > today and not calendar.hours_on(day):
        day -= _A_DAY
    return day if calendar.hours_on(day) else last


def _end_of_work(day: date, calendar: BusinessCalendar) -> datetime:
    """When the desk shuts on that day, or its last minute where it does not open or never shuts."""
    hours = calendar.hours_on(day)
    closes = hours[-1].closes if hours else 24 * 3600
    if closes >= 24 * 3600:
        return _on_wall(day, time(23, 59), calendar)
    return _on_wall(day, time(closes // 3600, closes % 3600 // 60), calendar)


def _last_minute(closes: datetime, calendar: BusinessCalendar) -> datetime:
    """A day that ends at midnight ends a minute before it, so that it is still called that day."""
    at_midnight = closes.astimezone(calendar.zone).time() == time()
    return closes - _A_MINUTE if at_midnight else closes


def _wall(clock: Clock) -> time:
    hour = clock.hour + 12 if not clock.exact and clock.hour in _AFTERNOON else clock.hour
    return time(hour, clock.minute)


def _on_wall(day: date, wall: time, calendar: BusinessCalendar) -> datetime:
    return datetime.combine(day, wall, tzinfo=calendar.zone).astimezone(UTC)
