"""A case replayed from its history under the rules it lived by has, to the byte, the clocks it had."""

import os
from collections import Counter
from typing import Any

import pytest

from bot.desk.clocks import policy_changes
from bot.domain.records.staff import Actor
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla.clock import SlaClock, StopReason
from bot.domain.sla.policy import Metric
from bot.domain.sla.replays.replay import canonical, replay
from bot.storage.clocks.history import cases_opened, histories
from bot.storage.clocks.rule_versions import store_versions
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.clocks.timeline import timeline
from bot.storage.engine import Database
from tests.desk.chance import Chance
from tests.desk.conftest import MONDAY_TEN, Bank
from tests.domain.sla.policies import policy, rule

_DAYS = int(os.environ.get("EARSHOT_PROPERTY_EXAMPLES", "0"))
WINDOW_H = 24.0


def pausing(rules: HouseRules, on_reopen: str, **targets: Any) -> HouseRules:
    """The sandbox's banks under a policy with which much happens to clocks."""
    rests = {"pauses": ["with_customer"], "warn": "50 %"}
    usual = {
        "claimed": "20 business minutes",
        "first_response": {"target": "90 minutes", **rests},
        "next_response": {"target": "2 business hours", **rests},
        "resolution": {"target": "2 business days", "on_reopen": on_reopen, **rests},
        "approval": {"target": "30 business minutes"},
        "chat": {"target": "10 business minutes", "warn": "60 %"},
    }
    return rules.model_copy(update={"sla": policy(rule(**usual | targets))})


def bank_of(database: Database, rules: HouseRules) -> Bank:
    """A bank whose platform also takes private words, for a day."""
    bank = Bank(database, rules)
    bank.channel = bank.channel.model_copy(update={"private_window_h": WINDOW_H})
    return bank


def come_into_force(bank: Bank, rules: HouseRules) -> None:
    """As a deploy with other files does it."""
    bank.rules = rules
    with bank.database.transaction() as session:
        store_versions(session=session, rules=rules, now=bank.now)


def apply(bank: Bank) -> int:
    """As ``earshot clocks apply`` does it; how many clocks it moved."""
    with bank.desk() as desk:
        behind = policy_changes.cases_behind(desk)
    moved = 0
    for case_id in behind:
        with bank.desk() as desk:
            moved += len(policy_changes.apply(desk, case_id=case_id, by=Actor.operator("Ana")))
    return moved


def compare(bank: Bank) -> list[SlaClock]:
    """Every case equals its replay; all clocks that were recorded."""
    with bank.database.reading() as session:
        cases = cases_opened(session=session, start=MONDAY_TEN.replace(year=2020), end=bank.now)
        recorded = {number: clocks_of(session=session, case_id=number) for number in cases}
        told = list(histories(session=session, case_ids=cases))
        in_force = timeline(session=session, present=bank.rules)
    for history in told:
        again = replay(history, rules=in_force, now=bank.now, window_h=WINDOW_H)
        assert canonical(again) == canonical(recorded[history.case_id]), history
    return [clock for clocks in recorded.values() for clock in clocks]


def play_and_compare(bank: Bank, *, seed: int, steps: int, chats: bool = False) -> Counter[Metric]:
    chance = Chance(bank, seed, chats=chats)
    chance.live(steps)
    chance.tick()
    return Counter(clock.metric for clock in compare(bank))


@pytest.mark.postgresql_in_proof
@pytest.mark.parametrize("on_reopen", ["continue", "new", "nothing"])
def test_the_replay_of_the_rules_in_force_equals_what_was_recorded(
    database: Database, rules: HouseRules, on_reopen: str
) -> None:
    bank = bank_of(database, pausing(rules, on_reopen))
    found = play_and_compare(bank, seed=len(on_reopen), steps=45)
    assert found.total() > 12


def test_every_kind_of_clock_is_replayed(database: Database, rules: HouseRules) -> None:
    bank = bank_of(database, pausing(rules, "new"))
    found = play_and_compare(bank, seed=5, steps=90, chats=True)
    assert set(found) == set(Metric)


def test_the_replay_equals_the_record_after_the_rules_were_changed_and_applied(
    database: Database, rules: HouseRules
) -> None:
    usual = pausing(rules, "continue")
    stricter = pausing(
        rules, "continue", first_response={"target": "30 minutes"}, claimed="5 business minutes"
    )
    bank = bank_of(database, usual)
    chance = Chance(bank, 7)
    moved = 0
    for now_in_force in (usual, stricter, usual):
        come_into_force(bank, now_in_force)
        chance.live(12)
        moved += apply(bank)
        chance.live(12)
        chance.tick()
    superseded = [c for c in compare(bank) if c.stop_reason is StopReason.SUPERSEDED]
    assert moved > 4
    assert len([c for c in superseded if not c.stop_detail]) == moved


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(20))
def test_the_replay_equals_what_was_recorded_over_many_random_days(
    database: Database, rules: HouseRules, seed: int
) -> None:
    busy = pausing(rules, ("continue", "new", "nothing")[seed % 3])
    bank = bank_of(database, busy)
    assert play_and_compare(bank, seed=seed, steps=_DAYS or 400).total() > 60


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(8))
def test_the_replay_equals_what_was_recorded_over_many_random_days_with_chats(
    database: Database, rules: HouseRules, seed: int
) -> None:
    bank = bank_of(database, pausing(rules, ("continue", "new", "nothing")[seed % 3]))
    assert play_and_compare(bank, seed=seed, steps=_DAYS or 200, chats=True)[Metric.CHAT] > 0


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(8))
def test_the_replay_equals_the_record_however_often_the_rules_change(
    database: Database, rules: HouseRules, seed: int
) -> None:
    usual = pausing(rules, ("continue", "new", "nothing")[seed % 3])
    rests = {"target": "45 minutes", "pauses": ["with_customer"]}
    other = pausing(rules, "new", first_response=rests, next_response={"target": "1 hour"})
    bank = bank_of(database, usual)
    chance = Chance(bank, seed)
    for turn in range(12):
        come_into_force(bank, (usual, other)[turn % 2])
        chance.live(15)
        if turn % 3:
            apply(bank)
        chance.live(10)
    chance.tick()
    assert len(compare(bank)) > 60
