"""A digest is issued once a period, also when nobody was there at the moment."""

from bot.desk import digests
from bot.domain.staff import Actor
from tests.desk.conftest import Bank


def issue(bank: Bank) -> int:
    with bank.desk() as desk:
        return digests.issue_due(desk)


def test_a_new_house_reports_nothing_about_the_time_before_it(bank: Bank) -> None:
    assert issue(bank) == 0


def test_each_day_is_issued_once_and_names_what_came_in(bank: Bank) -> None:
    issue(bank)
    bank.complaint()
    bank.later(days=1)
    assert issue(bank) == 1
    assert issue(bank) == 0
    [digest] = bank.deliveries("slack.digest")
    assert digest.payload["report"]["received"] == 1
    assert digest.payload["report"]["to_see"][0]["case_id"] == 1


def test_days_missed_while_the_worker_was_down_are_issued_when_it_is_back(bank: Bank) -> None:
    issue(bank)
    bank.later(days=3)
    assert issue(bank) == 3
    keys = [d.payload["period"] for d in bank.deliveries("slack.digest")]
    assert keys == sorted(set(keys))


def test_a_digest_on_demand_takes_nothing_from_the_daily_one(bank: Bank) -> None:
    issue(bank)
    bank.complaint()
    bank.later(minutes=5)
    with bank.desk() as desk:
        report = digests.issue_now(desk, digest="daily", by=Actor.staff("U0DANIEL"))
    assert report.received == 1
    bank.later(days=1)
    assert issue(bank) == 1
