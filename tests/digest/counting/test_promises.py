"""Promises are counted in the period in which they were kept or broken, and who waits, by how long."""

from datetime import timedelta

from sqlmodel import select

from bot.digest.causes import Cause
from bot.digest.choices import choices
from bot.digest.figure import Figure
from bot.digest.report import Age, Share, Times
from bot.digest.words import wording
from bot.domain.records.cases.closure import Closure, ClosureKind, NotActionableReason, Outcome
from bot.domain.sla.policy import Metric
from tests.digest.counting.counted_day import DAILY, END, START, Day, minutes


def test_nothing_at_all_reads_well(day: Day) -> None:
    report = day.report()
    assert report.is_quiet
    assert wording.sentence(report).startswith("A quiet time")
    assert wording.figures(report) == ()
    assert wording.tables(report) == (), "the sentence says it all"
    assert (report.answered.value, report.in_time, report.response) == (None, {}, None)
    assert choices(report) == []


def test_an_ordinary_day_is_counted(day: Day) -> None:
    for n in range(4):
        case = day.case(n)
        day.claimed(case, n + 5)
        day.answered(case, n + 20)
    late = day.case(10)
    day.claimed(late, 12)
    day.answered(late, 10 + 90)
    day.ended(late, 200, ClosureKind.RESOLVED, Outcome.EXPLAINED)
    thanks = day.case(30)
    day.ended(thanks, 35, ClosureKind.NOT_ACTIONABLE, NotActionableReason.PRAISE)
    day.case(60)
    report = day.report()
    assert report.count(Figure.RECEIVED) == 7
    assert report.answered == Share(part=5, whole=6)
    assert report.in_time[Metric.FIRST_RESPONSE] == Share(part=4, whole=6)
    assert report.response == Times(
        count=5, median=timedelta(minutes=20), p90=timedelta(minutes=90)
    )
    assert report.resolved == {Outcome.EXPLAINED: 1}
    assert report.not_actionable == {NotActionableReason.PRAISE: 1}
    assert report.broken == {Metric.CLAIMED: 1, Metric.FIRST_RESPONSE: 2}
    assert report.causes == {Cause.UNCLAIMED: 2, Cause.LATE: 1}
    assert report.count(Figure.ONLY_ANSWERED) == 4
    assert (report.count(Figure.WAITING), report.count(Figure.UNCLAIMED)) == (1, 1)
    assert wording.sentence(report) == (
        "7 new cases; 5 of the 6 that needed an answer have one. "
        "1 customer is waiting now, the longest for 21 h 30 min."
    )


def test_a_promise_is_counted_in_the_period_in_which_it_was_kept_or_broken(day: Day) -> None:
    before = day.case(-90 - 60)  # 07:30: due at ten, before anybody answers
    late = day.case(24 * 60 - 91)  # 08:29 next morning: due at ten, after the period
    day.answered(before, 45)
    report = day.report()
    assert report.in_time[Metric.FIRST_RESPONSE].whole == 1
    assert late.first_answered_at is None


def test_a_promise_broken_before_the_case_was_resolved_still_counts(day: Day) -> None:
    case = day.case()
    day.ended(case, 61, ClosureKind.RESOLVED, Outcome.FIXED)
    assert day.report().broken[Metric.FIRST_RESPONSE] == 1


def test_a_promise_whose_case_ended_before_it_was_due_is_not_counted(day: Day) -> None:
    case = day.case()
    day.ended(case, 5, ClosureKind.NOT_ACTIONABLE, NotActionableReason.SPAM)
    report = day.report()
    assert report.broken == {}
    assert Metric.FIRST_RESPONSE not in report.in_time


def test_a_case_found_late_is_counted_when_it_reached_us(day: Day) -> None:
    day.case(-600, received_at=minutes(5))
    day.case(-600, received_at=START - timedelta(seconds=1))
    assert day.report().count(Figure.RECEIVED) == 1


def test_the_period_begins_with_its_first_moment_and_ends_before_its_last(day: Day) -> None:
    day.case(received_at=START)
    day.case(received_at=END)
    assert day.report().count(Figure.RECEIVED) == 1


def test_those_who_wait_are_counted_by_how_long(day: Day) -> None:
    now = minutes(24 * 60)
    for hours in (0.5, 2, 2, 10, 30, 100):
        day.case(24 * 60 - hours * 60)
    assert day.report(now).ages == {
        Age.UNDER_1_HOUR: 1,
        Age.UNDER_4_HOURS: 2,
        Age.UNDER_1_DAY: 1,
        Age.UNDER_3_DAYS: 1,
        Age.OLDER: 1,
    }


def test_a_reopened_remark_needs_an_answer_after_all(day: Day) -> None:
    case = day.case()
    day.ended(case, 5, ClosureKind.NOT_ACTIONABLE, NotActionableReason.NO_REPLY_NEEDED)
    day.session.flush()
    assert day.report().answered.whole == 0
    for closure in day.session.exec(select(Closure)):
        closure.reopened_at = minutes(10)
    assert day.report().answered.whole == 1


def test_what_was_written_in_time_and_refused_is_a_cause_of_its_own(day: Day) -> None:
    refused, late, silent, lost = day.case(0), day.case(1), day.case(2), day.case(3)
    for case in (refused, late, silent):
        day.claimed(case, 5)
    day.replied(refused, 30, refused_at=minutes(31))
    day.replied(late, 70, published_at=minutes(71))
    day.answered(late, 71)
    assert lost.first_answered_at is None
    report = day.report()
    assert report.causes == {
        Cause.UNCLAIMED: 2,  # to claim it, and to answer it
        Cause.NOT_DONE: 1,
        Cause.LATE: 1,
        Cause.NOT_SENT: 1,
    }
    assert sum(report.causes.values()) == report.broken_total


def test_what_falls_due_in_the_next_hours_is_told_by_hour(day: Day) -> None:
    now = minutes(0)
    soon, later, far = day.case(-30), day.case(0), day.case(-1)
    for case in (soon, later, far):
        day.claimed(case, 0)
    day.case(-30)  # nobody claimed it: late already, whatever else falls due
    day.session.flush()
    rule = DAILY.model_copy(update={"ahead_hours": 2})
    report = day.report(now, rule)
    assert report.ahead == {0: 2, 1: 1}
    assert report.count(Figure.AHEAD) == 3
