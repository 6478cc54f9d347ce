"""Faults that users of other desks report, or that their code shows: each is a test of ours, by name.

CW is Chatwoot, ZM Zammad, LD Libredesk, IC Intercom; a number is that of their issue.
"""

from datetime import date, datetime, timedelta

import pytest
from pydantic import ValidationError

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.calendar.calendar_rules import CalendarRules
from bot.domain.sla import course, going_on
from bot.domain.sla.clock import ClockState, SlaClock, StopReason
from bot.domain.sla.course import Verdict
from bot.domain.sla.policy import Metric, Promise
from bot.domain.sla.targets import Target
from tests.domain.calendars import at, calendar

START = at("2026-11-23 10:00")
DUE = at("2026-11-23 11:00")
SECOND = timedelta(seconds=1)


def clock(
    target: str = "60 business minutes",
    *,
    started_at: datetime = START,
    by: BusinessCalendar | None = None,
) -> SlaClock:
    return course.start(
        case_id=1,
        metric=Metric.FIRST_RESPONSE,
        generation=1,
        started_at=started_at,
        cause_message_id=None,
        rule="all",
        promise=Promise.model_validate({"target": target, "pauses": ["with_customer"]}),
        policy_version="p",
        calendar=by or calendar(),
    )


def test_cw_13392_an_hour_on_friday_at_half_past_four_ends_on_monday_at_half_past_nine() -> None:
    assert clock(started_at=at("2026-11-20 16:30")).due_at == at("2026-11-23 09:30")


def test_cw_13392_a_late_first_response_is_seen_as_a_miss_everywhere() -> None:
    made = clock()
    course.meet(made, at=DUE + SECOND)
    assert made.missed
    assert course.verdict(made, now=DUE) is Verdict.MISSED_LATE


def test_cw_15024_a_miss_does_not_grow_after_the_case_was_resolved() -> None:
    made = clock()
    course.stop(made, at=DUE + timedelta(minutes=5), reason=StopReason.RESOLVED)
    before = made.model_dump()
    assert course.verdict(made, now=DUE + timedelta(days=90)) is Verdict.STOPPED_LATE
    assert made.model_dump() == before


def test_cw_a_resolved_overdue_between_two_runs_is_a_miss_and_no_hit() -> None:
    made = clock()
    course.meet(made, at=DUE + timedelta(minutes=1))  # no tick ever saw it overdue
    assert made.breached_at == DUE


def test_cw_d_each_day_ends_by_its_own_closing_time() -> None:
    week = {"friday": ["09:00-17:00"], "saturday": ["09:00-12:00"], "monday": ["09:00-17:00"]}
    made = clock("5 business hours", started_at=at("2026-11-20 16:00"), by=calendar(week))
    assert made.due_at == at("2026-11-23 10:00")  # one on Friday, three on Saturday, one on Monday


def test_cw_e_waiting_for_the_customer_rests_the_clock_where_the_policy_says_so() -> None:
    made = clock()
    course.pause(made, at=at("2026-11-23 10:20"))
    assert made.state is ClockState.PAUSED
    assert course.verdict(made, now=at("2026-11-24 10:00")) is Verdict.PAUSED


def test_cw_changing_the_hours_moves_no_open_deadline() -> None:
    made = clock()
    shorter = calendar({"monday": ["09:00-10:30"], "tuesday": ["09:00-10:30"]})
    assert made.due_at == DUE
    assert made.calendar_version != shorter.version


def test_zm_seconds_of_a_pause_are_not_lost() -> None:
    made = clock()
    course.pause(made, at=at("2026-11-23 10:10:07"))
    course.resume(made, at=at("2026-11-23 10:10:48"), calendar=calendar())
    assert made.due_at == DUE + timedelta(seconds=41)


def test_zm_two_pauses_that_begin_in_the_same_minute_both_count() -> None:
    made = clock()
    for begin, end in ((5, 15), (25, 50)):
        course.pause(made, at=START + timedelta(seconds=begin))
        course.resume(made, at=START + timedelta(seconds=end), calendar=calendar())
    assert made.due_at == DUE + timedelta(seconds=35)
    assert made.paused_seconds == 35


def test_zm_390_a_holiday_the_bank_works_on_is_struck_and_one_it_keeps_is_added() -> None:
    rules = CalendarRules.model_validate(
        {
            "time_zone": "Europe/London",
            "week": {"monday": ["09:00-17:00"], "tuesday": ["09:00-17:00"]},
            "holidays": {"country": "GB", "subdivision": "ENG", "from_year": 2026, "to_year": 2027},
            "worked_holidays": [date(2026, 8, 31)],
            "closed_days": {date(2026, 9, 1): "Move of the office"},
        }
    )
    resolved = rules.resolved("standard")
    assert resolved.hours_on(date(2026, 8, 31))
    assert not resolved.hours_on(date(2026, 9, 1))
    assert not resolved.hours_on(date(2026, 12, 28))


def test_zm_2579_how_long_it_took_is_known_when_it_ends_and_not_only_after_reopening() -> None:
    made = clock()
    course.meet(made, at=at("2026-11-23 10:42"))
    assert made.ended_at is not None
    assert made.ended_at - made.started_at == timedelta(minutes=42)


def test_ld_b_a_second_resolution_is_a_clock_of_its_own() -> None:
    first = clock("8 business hours")
    course.meet(first, at=at("2026-11-23 12:00"))
    second = going_on.continued(first, at=at("2026-11-24 09:00"), calendar=calendar())
    assert (first.met_at, second.met_at) == (at("2026-11-23 12:00"), None)
    assert (second.generation, second.state) == (2, ClockState.RUNNING)


def test_ld_c_a_policy_with_one_target_ends_by_that_one() -> None:
    alone, nothing = clock(), clock("none")
    course.meet(alone, at=DUE)
    assert course.verdict(alone, now=DUE) is Verdict.MET
    assert course.verdict(nothing, now=DUE + timedelta(days=9)) is Verdict.NONE


def test_ld_g_what_is_met_has_the_time_of_the_answer_and_not_of_the_evaluator() -> None:
    made = clock()
    course.flag(made, step="breach")  # a tick ran before the answer became known
    course.meet(made, at=at("2026-11-23 10:59:59"))
    assert made.met_at == at("2026-11-23 10:59:59")
    assert not made.missed


def test_ld_h_an_answer_exactly_at_the_deadline_is_in_time() -> None:
    made = clock()
    course.meet(made, at=DUE)
    assert course.verdict(made, now=DUE + timedelta(days=1)) is Verdict.MET


def test_ld_minutes_are_not_rounded() -> None:
    assert clock(started_at=at("2026-11-23 10:00:37")).due_at == DUE + timedelta(seconds=37)


def test_ic_one_day_is_refused_because_it_can_mean_two_things() -> None:
    with pytest.raises(ValidationError, match="could mean “1 business day” or “1 calendar day”"):
        Target.model_validate("1 day")
