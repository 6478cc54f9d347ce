"""Whatever the rows: shares lie between nothing and all, parts sum to their whole, words are found."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.choices import ChoiceGroup, choices
from bot.digest.counting import counted
from bot.digest.figure import Figure, cases_behind
from bot.digest.periods import Period
from bot.digest.report import Report, Share
from bot.digest.words import wording
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.closure import ClosureKind, NotActionableReason, Outcome
from bot.domain.rules.digest_rules import DigestRule
from bot.domain.sla.policy import Metric
from bot.storage.figures.figure_rows import (
    CaseRow,
    ClaimRow,
    ClockRow,
    ClosureRow,
    Figures,
    PledgeRow,
    PledgeStep,
    ReplyRow,
)
from tests.domain.calendars import at

START, END = at("2026-11-20 08:30"), at("2026-11-21 08:30")
NOW = END + timedelta(minutes=7)
RULE = DigestRule.model_validate(
    {"title": "D", "at": "08:30", "time_zone": "Europe/London", "per_person": True}
)
PERIOD = Period(digest="daily", key="2026-11-21", start=START, end=END)

moments = st.integers(-3 * 24 * 60, 24 * 60 + 7).map(lambda n: START + timedelta(minutes=n))
maybe = st.none() | moments
people = st.sampled_from(["", "U0AMIRA", "U0TOM"])
numbers = st.integers(1, 6)


def case_row(number: int) -> st.SearchStrategy[CaseRow]:
    return st.builds(
        CaseRow,
        case_id=st.just(number),
        brand=st.sampled_from(["northbank", "harbour"]),
        channel=st.sampled_from(["x", "facebook"]),
        team=st.sampled_from(["", "desk"]),
        opened_at=moments,
        unanswered_since=maybe,
        first_answered_at=maybe,
        needs_answer=st.booleans(),
        is_resolved=st.booleans(),
        is_private=st.booleans(),
        owner=people,
        pledge_due_at=maybe,
    )


clocks = st.builds(
    ClockRow,
    case_id=numbers,
    metric=st.sampled_from(Metric),
    started_at=moments,
    warn_at=maybe,
    due_at=moments,
    met_at=maybe,
    stopped_at=maybe,
    paused_at=maybe,
)
closures = st.builds(
    ClosureRow,
    case_id=numbers,
    kind=st.sampled_from(ClosureKind),
    outcome=st.sampled_from([*Outcome, *NotActionableReason]).map(str),
    closed_at=moments,
)
claims = st.builds(
    ClaimRow, case_id=numbers, slack_user_id=people, claimed_at=moments, released_at=maybe
)
replies = st.builds(
    ReplyRow,
    case_id=numbers,
    slack_user_id=people,
    purpose=st.sampled_from(Purpose),
    written_at=moments,
    published_at=maybe,
    withdrawn_at=maybe,
    refused_at=maybe,
)
pledges = st.builds(
    PledgeRow, case_id=numbers, step=st.sampled_from(PledgeStep), is_late=st.booleans()
)


@st.composite
def any_rows(draw: st.DrawFn) -> Figures:
    cases = [draw(case_row(number)) for number in range(1, 7)]
    some = st.lists(st.sampled_from(cases), unique_by=lambda row: row.case_id)
    return Figures(
        start=START,
        end=END,
        received=draw(some),
        answered=[row for row in draw(some) if row.first_answered_at],
        waiting=draw(some),
        decided=draw(st.lists(clocks, max_size=5)),
        running=draw(st.lists(clocks.map(_still_runs), max_size=4)),
        ended=draw(st.lists(closures, max_size=5)),
        reopened=frozenset(draw(st.sets(numbers, max_size=3))),
        claims=draw(st.lists(claims, max_size=5)),
        replies=draw(st.lists(replies, max_size=5)),
        published=draw(st.lists(replies, max_size=5)),
        pledges=draw(st.lists(pledges, max_size=4)),
        timed=frozenset(draw(st.sets(numbers))),
        others=cases,
    )


def _still_runs(clock: ClockRow) -> ClockRow:
    return clock._replace(met_at=None, stopped_at=None)


@settings(deadline=None, max_examples=50)
@given(any_rows())
def test_shares_and_sums_hold_for_any_rows(rows: Figures) -> None:
    report = counted(rows, rule=RULE, period=PERIOD, now=NOW)
    for share in _shares(report):
        assert 0 <= share.part <= share.whole
        assert share.value is None if not share.whole else 0 <= (share.value or 0) <= 1
    answered = report.count(Figure.ANSWERED)
    assert (answered, answered + report.count(Figure.NOT_ANSWERED)) == (
        report.answered.part,
        report.answered.whole,
    )
    assert report.count(Figure.ONLY_ANSWERED) <= answered
    assert sum(report.causes.values()) == report.broken_total
    assert sum(s.whole - s.part for s in report.in_time.values()) == report.broken_total
    assert sum(report.ages.values()) == report.count(Figure.WAITING)
    assert sum(report.ahead.values()) == report.count(Figure.AHEAD)
    assert report.count(Figure.PRIVATE_OPEN) <= report.count(Figure.TO_PRIVATE)
    for groups in (report.by_channel, report.by_brand, report.by_team):
        assert sum(group.received for group in groups) == report.count(Figure.RECEIVED)
        assert sum(group.answered.part for group in groups) == report.answered.part
        assert sum(group.waiting for group in groups) == report.count(Figure.WAITING)
    if report.response is not None:
        assert timedelta() <= report.response.median <= report.response.p90


@settings(deadline=None, max_examples=25)
@given(any_rows())
def test_any_report_can_be_kept_as_json_and_told_in_words(rows: Figures) -> None:
    report = counted(rows, rule=RULE, period=PERIOD, now=NOW)
    assert Report.model_validate(report.model_dump(mode="json")) == report
    assert wording.sentence(report).endswith(".")
    for label, value in wording.figures(report):
        assert label
        assert value
    for table in wording.tables(report):
        assert table.title
        assert all(label and value for label, value in table.rows)
    in_all, *lines = [*choices(report), ChoiceGroup("", ())]
    assert {choice.figure for choice in in_all.choices} == set(report.counts)
    ahead = timedelta(hours=RULE.ahead_hours)
    for choice in (choice for group in lines for choice in group.choices):
        behind = cases_behind(rows, choice.figure, now=NOW, ahead=ahead, only=choice.only)
        assert behind or choice.figure is Figure.BROKEN  # a line that counts opens its cases


def _shares(report: Report) -> list[Share]:
    groups = (*report.by_channel, *report.by_brand, *report.by_team)
    of_groups = [share for group in groups for share in (group.answered, group.in_time)]
    return [report.answered, *report.in_time.values(), *of_groups]
