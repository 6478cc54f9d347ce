"""Calendars for tests, made by hand and at random, and an oracle that shares nothing with the engine."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.domain.calendar.business_calendar import BusinessCalendar, DayHours, Weekday
from bot.domain.calendar.opening_hours import Span

ZONES = ("Europe/London", "Asia/Riyadh", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe")
MINUTE = timedelta(minutes=1)


def calendar(
    week: dict[str, list[str]] | None = None,
    *,
    zone: str = "Europe/London",
    days: dict[str, list[str]] | None = None,
) -> BusinessCalendar:
    """A calendar from plain text; Monday to Friday, nine to five, unless told otherwise."""
    usual = {str(day): ["09:00-17:00"] for day in list(Weekday)[:5]}
    return BusinessCalendar.model_validate(
        {
            "name": "test",
            "time_zone": zone,
            "week": usual if week is None else week,
            "days": {day: {"spans": spans} for day, spans in (days or {}).items()},
        }
    )


def at(text: str, zone: str = "Europe/London") -> datetime:
    """A local moment: ``2026-11-20 16:30``."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def open_minutes(calendar: BusinessCalendar, start: datetime, end: datetime) -> int:
    """The oracle: look at the wall clock at every minute and ask whether that minute is open."""
    return sum(is_open_by_the_wall(calendar, moment) for moment in _minutes(start, end))


def is_open_by_the_wall(calendar: BusinessCalendar, moment: datetime) -> bool:
    """Whether the hours written for that local date hold the time the wall clock shows."""
    wall = moment.astimezone(ZoneInfo(calendar.time_zone))
    second = wall.hour * 3600 + wall.minute * 60 + wall.second
    weekday = list(Weekday)[wall.weekday()]
    special = calendar.days.get(wall.date())
    spans = calendar.week.get(weekday, ()) if special is None else special.spans
    return any(span.opens <= second < span.closes for span in spans)


def _minutes(start: datetime, end: datetime) -> Iterator[datetime]:
    moment = start
    while moment < end:
        yield moment
        moment += MINUTE


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    """One to three spans of a day, on the minute, often touching midnight."""
    cuts = draw(st.lists(st.integers(0, 1440), min_size=2, max_size=6, unique=True).map(sorted))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return tuple(Span(opens=opens * 60, closes=closes * 60) for opens, closes in pairs)


@st.composite
def calendars(draw: st.DrawFn) -> BusinessCalendar:
    """Any week that opens at least once, with a few dates of their own around the clock changes."""
    open_days = draw(st.sets(st.sampled_from(list(Weekday)), min_size=1))
    week = {day: draw(spans()) if day in open_days else () for day in Weekday}
    near = st.dates(date(2026, 3, 1), date(2026, 11, 30))
    hours = st.one_of(st.just(()), spans()).map(lambda found: DayHours(spans=found))
    days = draw(st.dictionaries(near, hours, max_size=6))
    zone = draw(st.sampled_from(ZONES))
    return BusinessCalendar(name="any", time_zone=zone, week=week, days=days)


def _around(day: date) -> st.SearchStrategy[datetime]:
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return st.integers(-3 * 1440, 3 * 1440).map(lambda minutes: begin + minutes * MINUTE)


CHANGES = (
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2026, 4, 24),
    date(2026, 10, 29),
    date(2026, 3, 8),
    date(2026, 11, 1),
    date(2026, 4, 5),
    date(2026, 10, 4),
)
moments = st.one_of(
    *(_around(day) for day in CHANGES),
    st.integers(0, 300 * 1440).map(lambda n: datetime(2026, 2, 1, tzinfo=UTC) + n * MINUTE),
)
