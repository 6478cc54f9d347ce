"""What a report counts, from cases played in a database, and how it reads."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.desk import clocks
from bot.digest import wording
from bot.digest.counting import make, percentile
from bot.digest.periods import period_ending
from bot.digest.report import Age, Report, Why
from bot.domain.case import Case, CaseState, Surface
from bot.domain.claim import Claim
from bot.domain.closure import Closure, ClosureKind, NotActionableReason, Outcome
from bot.domain.digest_rules import DigestRule
from bot.domain.sla.policy import Metric
from bot.storage.engine import Database
from tests.domain.calendars import at
from tests.domain.house import house
from tests.storage.cases import new_case, new_message

RULES = house()
DAILY = RULES.digests["daily"]
START, END = at("2026-11-23 08:30"), at("2026-11-24 08:30")
TEN = at("2026-11-23 10:00")


def minutes(n: float) -> datetime:
    """So many minutes after ten on the Monday of the report."""
    return TEN + timedelta(minutes=n)


class Day:
    """A day at the desk."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def case(
        self, n: float = 0, *, surface: Surface = Surface.PUBLIC, timed: bool = True, **given: Any
    ) -> Case:
        """A customer writes so many minutes after ten."""
        case = new_case(self.session, opened_at=minutes(n), **given)
        word = new_message(self.session, case=case, posted_at=minutes(n), surface=surface)
        if timed:
            clocks.on_opened(session=self.session, rules=RULES, case=case, message=word)
        return case

    def claimed(self, case: Case, n: float) -> None:
        self.session.add(
            Claim(
                case_id=case.number, slack_user_id="U0AMIRA", claimed_at=minutes(n), claimed_by="s"
            )
        )
        clocks.on_claimed(session=self.session, case=case, at=minutes(n))

    def answered(self, case: Case, n: float) -> None:
        case.first_answered_at, case.unanswered_since = minutes(n), None
        case.state = CaseState.WITH_CUSTOMER
        self.session.add(case)
        clocks.on_answered(session=self.session, case=case, at=minutes(n))

    def ended(self, case: Case, n: float, kind: ClosureKind, outcome: str) -> None:
        resolved = kind is ClosureKind.RESOLVED
        case.state = CaseState.RESOLVED if resolved else CaseState.NOT_ACTIONABLE
        case.unanswered_since = None
        self.session.add(
            Closure(
                case_id=case.number, kind=kind, outcome=outcome, closed_at=minutes(n), closed_by="s"
            )
        )
        stop = clocks.on_resolved if resolved else None
        if stop:
            stop(session=self.session, case=case, at=minutes(n))
        else:
            clocks.on_not_actionable(session=self.session, case=case, at=minutes(n), reason=outcome)

    def report(self, now: datetime = END, rule: DigestRule = DAILY) -> Report:
        self.session.flush()
        period = period_ending("daily", rule, END.date())
        return make(session=self.session, rule=rule, period=period, now=now)


@pytest.fixture
def day(database: Database) -> Iterator[Day]:
    with database.transaction() as session:
        yield Day(session)


def test_nothing_at_all_reads_well(day: Day) -> None:
    report = day.report()
    assert report.is_quiet
    assert wording.sentence(report).startswith("A quiet time")
    assert dict(wording.figures(report)) == {
        "Received": "0",
        "Waiting now": "0",
        "Without an owner": "0",
        "Targets missed": "none",
    }
    assert (report.answered_share, report.inside_share, report.median_response) == (
        None,
        None,
        None,
    )


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
    assert (report.received, report.needed_answer, report.answered) == (7, 6, 5)
    assert (report.response_inside, report.response_decided) == (4, 6)
    assert (report.median_response, report.p90_response) == (
        timedelta(minutes=20),
        timedelta(minutes=90),
    )
    assert report.resolved == {Outcome.EXPLAINED: 1}
    assert report.not_actionable == {NotActionableReason.PRAISE: 1}
    assert report.breached == {Metric.CLAIMED: 1, Metric.FIRST_RESPONSE: 2}
    assert (report.unanswered_now, report.unclaimed_now) == (1, 1)
    assert wording.sentence(report) == (
        "7 new cases; 5 of the 6 that needed an answer have one. "
        "1 customer is waiting now, the longest for 21 h 30 min."
    )


def test_a_promise_is_counted_in_the_period_in_which_it_was_kept_or_broken(day: Day) -> None:
    before = day.case(-90 - 60)  # 07:30: due at ten, before anybody answers
    late = day.case(24 * 60 - 91)  # 08:29 next morning: due at ten, after the period
    day.answered(before, 45)
    report = day.report()
    assert report.response_decided == 1
    assert late.first_answered_at is None


