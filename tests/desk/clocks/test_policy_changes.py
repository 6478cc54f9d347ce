"""`clocks apply`: the only way in which a changed policy or calendar touches a clock that runs."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.desk.clocks import explaining, policy_changes
from bot.desk.clocks.policy_changes import Change
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.staff import Actor
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla.clock import ClockState, SlaClock, StopReason, Timer, TimerState
from bot.domain.sla.policy import Metric
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.engine import Database
from bot.storage.record import audit
from tests.desk.chance import Chance
from tests.desk.conftest import MONDAY_TEN, Bank
from tests.domain.sla.policies import policy, rule

OPERATOR = Actor.operator("Ana")


def under(rules: HouseRules, **targets: Any) -> HouseRules:
    """The sandbox's banks under other targets, counted day and night."""
    usual: dict[str, Any] = {"claimed": "none", "first_response": "60 minutes"}
    one = rule(**usual | targets)
    return rules.model_copy(update={"sla": policy(one)})


@pytest.fixture
def bank(database: Database, rules: HouseRules) -> Bank:
    return Bank(database, under(rules))


def clocks(bank: Bank, case_id: int, metric: Metric = Metric.FIRST_RESPONSE) -> list[SlaClock]:
    with bank.database.reading() as session:
        found = clocks_of(session=session, case_id=case_id)
    return [clock for clock in found if clock.metric is metric]


def apply(bank: Bank, case_id: int) -> list[Change]:
    with bank.desk() as desk:
        return policy_changes.apply(desk, case_id=case_id, by=OPERATOR)


def test_a_changed_policy_moves_nothing_by_itself_and_is_shown_before(
    bank: Bank, rules: HouseRules
) -> None:
    case_id = bank.complaint()
    before = clocks(bank, case_id)
    bank.rules = under(rules, first_response="30 minutes")
    bank.later(minutes=20)
    with bank.desk() as desk:
        assert policy_changes.cases_behind(desk) == [case_id]
        planned = policy_changes.planned(desk, case_id=case_id)
    shown = {each.metric: (each.due_before, each.due_after) for each in planned}
    assert shown["first_response"] == (
        MONDAY_TEN + timedelta(minutes=60),
        MONDAY_TEN + timedelta(minutes=30),
    )
    assert [c.model_dump() for c in clocks(bank, case_id)] == [c.model_dump() for c in before]


def test_applying_supersedes_the_old_clock_and_begins_a_new_one_at_the_same_start(
    bank: Bank, rules: HouseRules
) -> None:
    case_id = bank.complaint()
    bank.rules = under(rules, first_response="30 minutes")
    bank.later(minutes=20)
    apply(bank, case_id)
    old, new = clocks(bank, case_id)
    assert (old.stop_reason, old.stopped_at, old.missed) == (
        StopReason.SUPERSEDED,
        bank.now,
        False,
    )
    assert (new.generation, new.started_at, new.due_at) == (
        2,
        old.started_at,
        MONDAY_TEN + timedelta(minutes=30),
    )
    assert new.policy_version == bank.rules.sla.version
    with bank.database.reading() as session:
        waiting = session.exec(select(Timer.clock_id).where(Timer.state == TimerState.WAITING))
        assert set(waiting) == {new.id}
        entry = audit.entries(session=session, case_id=case_id)[-1]
        assert audit.verify(session=session, case_id=case_id) == []
    assert (entry.verb, entry.actor_kind, entry.actor_id) == (
        "clocks_superseded",
        "operator",
        "Ana",
    )
    told = {row["metric"]: row for row in entry.details["clocks"]}
    assert told["first_response"]["new"] == new.id


def test_applying_twice_changes_nothing_more(bank: Bank, rules: HouseRules) -> None:
    case_id = bank.complaint()
    bank.rules = under(rules, first_response="30 minutes")
    assert apply(bank, case_id)
    assert apply(bank, case_id) == []
    with bank.desk() as desk:
        assert policy_changes.cases_behind(desk) == []


