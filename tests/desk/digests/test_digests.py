"""A digest is issued once a period, also when nobody was there at the moment."""

from datetime import timedelta

import pytest

from bot.desk.cases import closures
from bot.desk.clocks import complaints
from bot.desk.digests import issuing
from bot.digest import counting
from bot.digest.figure import Figure
from bot.digest.periods import Period
from bot.digest.report import Report
from bot.digest.words import wording
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.staff import Actor
from bot.outbox.delivery import Delivery
from bot.outbox.outcome import Refused
from tests.desk.conftest import MONDAY_TEN, Bank

AMIRA, GRACE = Actor.staff("U0AMIRA"), Actor.staff("U0GRACE")


def issue(bank: Bank) -> int:
    """How many daily digests a tick issues."""
    before = len(daily(bank))
    with bank.desk() as desk:
        issuing.issue_due(desk)
    return len(daily(bank)) - before


def daily(bank: Bank, kind: str = "slack.digest") -> list[Delivery]:
    return [d for d in bank.deliveries(kind) if d.payload["digest"] == "daily"]


def test_a_new_house_reports_nothing_about_the_time_before_it(bank: Bank) -> None:
    assert issue(bank) == 0


def test_each_day_is_issued_once_and_names_what_came_in(bank: Bank) -> None:
    issue(bank)
    bank.complaint()
    bank.later(days=1)
    assert issue(bank) == 1
    assert issue(bank) == 0
    [digest] = daily(bank)
    assert digest.payload["report"]["counts"]["received"] == 1
    assert digest.payload["report"]["to_see"][0]["case_id"] == 1


def test_days_missed_while_the_worker_was_down_are_issued_when_it_is_back(bank: Bank) -> None:
    issue(bank)
    bank.later(days=3)
    assert issue(bank) == 3
    keys = [d.payload["period"] for d in daily(bank)]
    assert keys == sorted(set(keys))


def test_a_digest_on_demand_takes_nothing_from_the_daily_one(bank: Bank) -> None:
    issue(bank)
    bank.complaint()
    bank.later(minutes=5)
    with bank.desk() as desk:
        report = issuing.issue_now(desk, digest="daily", by=Actor.staff("U0DANIEL"))
    assert report.count(Figure.RECEIVED) == 1
    bank.later(days=1)
    assert issue(bank) == 1


def test_the_chart_follows_its_digest_and_a_quiet_day_has_none(bank: Bank) -> None:
    issue(bank)
    bank.later(days=1)
    issue(bank)
    assert daily(bank, "slack.chart") == []
    bank.complaint()
    bank.later(days=1)
    issue(bank)
    [chart] = daily(bank, "slack.chart")
    digest = daily(bank)[-1]
    assert chart.payload["under"] == digest.dedupe_key
    assert (chart.ordering_key, chart.wait_for) == (digest.ordering_key, digest.id)


def test_a_digest_asked_for_oneself_goes_to_that_person_alone(bank: Bank) -> None:
    with bank.desk() as desk:
        issuing.issue_now(desk, digest="daily", by=Actor.staff("U0LENA"), slack_user_id="U0LENA")
    [digest] = daily(bank)
    assert digest.payload["slack_channel"] == "U0LENA"


def test_a_figure_opens_its_cases_as_they_stand_now(bank: Bank) -> None:
    first, second = bank.complaint(author="ana"), bank.complaint(author="bo")
    bank.later(minutes=5)
    with bank.desk() as desk:
        report = issuing.look(desk, digest=issuing.BOARD)
        key, board = report.period.key, issuing.BOARD
        found = issuing.opened(desk, digest=board, period=key, figure=Figure.WAITING)
    assert [row.case_id for row in found] == [first, second]
    assert report.count(Figure.WAITING) == 2


def test_a_bare_thanks_is_counted_and_reopens_nothing(bank: Bank) -> None:
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id or 0, outcome=Outcome.FIXED, remark="", by=AMIRA)
    bank.later(minutes=5)
    bank.take_in(bank.post("Thanks!", conversation=post.conversation))
    bank.later(minutes=5)
    with bank.desk() as desk:
        report = issuing.issue_now(desk, digest="daily", by=Actor.staff("U0DANIEL"))
    assert report.count(Figure.THANKED) == 1
    assert report.count(Figure.REOPENED) == 0


