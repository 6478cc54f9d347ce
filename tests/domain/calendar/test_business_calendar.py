"""Business calendars: what counts as open time, by hand and against an oracle that walks each minute."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.calendar.business_calendar import LONGEST_CLOSURE, BusinessCalendar, NeverOpens
from tests.domain.calendars import (
    at,
    calendar,
    calendars,
    is_open_by_the_wall,
    moments,
    open_minutes,
)

FEW = int(os.environ.get("EARSHOT_PROPERTY_EXAMPLES", "75"))
HOUR = 3600
property_run = settings(max_examples=FEW, deadline=None)


def test_an_hour_promised_late_on_friday_ends_on_monday_morning() -> None:
    assert calendar().add(at("2026-11-20 16:30"), HOUR) == at("2026-11-23 09:30")


def test_time_that_ends_exactly_at_closing_is_due_at_closing_and_not_next_morning() -> None:
    assert calendar().add(at("2026-11-20 16:00"), HOUR) == at("2026-11-20 17:00")


def test_a_post_at_night_starts_to_count_at_opening() -> None:
    assert calendar().add(at("2026-11-22 03:12"), HOUR) == at("2026-11-23 10:00")


def test_a_shorter_next_day_ends_by_its_own_closing_time() -> None:
    week = {"friday": ["09:00-17:00"], "saturday": ["09:00-12:00"], "monday": ["09:00-17:00"]}
    assert calendar(week).add(at("2026-11-20 16:00"), 5 * HOUR) == at("2026-11-23 10:00")


def test_lunch_does_not_count() -> None:
    week = {"monday": ["09:00-12:30", "13:30-17:00"]}
    assert calendar(week).add(at("2026-11-23 12:00"), HOUR) == at("2026-11-23 14:00")


def test_seconds_are_exact() -> None:
    assert calendar().add(at("2026-11-20 16:59:58"), 3) == at("2026-11-23 09:00:01")


def test_a_day_up_to_midnight_joins_the_next_without_losing_a_second() -> None:
    week = {"monday": ["20:00-24:00"], "tuesday": ["00:00-04:00"]}
    night = calendar(week)
    assert night.between(at("2026-11-23 23:00"), at("2026-11-24 01:00")) == 2 * HOUR
    assert night.add(at("2026-11-23 23:59:59"), 2) == at("2026-11-24 00:00:01")


def test_a_friday_saturday_weekend_is_skipped() -> None:
    days = ["sunday", "monday", "tuesday", "wednesday", "thursday"]
    riyadh = calendar({day: ["08:00-16:00"] for day in days}, zone="Asia/Riyadh")
    thursday = at("2026-11-19 15:30", "Asia/Riyadh")
    assert riyadh.add(thursday, HOUR) == at("2026-11-22 08:30", "Asia/Riyadh")


def test_a_holiday_right_before_the_weekend_is_skipped_too() -> None:
    christmas = calendar(days={"2026-12-25": [], "2026-12-28": []})
    assert christmas.add(at("2026-12-24 16:45"), HOUR) == at("2026-12-29 09:45")


def test_a_half_day_closes_early() -> None:
    half = calendar(days={"2026-12-24": ["09:00-12:30"], "2026-12-25": [], "2026-12-28": []})
    assert half.add(at("2026-12-24 12:00"), HOUR) == at("2026-12-29 09:30")


def test_spring_takes_an_hour_out_of_the_night_that_skips_it() -> None:
    night = calendar({"sunday": ["00:00-06:00"]})
    assert night.between(at("2026-03-29 00:00"), at("2026-03-29 06:00")) == 5 * HOUR


def test_autumn_gives_the_night_that_repeats_an_hour_one_more() -> None:
    night = calendar({"sunday": ["00:00-06:00"]})
    assert night.between(at("2026-10-25 00:00"), at("2026-10-25 06:00")) == 7 * HOUR


def test_a_span_that_the_clock_change_skips_whole_never_opens_that_day() -> None:
    short = calendar({"sunday": ["01:10-01:50"]})
    assert short.next_opening(at("2026-03-29 00:00")) == at("2026-04-05 01:10")


def test_office_hours_are_the_same_on_the_wall_before_and_after_a_clock_change() -> None:
    assert calendar().add(at("2026-10-23 16:30"), HOUR) == at("2026-10-26 09:30")
    assert calendar().add(at("2026-03-27 16:30"), HOUR) == at("2026-03-30 09:30")


def test_the_fifteenth_business_day_after_christmas_eve_is_the_nineteenth_of_january() -> None:
    bank = calendar(days={"2026-12-25": [], "2026-12-28": [], "2027-01-01": []})
    assert bank.nth_business_day_close(at("2026-12-24 10:00"), 15) == at("2027-01-19 17:00")


@pytest.mark.parametrize("received", ["2026-11-20 00:00", "2026-11-20 12:00", "2026-11-20 23:59"])
def test_the_day_of_receipt_is_not_a_business_day_of_the_count(received: str) -> None:
    assert calendar().nth_business_day_close(at(received), 1) == at("2026-11-23 17:00")


def test_the_close_of_a_split_day_is_that_of_its_last_span() -> None:
    split = calendar({"monday": ["09:00-12:00", "13:00-24:00"]})
    assert split.nth_business_day_close(at("2026-11-22 10:00"), 1) == at("2026-11-24 00:00")


def test_a_receipt_counts_by_the_date_on_the_local_wall() -> None:
    riyadh = calendar({"sunday": ["08:00-16:00"], "monday": ["08:00-16:00"]}, zone="Asia/Riyadh")
    late_saturday_utc = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)  # Sunday in Riyadh
    assert riyadh.nth_business_day_close(late_saturday_utc, 1) == at(
        "2026-11-23 16:00", "Asia/Riyadh"
    )


def test_calendar_days_end_at_local_midnight() -> None:
    assert calendar().end_of_day(at("2026-03-27 10:00"), 2) == at("2026-03-30 00:00")


def test_a_fraction_of_a_second_is_dropped() -> None:
    start = at("2026-11-23 09:00") + timedelta(microseconds=900_000)
    assert calendar().add(start, 1) == at("2026-11-23 09:00:01")


def test_day_and_night_counts_every_second() -> None:
    always = BusinessCalendar(name="always", time_zone="UTC", always_open=True)
    start = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
    assert always.add(start, 100 * HOUR) == start + timedelta(hours=100)


def test_a_calendar_that_stops_opening_says_so_and_does_not_search_for_ever() -> None:
    first = at("2026-11-23 00:00").date()
    closed = {str(first + timedelta(days=n)): list[str]() for n in range(LONGEST_CLOSURE.days + 30)}
    with pytest.raises(NeverOpens, match=r"“test” does not open for 800 days after 2026-11-20"):
        calendar(days=closed).add(at("2026-11-20 16:30"), HOUR)


def test_a_calendar_without_hours_is_refused_with_what_to_add() -> None:
    with pytest.raises(ValidationError, match="no hours on any weekday"):
        calendar({})


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("09:00", "is not a span"),
        ("9-17", "is not a span"),
        ("17:00-09:00", "ends before it begins"),
        ("09:00-24:01", "The last one is 24:00"),
        ("09:60-10:00", "is not a time of day"),
    ],
)
def test_hours_that_cannot_be_read_are_refused(written: str, complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        calendar({"monday": [written]})


def test_overlapping_hours_are_refused() -> None:
    with pytest.raises(ValidationError, match="overlap"):
        calendar({"monday": ["09:00-13:00", "12:00-17:00"]})


def test_an_unknown_time_zone_is_refused_with_the_nearest_there_is() -> None:
    with pytest.raises(ValidationError, match="Did you mean “Europe/London”"):
        calendar(zone="Europe/Londn")


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        calendar().is_open(datetime(2026, 11, 23, 10))  # noqa: DTZ001  that is the point


def test_the_version_survives_storing_and_changes_with_any_hour() -> None:
    one = calendar(days={"2026-12-25": []})
    again = BusinessCalendar.model_validate(one.model_dump(mode="json"))
    assert again == one
    assert again.version == one.version
    assert calendar(days={"2026-12-26": []}).version != one.version
    assert len(one.version) == 64


@property_run
@given(calendars(), moments, st.integers(0, 4 * 1440))
def test_counting_agrees_with_looking_at_the_wall_clock_every_minute(
    which: BusinessCalendar, start: datetime, minutes: int
) -> None:
    end = start + timedelta(minutes=minutes)
    assert which.between(start, end) == 60 * open_minutes(which, start, end)


@property_run
@given(calendars(), moments)
def test_being_open_agrees_with_the_wall_clock(which: BusinessCalendar, moment: datetime) -> None:
    assert which.is_open(moment) == is_open_by_the_wall(which, moment)


@property_run
@given(calendars(), moments, st.integers(1, 200_000))
def test_adding_is_undone_by_counting_and_is_the_first_such_instant(
    which: BusinessCalendar, start: datetime, seconds: int
) -> None:
    end = which.add(start, seconds)
    assert which.between(start, end) == seconds
    assert which.between(start, end - timedelta(seconds=1)) == seconds - 1


@property_run
@given(calendars(), moments, st.integers(0, 200_000), st.integers(0, 200_000))
def test_adding_in_two_steps_is_adding_at_once_and_never_goes_back(
    which: BusinessCalendar, start: datetime, first: int, second: int
) -> None:
    middle = which.add(start, first)
    end = which.add(start, first + second)
    assert start <= middle <= end
    assert which.add(middle, second) == (end if second else middle)


@property_run
@given(calendars(), moments, st.integers(0, 10_000), st.integers(0, 10_000))
def test_time_between_adds_up_wherever_it_is_split(
    which: BusinessCalendar, start: datetime, first: int, second: int
) -> None:
    middle = start + timedelta(minutes=first)
    end = middle + timedelta(minutes=second)
    parts = which.between(start, middle) + which.between(middle, end)
    assert parts == which.between(start, end)


@property_run
@given(calendars(), moments, st.integers(1, 6))
def test_the_close_of_a_business_day_is_the_last_open_second_of_a_later_local_day(
    which: BusinessCalendar, start: datetime, n: int
) -> None:
    close = which.nth_business_day_close(start, n)
    last = close - timedelta(seconds=1)
    day = which.local_date(last)
    assert is_open_by_the_wall(which, last)
    assert day > which.local_date(start)
    next_day = which.end_of_day(last, 0)
    assert which.between(close, next_day) == 0
    open_days = {interval.day for interval in which.open_intervals(start, until=close)}
    assert len(open_days - {which.local_date(start)}) == n
