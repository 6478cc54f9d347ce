"""Which cases a report names and counts, by what, and that each figure opens as many."""

from datetime import timedelta

from sqlmodel import select

from bot.digest.choices import choices
from bot.digest.counting import TREND, read
from bot.digest.figure import Figure, cases_behind
from bot.digest.narrowing import By
from bot.digest.periods import period_named
from bot.digest.report import Share, Why
from bot.digest.words import wording
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseState, Surface
from bot.domain.records.cases.closure import Closure, ClosureKind, NotActionableReason, Outcome
from bot.slack.api.names import Names
from bot.storage.figures.figure_rows import Figures
from tests.digest.counting.counted_day import DAILY, END, Day, minutes


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
