"""A case that comes back and is nobody's: somebody must take it, in the time that is promised for that."""

from collections.abc import Callable

import pytest

from bot.desk.cases import closures
from bot.desk.ownership import claims
from bot.domain.records.cases.closure import NotActionableReason, Outcome
from bot.domain.records.staff import Actor
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric, SlaPolicy
from bot.storage.clocks.rule_versions import store_versions
from bot.storage.clocks.stored_clocks import clocks_of
from tests.desk.clocks.test_replay import compare
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")


def claim_clocks(bank: Bank, case_id: int) -> list[SlaClock]:
    """Those that run; every case replays to what it has."""
    compare(bank)
    with bank.database.reading() as session:
        found = clocks_of(session=session, case_id=case_id)
    return [each for each in found if each.metric is Metric.CLAIMED and each.ended_at is None]


def promising(bank: Bank, claimed: object) -> None:
    everything = bank.rules.sla.model_dump(mode="json")
    for rule in everything["rules"]:
        rule["targets"]["claimed"] = claimed
    sla = SlaPolicy.model_validate(everything)
    bank.rules = bank.rules.model_copy(update={"sla": sla})
    with bank.database.transaction() as session:
        store_versions(session=session, rules=bank.rules, now=bank.now)


def resolve(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)


def spam(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        why = NotActionableReason.SPAM
        closures.not_actionable(desk, case_id=case_id, reason=why, remark="", by=AMIRA)


def claim(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id="U0AMIRA")


@pytest.mark.parametrize("end", [resolve, spam])
def test_a_customer_who_writes_again_in_a_case_that_nobody_has_starts_its_claim_anew(
    bank: Bank, end: Callable[[Bank, int], None]
) -> None:
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    bank.later(minutes=5)
    end(bank, case_id)
    assert claim_clocks(bank, case_id) == []
    bank.later(minutes=5)
    again = bank.post("It was declined again", conversation=post.conversation)
    assert bank.take_in(again) == case_id
    [clock] = claim_clocks(bank, case_id)
    assert clock.started_at == bank.now
    bank.later(minutes=1)
    claim(bank, case_id)
    assert claim_clocks(bank, case_id) == []


def test_a_person_who_reopens_a_case_that_nobody_has_starts_its_claim_anew(bank: Bank) -> None:
    case_id = bank.complaint()
    resolve(bank, case_id)
    bank.later(minutes=5)
    with bank.desk() as desk:
        closures.reopen(desk, case_id=case_id, by=AMIRA)
    assert [clock.started_at for clock in claim_clocks(bank, case_id)] == [bank.now]


def test_a_case_that_still_has_its_owner_needs_no_claim(bank: Bank) -> None:
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    claim(bank, case_id)
    resolve(bank, case_id)
    bank.later(minutes=5)
    bank.take_in(bank.post("It was declined again", conversation=post.conversation))
    assert bank.case(case_id).state == "claimed"
    assert claim_clocks(bank, case_id) == []


@pytest.mark.parametrize(
    ("on_reopen", "left"), [("new", [60]), ("continue", [50]), ("nothing", [])]
)
def test_the_claim_has_the_time_the_policy_grants_after_a_reopening(
    bank: Bank, on_reopen: str, left: list[int]
) -> None:
    promising(bank, {"target": "60 minutes", "on_reopen": on_reopen})
    case_id = bank.complaint()
    bank.later(minutes=10)
    spam(bank, case_id)
    bank.later(minutes=30)
    with bank.desk() as desk:
        closures.reopen(desk, case_id=case_id, by=AMIRA)
    found = [clock.due_at - bank.now for clock in claim_clocks(bank, case_id) if clock.due_at]
    assert [each.total_seconds() / 60 for each in found] == left


def test_where_no_claim_is_promised_none_is_timed(bank: Bank) -> None:
    promising(bank, "none")
    case_id = bank.complaint()
    resolve(bank, case_id)
    with bank.desk() as desk:
        closures.reopen(desk, case_id=case_id, by=AMIRA)
    assert [clock.due_at for clock in claim_clocks(bank, case_id)] == [None]


def test_a_case_of_thanks_alone_that_was_ended_is_claimed_in_time_when_more_is_said(
    bank: Bank,
) -> None:
    post = bank.post("Thanks!")
    case_id = bank.take_in(post)
    resolve(bank, case_id)
    bank.later(minutes=5)
    bank.take_in(bank.post("My card was stolen", conversation=post.conversation))
    assert [clock.started_at for clock in claim_clocks(bank, case_id)] == [bank.now]