def test_a_promise_broken_before_the_case_was_resolved_still_counts(day: Day) -> None:
    case = day.case()
    day.ended(case, 61, ClosureKind.RESOLVED, Outcome.FIXED)
    assert day.report().breached[Metric.FIRST_RESPONSE] == 1


def test_a_promise_whose_case_ended_before_it_was_due_is_not_counted(day: Day) -> None:
    case = day.case()
    day.ended(case, 5, ClosureKind.NOT_ACTIONABLE, NotActionableReason.SPAM)
    report = day.report()
    assert report.breached == {}
    assert report.response_decided == 0


def test_a_case_found_late_is_counted_when_it_reached_us(day: Day) -> None:
    day.case(-600, received_at=minutes(5))
    day.case(-600, received_at=START - timedelta(seconds=1))
    assert day.report().received == 1


def test_the_period_begins_with_its_first_moment_and_ends_before_its_last(day: Day) -> None:
    day.case(received_at=START)
    day.case(received_at=END)
    assert day.report().received == 1


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


def test_the_cases_to_see_come_the_most_pressing_first_each_with_its_reason(day: Day) -> None:
    now = minutes(100)
    owned = day.case(0)
    day.claimed(owned, 1)
    unowned = day.case(20)
    lost = day.case(50, timed=False)
    risky = day.case(60)
    day.claimed(risky, 61)
    fresh = day.case(95)
    day.claimed(fresh, 96)
    found = [(entry.case_id, entry.why) for entry in day.report(now).to_see]
    assert found == [
        (unowned.number, Why.OVERDUE_UNOWNED),
        (owned.number, Why.OVERDUE),
        (lost.number, Why.NO_CLOCK),
        (risky.number, Why.AT_RISK),
        (fresh.number, Why.UNANSWERED),
    ]
    words = [entry.words for entry in day.report(now).to_see]
    assert words[0] == "Claim overdue since"
    assert words[1] == "First response overdue since"


def test_only_ten_cases_are_named_and_the_rest_are_counted(day: Day) -> None:
    for n in range(13):
        day.case(n)
    report = day.report()
    assert (len(report.to_see), report.to_see_more) == (10, 3)


def test_a_case_without_a_clock_is_told_and_never_silently_skipped(day: Day) -> None:
    day.case(timed=False)
    report = day.report()
    assert report.without_clock == 1
    assert wording.figures(report)[0][0] == "Without a clock"


def test_private_words_are_counted_and_never_named(day: Day) -> None:
    day.case(surface=Surface.PRIVATE)
    report = day.report()
    assert (report.received_private, report.unanswered_private) == (1, 1)
    assert (report.to_see, report.oldest) == ((), None)
    assert dict(wording.figures(report))["Waiting now"] == "1 (1 in private)"


def test_a_digest_of_one_brand_counts_only_its_cases(day: Day) -> None:
    day.case()
    day.case(brand="harbour", team="harbour")
    brand = DAILY.model_copy(update={"brands": ("harbour",)})
    team = DAILY.model_copy(update={"teams": ("desk",)})
    assert day.report(rule=brand).received == 1
    assert day.report(rule=team).received == 1
    assert day.report().received == 2


def test_a_reopened_remark_needs_an_answer_after_all(day: Day) -> None:
    case = day.case()
    day.ended(case, 5, ClosureKind.NOT_ACTIONABLE, NotActionableReason.NO_REPLY_NEEDED)
    day.session.flush()
    assert day.report().needed_answer == 0
    for closure in day.session.exec(select(Closure)):
        closure.reopened_at = minutes(10)
    assert day.report().needed_answer == 1


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (2, 2), (10, 9), (11, 10), (100, 90)])
def test_the_ninetieth_percentile_is_a_value_that_did_occur(count: int, expected: int) -> None:
    values = [timedelta(minutes=n) for n in range(count, 0, -1)]
    assert percentile(values, 90) == timedelta(minutes=expected)


@pytest.mark.parametrize(
    ("minutes_long", "words"),
    [
        (0.5, "under 1 min"),
        (59, "59 min"),
        (60, "1 h"),
        (80, "1 h 20 min"),
        (1440, "1 day"),
        (3 * 1440 + 125, "3 days 2 h"),
    ],
)
def test_a_length_of_time_is_told_in_two_steps_at_most(minutes_long: float, words: str) -> None:
    assert wording.duration(timedelta(minutes=minutes_long)) == words
