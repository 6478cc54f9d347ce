"""The ledger of a clock: each stretch with its reason; what counts sums to the time that passed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.sla import course
from bot.domain.sla.clock import SlaClock, StopReason
from bot.domain.sla.ledger import Ledger, by_day, ledger_of
from bot.domain.sla.ledger_words import lines, title
from bot.domain.sla.policy import Metric, Promise
from tests.domain.calendars import at, calendar, calendars, moments

_EASY = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def clock(
    calendar: BusinessCalendar, begun: datetime, target: str = "4 business hours"
) -> SlaClock:
    return course.start(
        case_id=1,
        metric=Metric.FIRST_RESPONSE,
        generation=1,
        started_at=begun,
        cause_message_id=None,
        rule="all",
        promise=Promise.model_validate({"target": target, "pauses": ["with_customer"]}),
        policy_version="p" * 64,
        calendar=calendar,
    )


def told(ledger: Ledger) -> list[tuple[int, bool, str]]:
    return [(each.seconds // 60, each.counts, each.reason) for each in ledger.stretches]


def test_a_weekend_and_a_holiday_are_told_by_name() -> None:
    days = calendar(days={"2026-12-25": []})
    named = days.model_copy(
        update={
            "days": {
                d: h.model_copy(update={"reason": "Christmas Day"}) for d, h in days.days.items()
            }
        }
    )
    ledger = ledger_of(
        clock(named, at("2026-12-24 16:00")), calendar=named, until=at("2026-12-28 10:00")
    )
    assert told(ledger) == [
        (60, True, "open"),
        (7 * 60, False, "outside 09:00-17:00"),
        (24 * 60, False, "closed: Christmas Day, 25 Dec"),
        (24 * 60, False, "closed: Saturday"),
        (24 * 60, False, "closed: Sunday"),
        (9 * 60, False, "outside 09:00-17:00"),
        (60, True, "open"),
    ]
    assert ledger.counted_s == 2 * 3600
    assert title(ledger) == "First response: running"
    assert lines(ledger)[-1] == "counted 2:00:00 of 4 business hours"


def test_a_pause_the_due_time_and_the_end_are_told() -> None:
    week = calendar()
    one = clock(week, at("2026-11-23 09:00"), "2 business hours")
    course.pause(one, at=at("2026-11-23 10:00"))
    course.resume(one, at=at("2026-11-23 12:00"), calendar=week)
    course.meet(one, at=at("2026-11-23 13:30"))
    ledger = ledger_of(one, calendar=week, until=at("2026-11-23 14:00"))
    assert told(ledger) == [
        (60, True, "open"),
        (120, False, "waiting for the customer"),
        (60, True, "open"),
        (30, True, "open, past the due time"),
        (30, False, "after it was met"),
    ]
    assert title(ledger) == "First response: met late, 23 Nov 13:30"


def test_a_later_deadline_of_a_complaint_is_called_by_its_own_name_and_not_by_its_number() -> None:
    hours = calendar()
    second = clock(hours, at("2026-11-23 10:00"))
    second.metric, second.generation = Metric.REGULATORY, 2
    second.name, second.rule = "uk_disp:final_response", "UK complaint: Final response"
    ledger = ledger_of(second, calendar=hours, until=at("2026-11-23 10:05"))
    assert title(ledger) == "UK complaint: Final response: running"


def test_a_clock_that_stopped_says_why_nothing_counts_any_more() -> None:
    week = calendar()
    one = clock(week, at("2026-11-23 09:00"), "20 hours")
    course.stop(one, at=at("2026-11-23 10:00"), reason=StopReason.NOT_ACTIONABLE)
    ledger = ledger_of(one, calendar=week, until=at("2026-11-23 11:00"))
    assert told(ledger) == [
        (60, True, "counts day and night"),
        (60, False, "after it needed no reply"),
    ]


@pytest.mark.parametrize("reason", list(StopReason))
def test_every_reason_to_stop_is_told(reason: StopReason) -> None:
    week = calendar()
    one = clock(week, at("2026-11-23 09:00"))
    course.stop(one, at=at("2026-11-23 10:00"), reason=reason)
    ledger = ledger_of(one, calendar=week, until=at("2026-11-23 11:00"))
    assert ledger.stretches[-1].reason.startswith("after ")


def test_a_long_ledger_is_told_by_the_day_and_cut_in_the_middle() -> None:
    week = calendar()
    ledger = ledger_of(
        clock(week, at("2026-09-01 09:00"), "80 business hours"),
        calendar=week,
        until=at("2026-11-23 11:00"),
    )
    days = by_day(ledger, zone=week.zone)
    assert sum(day.counted_s for day in days) == ledger.counted_s
    assert len(days) == 84
    assert len(lines(ledger, most=30)) == 31
    assert any("…" in line for line in lines(ledger, most=30))


@st.composite
def lives(draw: st.DrawFn) -> tuple[SlaClock, BusinessCalendar, datetime]:
    """A clock that rested a few times and perhaps ended."""
    own, begun = draw(calendars()), draw(moments)
    target = draw(st.sampled_from(["3 business hours", "2 business days", "30 hours"]))
    one, moment = clock(own, begun, target), begun
    for _ in range(draw(st.integers(0, 3))):
        moment += timedelta(seconds=draw(st.integers(0, 2 * 86400)))
        course.pause(one, at=moment)
        moment += timedelta(seconds=draw(st.integers(0, 2 * 86400)))
        if draw(st.booleans()):
            course.resume(one, at=moment, calendar=own)
    moment += timedelta(seconds=draw(st.integers(0, 3 * 86400)))
    match draw(st.sampled_from(["met", "stopped", "goes on"])):
        case "met":
            course.meet(one, at=moment)
        case "stopped":
            course.stop(one, at=moment, reason=StopReason.RESOLVED)
    return one, own, moment + timedelta(seconds=draw(st.integers(0, 86400)))


@given(lives())
@_EASY
def test_the_ledger_has_no_gaps_and_sums_to_the_business_time_that_passed(
    life: tuple[SlaClock, BusinessCalendar, datetime],
) -> None:
    one, own, until = life
    ledger = ledger_of(one, calendar=own, until=until)
    edges = [one.started_at, *(each.end for each in ledger.stretches)]
    assert [each.start for each in ledger.stretches] == edges[:-1]
    assert edges[-1] == max(until, one.started_at)
    end = one.ended_at or until
    passed = elapsed(one, own, one.started_at, end)
    for begin, finish, _ in one.pause_spans:
        passed -= elapsed(one, own, moment(begin), moment(finish))
    if one.paused_at is not None:
        passed -= elapsed(one, own, one.paused_at, end)
    assert ledger.counted_s == passed
    assert sum(day.counted_s for day in by_day(ledger, zone=own.zone)) == passed


@given(lives())
@_EASY
def test_until_the_due_time_the_ledger_counts_exactly_the_target(
    life: tuple[SlaClock, BusinessCalendar, datetime],
) -> None:
    one, own, _ = life
    if one.target_seconds is None or one.due_at is None or one.ended_at or one.paused_at:
        return
    ledger = ledger_of(one, calendar=own, until=one.due_at)
    assert ledger.counted_s == one.target_seconds


def elapsed(one: SlaClock, own: BusinessCalendar, start: datetime, end: datetime) -> int:
    if "business" in one.target:
        return own.between(start, end)
    return max(0, int((end - start).total_seconds()))


def moment(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)
