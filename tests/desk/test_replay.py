"""A case replayed from its history under the rules it lived by has, to the byte, the clocks it had."""

import os

import pytest

from bot.domain.house_rules import HouseRules
from bot.domain.sla.replay import canonical, replay
from bot.storage.clocks import clocks_of
from bot.storage.engine import Database
from bot.storage.history import cases_opened, histories
from tests.desk.chance import Chance
from tests.desk.conftest import MONDAY_TEN, Bank
from tests.domain.sla.policies import policy, rule

_DAYS = int(os.environ.get("EARSHOT_PROPERTY_EXAMPLES", "0"))


def pausing(rules: HouseRules, on_reopen: str) -> HouseRules:
    """The sandbox's banks under a policy with which much happens to clocks."""
    rests = {"pauses": ["with_customer"], "warn": "50 %"}
    busy = policy(
        rule(
            claimed="20 business minutes",
            first_response={"target": "90 minutes", **rests},
            next_response={"target": "2 business hours", **rests},
            resolution={"target": "2 business days", "on_reopen": on_reopen, **rests},
        )
    )
    return rules.model_copy(update={"sla": busy})


def play_and_compare(bank: Bank, *, seed: int, steps: int) -> int:
    chance = Chance(bank, seed)
    chance.live(steps)
    chance.tick()
    with bank.database.reading() as session:
        cases = cases_opened(session=session, start=MONDAY_TEN.replace(year=2020), end=bank.now)
        recorded = {number: clocks_of(session=session, case_id=number) for number in cases}
        told = list(histories(session=session, case_ids=cases))
    for history in told:
        again = replay(history, rules=bank.rules, now=bank.now)
        assert canonical(again) == canonical(recorded[history.case_id]), history
    return sum(len(clocks) for clocks in recorded.values())


@pytest.mark.parametrize("on_reopen", ["continue", "new", "nothing"])
def test_the_replay_of_the_rules_in_force_equals_what_was_recorded(
    database: Database, rules: HouseRules, on_reopen: str
) -> None:
    bank = Bank(database, pausing(rules, on_reopen))
    assert play_and_compare(bank, seed=len(on_reopen), steps=45) > 12


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(20))
def test_the_replay_equals_what_was_recorded_over_many_random_days(
    database: Database, rules: HouseRules, seed: int
) -> None:
    busy = pausing(rules, ("continue", "new", "nothing")[seed % 3])
    assert play_and_compare(Bank(database, busy), seed=seed, steps=_DAYS or 400) > 60
