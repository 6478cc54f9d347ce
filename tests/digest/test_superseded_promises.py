"""A promise that was broken and then moved to other rules is one promise in a digest, and one miss."""

from typing import Any

import pytest
from sqlmodel import select

from bot.desk.clocks import policy_changes
from bot.digest.counting import make
from bot.digest.periods import Period, period_named
from bot.digest.report import Report, Share
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.staff import Actor
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.storage.engine import Database
from tests.desk.chance import Chance
from tests.desk.conftest import Bank, rules
from tests.domain.sla.policies import policy, rule

__all__ = ["rules"]  # the fixture of the sandbox's banks


def promising(rules: HouseRules, first_response: str) -> HouseRules:
    """The same banks, counted day and night."""
    targets: dict[str, Any] = {"claimed": "none", "next_response": "none"}
    one = rule(**targets, resolution="none", first_response=first_response)
    return rules.model_copy(update={"sla": policy(one)})


def moved_to(bank: Bank, rules: HouseRules, case_id: int) -> None:
    bank.rules = rules
    with bank.desk() as desk:
        assert policy_changes.apply(desk, case_id=case_id, by=Actor.operator("Ana"))


def day(bank: Bank, on: str) -> Period:
    """The day that ended on this date, at half past eight."""
    return period_named("daily", bank.rules.digests["daily"], on, bank.now)


def told(bank: Bank, on: str) -> Report:
    with bank.database.reading() as session:
        return make(
            session=session,
            rule=bank.rules.digests["daily"],
            period=day(bank, on),
            now=bank.now,
        )


@pytest.mark.parametrize(("after", "answered"), [("30 minutes", 70), ("3 hours", 70)])
def test_a_miss_that_was_superseded_counts_once_however_its_successor_ends(
    database: Database, rules: HouseRules, after: str, answered: int
) -> None:
    bank = Bank(database, promising(rules, "60 minutes"))
    case_id = bank.complaint()
    bank.later(minutes=61)
    moved_to(bank, promising(rules, after), case_id)
    bank.later(minutes=answered - 61)
    Chance(bank, 1).says(case_id, Purpose.ANSWERS)
    bank.later(days=1)
    report = told(bank, "2026-11-17")
    with database.reading() as session:
        assert (
            len(session.exec(select(SlaClock).where(SlaClock.metric == "first_response")).all())
            == 2
        )
    assert report.broken == {Metric.FIRST_RESPONSE: 1}
    assert report.in_time == {Metric.FIRST_RESPONSE: Share(part=0, whole=1)}
    assert [point.in_time for point in report.trend][-1:] == [Share(part=0, whole=1)]


def test_it_counts_in_the_period_in_which_it_broke_first(
    database: Database, rules: HouseRules
) -> None:
    bank = Bank(database, promising(rules, "60 minutes"))
    case_id = bank.complaint()
    bank.later(minutes=90)
    moved_to(bank, promising(rules, "30 hours"), case_id)
    bank.later(days=3)
    Chance(bank, 1).tick()
    assert told(bank, "2026-11-17").broken == {Metric.FIRST_RESPONSE: 1}
    assert told(bank, "2026-11-18").broken == {}


def test_a_promise_moved_before_it_broke_counts_as_its_successor_ends(
    database: Database, rules: HouseRules
) -> None:
    bank = Bank(database, promising(rules, "60 minutes"))
    case_id = bank.complaint()
    bank.later(minutes=20)
    moved_to(bank, promising(rules, "3 hours"), case_id)
    bank.later(minutes=100)
    Chance(bank, 1).says(case_id, Purpose.ANSWERS)
    bank.later(days=1)
    report = told(bank, "2026-11-17")
    assert report.in_time == {Metric.FIRST_RESPONSE: Share(part=1, whole=1)}
