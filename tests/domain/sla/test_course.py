"""What becomes of a clock. Each fault that users of other desks report is a test here, by name."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.sla import course, going_on
from bot.domain.sla.clock import ClockState, SlaClock, Step, StopReason
from bot.domain.sla.course import Verdict
from bot.domain.sla.policy import Metric, Promise
from tests.domain.calendars import at, calendar, calendars, moments

SECOND = timedelta(seconds=1)
START = at("2026-11-23 10:00")
DUE = at("2026-11-23 11:00")
HOUR = {"target": "60 business minutes", "warn": "30 business minutes"}


def clock(
    promise: dict[str, str] | str = HOUR,
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
        promise=Promise.model_validate(promise),
        policy_version="p",
        calendar=by or calendar(),
    )


def test_a_clock_knows_its_marks_and_the_versions_it_counts_by() -> None:
    made = clock()
    assert (made.warn_at, made.due_at) == (at("2026-11-23 10:30"), DUE)
    assert (made.target, made.target_seconds) == ("60 business minutes", 3600)
    assert made.calendar_version == calendar().version


def test_an_answer_in_the_due_second_is_in_time() -> None:
    made = clock()
    course.meet(made, at=DUE + timedelta(milliseconds=999))
    assert course.verdict(made, now=DUE) is Verdict.MET
    assert not made.missed


def test_an_answer_a_second_later_is_late_and_the_breach_has_the_due_time() -> None:
    made = clock()
    course.meet(made, at=DUE + SECOND)
    assert course.verdict(made, now=DUE) is Verdict.MISSED_LATE
    assert made.breached_at == DUE


def test_a_late_answer_never_erases_a_breach_that_was_flagged() -> None:
    made = clock()
    course.flag(made, step=Step.BREACH)
    course.meet(made, at=DUE + timedelta(hours=3))
    assert made.breached_at == DUE
    assert made.missed


def test_overdue_and_then_resolved_between_two_ticks_is_still_a_miss() -> None:
    made = clock()
    course.stop(made, at=DUE + timedelta(minutes=1), reason=StopReason.RESOLVED)
    assert course.verdict(made, now=DUE) is Verdict.STOPPED_LATE
    assert made.breached_at == DUE


def test_a_miss_does_not_grow_after_the_clock_stopped() -> None:
    made = clock()
    course.stop(made, at=START + SECOND, reason=StopReason.RESOLVED)
    assert course.verdict(made, now=DUE + timedelta(days=30)) is Verdict.STOPPED


def test_an_answer_that_becomes_known_late_counts_when_it_was_given() -> None:
    made = clock()
    course.flag(made, step=Step.WARNING)
    course.flag(made, step=Step.BREACH)
    course.meet(made, at=START + timedelta(minutes=5))
    assert course.verdict(made, now=DUE + timedelta(days=1)) is Verdict.MET
    assert made.warned_at is None


def test_the_earlier_of_two_answers_counts_in_whatever_order_they_become_known() -> None:
    early, late = START + timedelta(minutes=5), DUE + timedelta(hours=1)
    one, other = clock(), clock()
    for moment in (early, late):
        course.meet(one, at=moment)
    for moment in (late, early):
        course.meet(other, at=moment)
    assert one.met_at == other.met_at == early
    assert one.missed is other.missed is False


def test_an_answer_before_the_case_was_resolved_meets_the_clock_that_resolving_stopped() -> None:
    made = clock()
    course.stop(made, at=START + timedelta(minutes=40), reason=StopReason.RESOLVED)
    course.meet(made, at=START + timedelta(minutes=20))
    assert made.state is ClockState.MET
    assert made.stop_reason is None


def test_being_at_risk_begins_at_the_warning_and_ends_at_the_breach() -> None:
    made = clock()
    assert course.verdict(made, now=START) is Verdict.RUNNING
    assert course.verdict(made, now=at("2026-11-23 10:30")) is Verdict.AT_RISK
    assert course.verdict(made, now=DUE) is Verdict.AT_RISK
    assert course.verdict(made, now=DUE + SECOND) is Verdict.BREACHED


def test_a_target_of_none_runs_no_clock_and_is_seen_to_be_on_purpose() -> None:
    made = clock("none")
    assert course.verdict(made, now=DUE) is Verdict.NONE
    assert course.steps_ahead(made) == {}
    course.meet(made, at=DUE)
    assert not made.missed


def test_the_breach_is_flagged_in_the_first_second_that_is_too_late() -> None:
    assert course.steps_ahead(clock()) == {
        Step.WARNING: at("2026-11-23 10:30"),
        Step.BREACH: DUE + SECOND,
    }


def test_what_was_flagged_is_not_ahead_any_more() -> None:
    made = clock()
    course.flag(made, step=Step.WARNING)
    assert list(course.steps_ahead(made)) == [Step.BREACH]


def test_a_pause_gives_back_the_business_time_it_took_and_not_the_night() -> None:
    made = clock()
    course.pause(made, at=at("2026-11-23 10:20"))
    assert course.steps_ahead(made) == {}
    assert course.verdict(made, now=DUE + timedelta(days=2)) is Verdict.PAUSED
    course.resume(made, at=at("2026-11-24 16:50"), calendar=calendar())
    assert made.warn_at == at("2026-11-24 17:00")
    assert made.due_at == at("2026-11-25 09:30")


def test_a_pause_of_an_elapsed_target_moves_it_by_the_clock_on_the_wall() -> None:
    made = clock({"target": "20 hours", "warn": "50 %"})
    course.pause(made, at=START + timedelta(hours=1))
    course.resume(made, at=START + timedelta(hours=6), calendar=calendar())
    assert made.due_at == START + timedelta(hours=25)
    assert made.paused_seconds == 5 * 3600


def test_a_clock_that_is_missed_already_does_not_rest() -> None:
    made = clock()
    assert not course.pause(made, at=DUE + SECOND)
    assert course.verdict(made, now=DUE + SECOND) is Verdict.BREACHED


def test_resolving_during_a_pause_is_judged_by_the_time_that_had_counted() -> None:
    made = clock()
    course.pause(made, at=START + timedelta(minutes=5))
    course.stop(made, at=DUE + timedelta(days=3), reason=StopReason.RESOLVED)
    assert not made.missed
    assert made.paused_at is None


def test_an_older_word_that_comes_to_light_moves_the_start_back() -> None:
    made = clock()
    earlier = at("2026-11-23 09:40")
    moved = course.begin_earlier(
        made,
        started_at=earlier,
        cause_message_id=7,
        promise=Promise.model_validate(HOUR),
        calendar=calendar(),
    )
    assert moved
    assert (made.started_at, made.due_at) == (earlier, at("2026-11-23 10:40"))
    assert made.cause_message_id == 7


def test_a_continued_clock_has_the_time_left_that_the_ended_one_had() -> None:
    made = clock("3 business days")
    course.meet(made, at=at("2026-11-24 17:00"))
    goes_on = going_on.continued(made, at=at("2026-12-01 09:00"), calendar=calendar())
    assert goes_on.generation == 2
    assert goes_on.state is ClockState.RUNNING
    assert goes_on.due_at == at("2026-12-02 17:00")
    assert made.met_at == at("2026-11-24 17:00")


def rested_until(end: str) -> SlaClock:
    """Ten of its sixty minutes had counted when it began to rest; it was stopped in that rest."""
    made = clock("60 business minutes")
    course.pause(made, at=at("2026-11-23 10:10"))
    course.stop(made, at=at(end), reason=StopReason.MERGED)
    return made


def test_what_ended_while_it_rested_has_the_time_left_it_had_then() -> None:
    made = rested_until("2026-11-23 10:40")
    goes_on = going_on.continued(made, at=at("2026-11-23 12:00"), calendar=calendar())
    assert goes_on.due_at == at("2026-11-23 12:50")
    assert [why for _, _, why in goes_on.pause_spans] == ["with_customer", "ended"]


def test_a_rest_that_ended_by_itself_in_the_last_second_is_not_given_twice() -> None:
    made = clock("60 business minutes")
    course.pause(made, at=at("2026-11-23 10:10"))
    course.resume(made, at=at("2026-11-23 10:40"), calendar=calendar())
    course.meet(made, at=at("2026-11-23 10:40"))
    goes_on = going_on.continued(made, at=at("2026-11-23 12:00"), calendar=calendar())
    assert goes_on.due_at == at("2026-11-23 12:50")


def test_a_stop_that_was_taken_back_leaves_it_at_rest_as_it_was() -> None:
    made = rested_until("2026-11-23 10:40")
    going_on.unstop(made, calendar=calendar())
    assert (made.state, made.paused_at) == (ClockState.PAUSED, at("2026-11-23 10:10"))
    assert (made.pause_spans, made.paused_seconds) == ([], 0)


def test_an_answer_that_was_none_ended_the_rest_in_which_it_came() -> None:
    made = clock("60 business minutes")
    course.pause(made, at=at("2026-11-23 10:10"))
    course.meet(made, at=at("2026-11-23 10:40"))
    going_on.unmeet(made, calendar=calendar())
    assert (made.state, made.due_at) == (ClockState.RUNNING, at("2026-11-23 11:30"))


@pytest.mark.parametrize("verb", ["meet", "stop"])
def test_nothing_but_an_earlier_event_changes_an_ended_clock(verb: str) -> None:
    made = clock()
    course.meet(made, at=START + SECOND)
    before = made.model_dump()
    if verb == "meet":
        course.meet(made, at=DUE + timedelta(days=1))
    else:
        course.stop(made, at=DUE, reason=StopReason.RESOLVED)
    assert made.model_dump() == before


HOURS = ("60 business minutes", "8 business hours", "20 hours")
DAYS = ("2 business days", "3 calendar days", "1 calendar week", "1 calendar month")
A_WHILE = st.integers(0, 10_000)


@settings(max_examples=60, deadline=None)
@given(calendars(), moments, st.sampled_from(HOURS), A_WHILE, A_WHILE)
def test_a_rest_costs_no_second_whatever_the_calendar(
    by: BusinessCalendar, start: datetime, target: str, before: int, resting: int
) -> None:
    made = clock({"target": target, "warn": "50 %"}, started_at=start, by=by)
    assert made.due_at is not None
    paused_at = min(start + timedelta(minutes=before), made.due_at)
    left = _left(made, by, paused_at)
    course.pause(made, at=paused_at)
    back = paused_at + timedelta(minutes=resting)
    course.resume(made, at=back, calendar=by)
    assert _left(made, by, back) == left


@settings(max_examples=60, deadline=None)
@given(calendars(), moments, st.sampled_from(DAYS), A_WHILE, A_WHILE)
def test_a_target_of_days_ends_with_a_day_after_any_rest(
    by: BusinessCalendar, start: datetime, target: str, before: int, resting: int
) -> None:
    made = clock({"target": target, "warn": "50 %"}, started_at=start, by=by)
    assert made.due_at is not None
    due, paused_at = made.due_at, min(start + timedelta(minutes=before), made.due_at)
    back = paused_at + timedelta(minutes=resting)
    course.pause(made, at=paused_at)
    course.resume(made, at=back, calendar=by)
    assert max(due, back) <= made.due_at
    assert made.warn_at is not None
    assert made.warn_at <= made.due_at
    last = made.due_at - SECOND
    if "business" in target:
        assert made.due_at == by.close_of_day(last)
    else:
        assert made.due_at == by.end_of_day(last, 0)


def test_a_rest_that_begins_in_the_due_second_leaves_that_second() -> None:
    made = clock()
    course.pause(made, at=DUE)
    course.resume(made, at=DUE + timedelta(hours=2), calendar=calendar())
    assert made.due_at == DUE + timedelta(hours=2)


SAMA_WEEK = ("sunday", "monday", "tuesday", "wednesday", "thursday")
SAMA_DAYS = calendar({day: ["00:00-24:00"] for day in SAMA_WEEK}, zone="Asia/Riyadh")


def riyadh(moment: str) -> datetime:
    return at(moment, zone="Asia/Riyadh")


@pytest.mark.parametrize(
    ("asked", "answered", "due"),
    [
        pytest.param("11-19 13:05", "11-19 13:20", "11-27", id="within the day of receipt"),
        pytest.param("11-19 13:05", "11-22 09:00", "11-27", id="until the first counted day"),
        pytest.param("11-20 10:00", "11-21 10:00", "11-27", id="over days that do not count"),
        pytest.param("11-22 09:00", "11-23 17:00", "11-27", id="parts of two days"),
        pytest.param("11-22 09:00", "11-24 09:00", "11-30", id="one day from beginning to end"),
        pytest.param("11-26 10:00", "11-26 23:00", "11-27", id="within the last day"),
        pytest.param("11-26 10:00", "11-29 09:00", "11-30", id="past the end: that day's end"),
    ],
)
def test_a_legal_deadline_moves_by_whole_counted_days_alone(
    asked: str, answered: str, due: str
) -> None:
    made = clock("5 business days", started_at=riyadh("2026-11-19 13:00"), by=SAMA_DAYS)
    assert made.due_at == riyadh("2026-11-27 00:00")  # the end of Thursday week
    course.pause(made, at=riyadh(f"2026-{asked}"))
    course.resume(made, at=riyadh(f"2026-{answered}"), calendar=SAMA_DAYS)
    assert made.due_at == riyadh(f"2026-{due} 00:00")


def test_a_rest_of_fifteen_minutes_leaves_fifteen_calendar_days_as_they_were() -> None:
    made = clock("15 calendar days")
    before = made.due_at
    course.pause(made, at=START + timedelta(minutes=5))
    course.resume(made, at=START + timedelta(minutes=20), calendar=calendar())
    assert made.due_at == before


@settings(max_examples=60, deadline=None)
@given(calendars(), moments, st.integers(0, 5_000), st.integers(0, 5_000), st.booleans())
def test_ticks_change_no_verdict(
    by: BusinessCalendar, start: datetime, answered: int, ticked: int, flagged: bool
) -> None:
    watched, unwatched = clock(started_at=start, by=by), clock(started_at=start, by=by)
    tick, answer = (start + timedelta(minutes=minutes) for minutes in (ticked, answered))
    for step, due_at in course.steps_ahead(watched).items():
        if flagged and due_at <= tick:
            course.flag(watched, step=step)
    course.meet(watched, at=answer)
    course.meet(unwatched, at=answer)
    assert watched.model_dump() == unwatched.model_dump()


def _left(made: SlaClock, by: BusinessCalendar, moment: datetime) -> int:
    assert made.due_at is not None
    if "business" in made.target:
        return by.between(moment, made.due_at)
    return int((made.due_at - moment).total_seconds())
