"""Merged, un-merged, split and re-prioritised at random, a case still replays to the clocks it had."""

import os
from datetime import timedelta

import pytest

from bot.desk.cases import closures
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.closure import Outcome
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla.replays.replay import canonical, replay
from bot.storage.clocks.history import cases_opened, histories
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.clocks.timeline import timeline
from bot.storage.engine import Database
from tests.desk.chance import Chance
from tests.desk.chance_of_cases import AMIRA, CaseChance
from tests.desk.clocks.test_replay import WINDOW_H, apply, bank_of, come_into_force, pausing
from tests.desk.conftest import MONDAY_TEN, Bank
from tests.domain.sla.policies import policy, rule

_DAYS = int(os.environ.get("EARSHOT_PROPERTY_EXAMPLES", "0"))


def busy(rules: HouseRules) -> HouseRules:
    """Urgent cases have their own promises; clocks rest while we wait; what is reopened by hand goes on
    with the time it had left, or has new time."""
    rests = {"pauses": ["with_customer"], "warn": "50 %"}

    def one(name: str, minutes: int, on_reopen: str, **match: str) -> dict[str, object]:
        return rule(
            name,
            match=dict(match),
            claimed="20 business minutes",
            first_response={"target": f"{minutes} minutes", "on_reopen": on_reopen, **rests},
            next_response={"target": f"{minutes} business minutes", **rests},
            resolution={"target": "2 business days", "on_reopen": "continue", **rests},
        )

    both = policy(one("urgent ones", 20, "new", priority="urgent"), one("others", 120, "continue"))
    return rules.model_copy(update={"sla": both})


def play_and_compare(bank: Bank, *, seed: int, steps: int) -> int:
    chance = CaseChance(bank, seed)
    chance.live(steps)
    chance.tick()
    return compare(bank)


def compare(bank: Bank) -> int:
    with bank.database.reading() as session:
        cases = cases_opened(session=session, start=MONDAY_TEN.replace(year=2020), end=bank.now)
        recorded = {number: clocks_of(session=session, case_id=number) for number in cases}
        told = list(histories(session=session, case_ids=cases))
        in_force = timeline(session=session, present=bank.rules)
    for history in told:
        again = replay(history, rules=in_force, now=bank.now, window_h=WINDOW_H)
        assert canonical(again) == canonical(recorded[history.case_id]), history
    return sum(len(clocks) for clocks in recorded.values())


@pytest.mark.postgresql_in_proof
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_replay_equals_what_was_recorded(
    database: Database, rules: HouseRules, seed: int
) -> None:
    assert play_and_compare(bank_of(database, busy(rules)), seed=seed, steps=60) > 12


def test_an_urgent_word_that_reached_us_late_counts_from_its_own_time_in_the_replay_too(
    database: Database, rules: HouseRules
) -> None:
    """It ends the pause at 11:00, and by the rules of its priority; both are known at noon."""
    bank = bank_of(database, busy(rules))
    first = bank.post("I was charged twice")
    case_id = bank.take_in(first)
    chance = Chance(bank, 1)
    chance.says(case_id, Purpose.ASKS)
    bank.later(hours=2)
    word = bank.post("My card was stolen", at=bank.now - timedelta(hours=1))
    bank.take_in(word.model_copy(update={"conversation": first.conversation}))
    assert bank.case(case_id).priority == "urgent"
    chance.tick()
    assert compare(bank) == 5


def test_an_urgent_word_after_an_answer_is_timed_by_its_priority_in_the_replay_too(
    database: Database, rules: HouseRules
) -> None:
    bank = bank_of(database, busy(rules))
    first = bank.post("I was charged twice")
    case_id = bank.take_in(first)
    Chance(bank, 1).says(case_id, Purpose.ANSWERS)
    for ended in (False, True):
        bank.later(minutes=5)
        if ended:
            with bank.desk() as desk:
                closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
        text = "My account was hacked" if ended else "My card was stolen"
        bank.take_in(bank.post(text).model_copy(update={"conversation": first.conversation}))
        compare(bank)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(20))
def test_the_replay_equals_what_was_recorded_over_many_random_days(
    database: Database, rules: HouseRules, seed: int
) -> None:
    assert play_and_compare(bank_of(database, busy(rules)), seed=seed, steps=_DAYS or 400) > 60


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(8))
def test_the_replay_equals_the_record_of_such_cases_however_often_the_rules_change(
    database: Database, rules: HouseRules, seed: int
) -> None:
    usual, other = busy(rules), pausing(rules, "new", first_response={"target": "45 minutes"})
    bank = bank_of(database, usual)
    chance = CaseChance(bank, seed)
    for turn in range(10):
        come_into_force(bank, (usual, other)[turn % 2])
        chance.live(15)
        if turn % 3:
            apply(bank)
        chance.live(10)
    chance.tick()
    assert compare(bank) > 60