def test_each_complaint_rule_is_told_by_its_own_deadline(bank: Bank) -> None:
    for author, preset in (("ana", "au_rg271"), ("bo", "uk_psd")):
        case_id = bank.complaint(author=author)
        with bank.desk() as desk:
            complaints.mark(desk, case_id=case_id, preset=preset, by=GRACE, reason="Redress")
    bank.later(days=70)
    with bank.desk() as desk:
        rule = issuing.rule_of(desk, digest="daily")
        period = Period(digest="daily", key="2027-02-01", start=MONDAY_TEN, end=desk.now)
        report = counting.make(session=desk.session, rule=rule, period=period, now=desk.now)
    kept = dict(next(t.rows for t in wording.tables(report) if t.title == "Targets kept"))
    assert "Complaint deadline" not in kept
    deadlines = {
        title: said for title, said in kept.items() if title not in {"Claim", "First response"}
    }
    assert len(deadlines) >= 3, "an acknowledgement and final responses, each by itself"
    assert set(deadlines.values()) == {"0 % (0 of 1)"}


def test_a_past_period_can_be_looked_at_and_an_unknown_one_is_told(bank: Bank) -> None:
    bank.complaint()
    bank.later(days=2)
    with bank.desk() as desk:
        report = issuing.look(desk, digest="daily", period="2026-11-17")
        assert report.count(Figure.RECEIVED) == 1
        with pytest.raises(issuing.NotOfThisDigest, match="no period"):
            issuing.look(desk, digest="daily", period="2027-01-01")
        with pytest.raises(issuing.NoSuchDigest, match="Known: daily"):
            issuing.look(desk, digest="hourly")


def test_weeks_months_and_shifts_are_issued_as_well_each_once(bank: Bank) -> None:
    issue(bank)
    for _ in range(15):
        bank.later(days=1)
        issue(bank)
        issue(bank)
    facts = [d.dedupe_key for d in bank.deliveries("slack.digest")]
    assert len(facts) == len(set(facts))
    named = [fact.split(":")[1] for fact in facts]
    counts = {name: named.count(name) for name in set(named)}
    assert counts == {"daily": 15, "handover": 45, "weekly": 2, "voice": 2, "monthly": 1}


def test_a_chart_that_slack_does_not_take_alarms_nobody(bank: Bank) -> None:
    issue(bank)
    bank.complaint()
    bank.later(days=1)
    issue(bank)
    bank.end(daily(bank, "slack.chart")[0], Refused("missing_scope", "No permission to upload"))
    assert bank.deliveries("slack.notice") == []


def missed_earlier(digest: Delivery) -> str:
    """What a posted digest says of misses that became known too late for the one before it."""
    tables = wording.tables(Report.model_validate(digest.payload["report"]))
    rows = dict(row for table in tables for row in table.rows)
    return rows.get("Missed earlier, known only now", "")


def test_a_miss_that_became_known_late_is_told_once_in_the_next_digest(bank: Bank) -> None:
    issue(bank)
    bank.later(days=1)
    issue(bank)
    written = bank.post("My card was declined", at=bank.now - timedelta(hours=20))
    bank.later(days=1)
    issue(bank)
    late = bank.take_in(written)
    bank.later(days=1)
    issue(bank)
    bank.later(days=1)
    issue(bank)
    told = [missed_earlier(digest) for digest in daily(bank)]
    assert told == ["", "", f"2 (claim 1, first response 1) · C-{late}", ""]


def test_a_posted_digest_stays_as_it_was_posted(bank: Bank) -> None:
    issue(bank)
    bank.later(days=1)
    issue(bank)
    bank.take_in(bank.post("My card was declined", at=bank.now - timedelta(hours=20)))
    [posted] = daily(bank)
    with bank.desk() as desk:
        again = issuing.look(desk, digest="daily", period=posted.payload["period"])
    assert again == Report.model_validate(posted.payload["report"])
    assert again.broken_total == 0