def test_a_miss_under_the_old_policy_stays_and_is_not_flagged_again(
    bank: Bank, rules: HouseRules
) -> None:
    case_id = bank.complaint()
    bank.later(minutes=61)
    Chance(bank, 1).tick()
    alerts = len(bank.deliveries("slack.alert"))
    bank.rules = under(rules, first_response="30 minutes")
    apply(bank, case_id)
    Chance(bank, 1).tick()
    old, new = clocks(bank, case_id)
    assert (old.missed, new.missed) == (True, True)
    assert new.breached_at == MONDAY_TEN + timedelta(minutes=30)
    assert len(bank.deliveries("slack.alert")) == alerts


def test_more_time_makes_an_old_miss_no_miss_of_the_new_clock(
    bank: Bank, rules: HouseRules
) -> None:
    case_id = bank.complaint()
    bank.later(minutes=61)
    Chance(bank, 1).tick()
    bank.rules = under(rules, first_response="90 minutes")
    apply(bank, case_id)
    old, new = clocks(bank, case_id)
    assert (old.missed, new.missed, new.state) == (True, False, ClockState.RUNNING)


def test_a_wait_for_the_customer_counts_as_the_new_policy_says(
    bank: Bank, rules: HouseRules
) -> None:
    case_id = bank.complaint()
    asks(bank, case_id)
    asked = bank.now
    bank.later(minutes=30)
    bank.rules = under(rules, first_response={"target": "60 minutes", "pauses": ["with_customer"]})
    apply(bank, case_id)
    _, new = clocks(bank, case_id)
    assert (new.state, new.paused_at) == (ClockState.PAUSED, asked)
    bank.rules = under(rules, first_response={"target": "2 hours"})
    apply(bank, case_id)
    _, _, newest = clocks(bank, case_id)
    assert (newest.state, newest.due_at) == (ClockState.RUNNING, MONDAY_TEN + timedelta(hours=2))


def test_a_case_no_rule_takes_any_more_keeps_its_clock(bank: Bank, rules: HouseRules) -> None:
    case_id = bank.complaint()
    nobody = policy(rule(match={"channel": "facebook"}))
    bank.rules = rules.model_copy(update={"sla": nobody})
    with bank.desk() as desk:
        assert {each.after for each in policy_changes.planned(desk, case_id=case_id)} == {None}
    assert apply(bank, case_id) == []
    assert clocks(bank, case_id)[0].state is ClockState.RUNNING


def test_what_would_have_broken_under_a_shorter_target_is_counted_beside_the_record(
    bank: Bank, rules: HouseRules
) -> None:
    for number, minutes in enumerate((10, 40, 70)):
        case_id = bank.complaint(author=f"a{number}")
        bank.later(minutes=minutes)
        answers(bank, case_id)
    with bank.desk() as desk:
        found = explaining.what_if(
            desk,
            proposed=under(rules, first_response="30 minutes"),
            start=MONDAY_TEN,
            end=bank.now,
        )
    count = found.metrics[Metric.FIRST_RESPONSE]
    assert (found.cases, found.as_recorded) == (3, 3)
    assert (count.promised, count.broken, count.recorded_broken) == (3, 2, 1)
    assert "30 minutes: 2 of 3 would have broken (recorded: 1 of 3), 2 of them between" in str(
        found.sentences()
    )
    assert sum(found.by_hour().values()) == 2


def test_the_present_policy_as_a_proposal_is_the_record(bank: Bank) -> None:
    chance = Chance(bank, 5)
    chance.live(60)
    chance.tick()
    with bank.desk() as desk:
        start = MONDAY_TEN - timedelta(days=30)
        found = explaining.what_if(desk, proposed=bank.rules, start=start, end=bank.now)
    assert found.as_recorded == found.cases > 3
    for count in found.metrics.values():
        assert (count.promised, count.broken) == (count.recorded_promised, count.recorded_broken)


def asks(bank: Bank, case_id: int) -> None:
    publish(bank, case_id, Purpose.ASKS)


def answers(bank: Bank, case_id: int) -> None:
    publish(bank, case_id, Purpose.ANSWERS)


def publish(bank: Bank, case_id: int, purpose: Purpose) -> None:
    Chance(bank, 1).says(case_id, purpose)
