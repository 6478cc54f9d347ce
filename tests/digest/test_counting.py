"""What a report counts, from cases played in a database, and how it reads."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.desk.clocks import case_clocks
from bot.digest.causes import Cause
from bot.digest.choices import choices
from bot.digest.counting import TREND, make, percentile, read
from bot.digest.figure import Figure, cases_behind
from bot.digest.narrowing import By
from bot.digest.periods import period_named
from bot.digest.report import Age, Report, Share, Times, Why
from bot.digest.words import wording
from bot.digest.words.lengths import duration, percent
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.cases.closure import Closure, ClosureKind, NotActionableReason, Outcome
from bot.domain.records.claim import Claim
from bot.domain.rules.digest_rules import DigestRule
from bot.domain.sla.policy import Metric
from bot.slack.api.names import Names
from bot.storage.engine import Database
from bot.storage.figures.figure_rows import Figures
from tests.desk.conftest import desk_in
from tests.domain.calendars import at
from tests.domain.house import house
from tests.storage.stored_cases import new_case, new_message

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
        self.desk = desk_in(session, rules=RULES, now=TEN)

    def case(
        self, n: float = 0, *, surface: Surface = Surface.PUBLIC, timed: bool = True, **given: Any
    ) -> Case:
        """A customer writes so many minutes after ten."""
        case = new_case(self.session, opened_at=minutes(n), **given)
        word = new_message(self.session, case=case, posted_at=minutes(n), surface=surface)
        if timed:
            case_clocks.on_opened(self.desk, case=case, message=word)
        return case

    def claimed(self, case: Case, n: float) -> None:
        self.session.add(
            Claim(
                case_id=case.number, slack_user_id="U0AMIRA", claimed_at=minutes(n), claimed_by="s"
            )
        )
        case_clocks.on_claimed(self.desk, case=case, at=minutes(n))

    def replied(
        self, case: Case, n: float, *, purpose: Purpose = Purpose.ANSWERS, **given: Any
    ) -> None:
        """Somebody pressed Send so many minutes after ten."""
        self.session.add(
            Reply(
                case_id=case.number,
                in_reply_to="1",
                purpose=purpose,
                text="Sorry, Ana.",
                text_sha256="0" * 64,
                slack_user_id="U0AMIRA",
                request_key=f"{case.number}-{n}",
                written_at=minutes(n),
                send_after=minutes(n),
                **given,
            )
        )

    def answered(self, case: Case, n: float) -> None:
        case.first_answered_at, case.unanswered_since = minutes(n), None
        case.state = CaseState.WITH_CUSTOMER
        self.session.add(case)
        case_clocks.on_answered(self.desk, case=case, at=minutes(n))

    def ended(self, case: Case, n: float, kind: ClosureKind, outcome: str) -> None:
        resolved = kind is ClosureKind.RESOLVED
        case.state = CaseState.RESOLVED if resolved else CaseState.NOT_ACTIONABLE
        case.unanswered_since = None
        self.session.add(
            Closure(
                case_id=case.number, kind=kind, outcome=outcome, closed_at=minutes(n), closed_by="s"
            )
        )
        if resolved:
            case_clocks.on_resolved(self.desk, case=case, at=minutes(n), accepted=True)
        else:
            case_clocks.on_not_actionable(self.desk, case=case, at=minutes(n), reason=outcome)

    def report(self, now: datetime = END, rule: DigestRule = DAILY) -> Report:
        self.session.flush()
        period = period_named("daily", rule, END.date().isoformat(), max(now, END))
        return make(session=self.session, rule=rule, period=period, now=now)


@pytest.fixture
def day(database: Database) -> Iterator[Day]:
    with database.transaction() as session:
        yield Day(session)


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
    assert words[:2] == ["First response overdue since"] * 2, "what the customer waits for"
    earlier = [entry.words for entry in day.report(minutes(75)).to_see]
    assert earlier[:2] == ["Claim overdue since", "First response overdue since"]


def test_only_ten_cases_are_named_and_the_rest_are_counted(day: Day) -> None:
    for n in range(13):
        day.case(n)
    longest = day.case(-60)
    day.claimed(longest, -59)
    report = day.report()
    assert (len(report.to_see), report.to_see_more) == (10, 4)
    assert report.oldest is not None
    assert report.oldest.case_id == longest.number
    assert report.to_see[0].case_id == longest.number, "late the longest, whoever holds it"


def test_a_case_without_a_clock_is_told_and_never_silently_skipped(day: Day) -> None:
    day.case(timed=False)
    report = day.report()
    assert report.count(Figure.WITHOUT_CLOCK) == 1
    assert wording.figures(report)[0][0] == "Without a clock"


def test_private_words_are_counted_and_never_named(day: Day) -> None:
    day.case(surface=Surface.PRIVATE)
    report = day.report()
    assert (report.private[Figure.RECEIVED], report.private[Figure.WAITING]) == (1, 1)
    assert (report.to_see, report.oldest) == ((), None)
    assert dict(wording.figures(report))["Waiting now"] == "1 (1 in private)"


def test_a_digest_of_one_brand_counts_only_its_cases(day: Day) -> None:
    day.case()
    day.case(brand="harbour", team="harbour")
    brand = DAILY.model_copy(update={"brands": ("harbour",)})
    team = DAILY.model_copy(update={"teams": ("desk",)})
    assert day.report(rule=brand).count(Figure.RECEIVED) == 1
    assert day.report(rule=team).count(Figure.RECEIVED) == 1
    assert day.report().count(Figure.RECEIVED) == 2


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


def test_sent_to_private_is_counted_with_whether_an_outcome_was_recorded(day: Day) -> None:
    told, open_ended = day.case(0), day.case(1)
    for case in (told, open_ended):
        day.replied(case, 5, purpose=Purpose.MOVES_TO_PRIVATE, published_at=minutes(6))
    day.ended(told, 60, ClosureKind.RESOLVED, Outcome.REDRESS)
    report = day.report()
    assert (report.count(Figure.TO_PRIVATE), report.count(Figure.PRIVATE_OPEN)) == (2, 1)
    [ended] = [t for t in wording.tables(report) if t.title == "How it ended"]
    assert ("Sent to private", "2, 1 with an outcome yet") in ended.rows


def test_reopened_and_misdirected_cases_are_counted(day: Day) -> None:
    again, other = day.case(0), day.case(1)
    day.ended(again, 5, ClosureKind.RESOLVED, Outcome.EXPLAINED)
    day.ended(other, 6, ClosureKind.NOT_ACTIONABLE, NotActionableReason.NOT_OURS)
    day.session.flush()
    closure = day.session.exec(select(Closure).where(Closure.case_id == again.number)).one()
    closure.reopened_at = minutes(30)
    report = day.report()
    assert (report.count(Figure.REOPENED), report.count(Figure.NOT_OURS)) == (1, 1)


def test_figures_are_broken_down_by_priority_where_there_is_more_than_one(day: Day) -> None:
    urgent = day.case(0, priority="urgent")
    day.answered(urgent, 10)
    assert "By priority" not in {table.title for table in wording.tables(day.report())}
    day.case(1)
    [by_priority] = [t for t in wording.tables(day.report()) if t.title == "By priority"]
    assert dict(by_priority.rows)["urgent"] == "1 new, 100 % answered, 100 % in time, 0 waiting"


def test_figures_are_broken_down_by_language(day: Day) -> None:
    day.answered(day.case(0, language="ar"), 10)
    day.case(1, language="en")
    titles = Names().line
    told = wording.tables(day.report(), titles=titles)
    [by_language] = [table for table in told if table.title == "By language"]
    assert dict(by_language.rows)["Arabic"] == "1 new, 100 % answered, 100 % in time, 0 waiting"


def test_a_report_is_set_beside_the_period_before(day: Day) -> None:
    yesterday = day.case(-24 * 60)
    day.claimed(yesterday, 5 - 24 * 60)
    for n in range(2):
        case = day.case(n)
        day.claimed(case, n + 1)
        day.answered(case, n + 20)
    report = day.report()
    assert report.earlier is not None
    assert report.earlier.answered == Share(part=0, whole=1)
    [beside] = [t for t in wording.tables(report) if t.title == "Against the last period"]
    assert ("Answered", "↑ 100 points (0 % before)") in beside.rows
    assert ("New cases", "↑ 1 more (1 before)") in beside.rows
    assert [point.key for point in report.trend][-2:] == ["2026-11-23", "2026-11-24"]
    assert len(report.trend) == TREND


def test_what_came_in_and_what_was_open_at_the_end_is_told_of_each_period(day: Day) -> None:
    day.case(-48 * 60)  # open ever since
    ended_next_day = day.case(-24 * 60)
    reopened = day.case(-24 * 60)
    day.ended(ended_next_day, 5, ClosureKind.RESOLVED, "fixed")
    day.ended(reopened, -23 * 60, ClosureKind.RESOLVED, "fixed")
    day.session.flush()
    closure = day.session.exec(select(Closure).where(Closure.case_id == reopened.number)).one()
    closure.reopened_at, reopened.state = minutes(60), CaseState.NEW
    day.case(10)
    day.ended(day.case(20), 30, ClosureKind.NOT_ACTIONABLE, "praise")
    day.case(25 * 60)  # after the period
    day.case(30, state=CaseState.MERGED)  # counted where it went
    flows = [(point.received, point.open) for point in day.report(minutes(26 * 60)).trend]
    assert flows[-4:] == [(0, 0), (1, 1), (2, 2), (2, 3)]


def test_persons_are_only_told_if_the_bank_says_so(day: Day) -> None:
    case = day.case()
    day.claimed(case, 1)
    day.replied(case, 5, published_at=minutes(6))
    assert day.report().by_person == ()
    rule = DAILY.model_copy(update={"per_person": True})
    [person] = day.report(rule=rule).by_person
    assert (person.slack_user_id, person.published, person.holds) == ("U0AMIRA", 1, 1)


def test_each_figure_opens_as_many_cases_as_it_counts(day: Day) -> None:
    day.case(0)
    private = day.case(1, surface=Surface.PRIVATE, brand="harbour", team="harbour")
    answered = day.case(2)
    day.answered(answered, 20)
    report, rows = day.report(), read_rows(day)
    for figure in Figure:
        behind = cases_behind(rows, figure, now=END, ahead=timedelta(hours=8))
        assert len(behind) == report.count(figure)
        assert sum(row.is_private for row in behind) == report.private.get(figure, 0)
    assert private.number in {row.case_id for row in rows.received}
    lines = [choice for group in choices(report)[1:] for choice in group.choices]
    assert {choice.only.by for choice in lines if choice.only} >= {By.METRIC, By.CAUSE, By.TEAM}
    for choice in lines:
        ahead = timedelta(hours=8)
        behind = cases_behind(rows, choice.figure, now=END, ahead=ahead, only=choice.only)
        assert behind
        assert choice.figure is Figure.BROKEN or choice.label.endswith(f"({len(behind)})")


def read_rows(day: Day) -> Figures:
    period = period_named("daily", DAILY, END.date().isoformat(), END)
    return read(session=day.session, rule=DAILY, period=period)


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
    assert duration(timedelta(minutes=minutes_long)) == words


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (1, 35, 3),
        (1, 40, 3),  # 2.5: a half goes up
        (34, 35, 97),
        (999, 1000, 99),
        (1, 1000, 1),
        (7, 7, 100),
        (0, 7, 0),
        (0, 0, None),
    ],
)
def test_percent_is_the_nearest_but_all_and_none_are_only_all_and_none(
    part: int, whole: int, told: int | None
) -> None:
    assert percent(Share(part=part, whole=whole)) == told
