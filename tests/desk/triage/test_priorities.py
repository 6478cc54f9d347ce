"""Priorities at the desk: raised by words, kept where staff decided, and clocks that follow."""

from typing import Any

import pytest

from bot.desk.clocks import escalations
from bot.desk.triage import priorities
from bot.domain.records.staff import Actor
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla.clock import SlaClock, StopReason
from bot.domain.sla.policy import Metric
from bot.domain.sla.replays.replay import canonical, replay
from bot.storage.clocks.history import history_of
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.record import audit
from tests.desk.conftest import Bank
from tests.domain.sla.policies import policy, rule

LENA = Actor.staff("U0LENA")


def by_priority(rules: HouseRules) -> HouseRules:
    """Urgent cases are answered within ten minutes, others within an hour."""
    usual: dict[str, Any] = {"claimed": "none", "resolution": "none", "next_response": "2 hours"}
    urgent = rule(**usual, first_response="10 minutes")
    other = rule(**usual, first_response="60 minutes")
    urgent = {**urgent, "name": "urgent ones", "match": {"priority": "urgent"}}
    other = {**other, "name": "other ones"}
    return rules.model_copy(update={"sla": policy(urgent, other)})


def firsts(bank: Bank, case_id: int) -> list[SlaClock]:
    with bank.database.reading() as session:
        found = clocks_of(session=session, case_id=case_id)
    return [clock for clock in found if clock.metric is Metric.FIRST_RESPONSE]


def set_priority(bank: Bank, case_id: int, priority: str) -> None:
    with bank.desk() as desk:
        priorities.set_priority(
            desk, case_id=case_id, priority=priority, reason="An old story", by=LENA
        )


def is_replayed(bank: Bank, case_id: int) -> bool:
    with bank.desk() as desk:
        escalations.fire(desk, limit=1000)
    with bank.database.reading() as session:
        recorded = canonical(clocks_of(session=session, case_id=case_id))
        history = history_of(session=session, case_id=case_id)
    assert history is not None
    return canonical(replay(history, rules=bank.rules, now=bank.now)) == recorded


def test_it_is_decided_at_intake_before_the_first_clock_starts(bank: Bank) -> None:
    bank.rules = by_priority(bank.rules)
    case_id = bank.complaint("My card was stolen")
    row = bank.case(case_id)
    assert (row.priority, row.priority_rank) == ("urgent", 2)
    [clock] = firsts(bank, case_id)
    assert clock.rule == "urgent ones"
    with bank.desk() as desk:
        decision = priorities.latest(desk, case=row)
        assert decision is not None
        assert decision.because == ["fraud happening now"]
    assert is_replayed(bank, case_id)


def test_a_new_word_raises_it_and_the_clock_follows_from_its_old_start(bank: Bank) -> None:
    bank.rules = by_priority(bank.rules)
    case_id = bank.complaint("My card does not work")
    started = bank.now
    bank.later(minutes=5)
    assert bank.complaint("It was stolen!") == case_id
    old, new = firsts(bank, case_id)
    assert (old.stop_reason, new.rule) == (StopReason.SUPERSEDED, "urgent ones")
    assert new.started_at == started
    assert is_replayed(bank, case_id)


def test_what_was_missed_under_the_old_priority_stays_missed(bank: Bank) -> None:
    bank.rules = by_priority(bank.rules)
    case_id = bank.complaint("My card was stolen")
    bank.later(minutes=11)
    with bank.desk() as desk:
        escalations.fire(desk, limit=100)
    set_priority(bank, case_id, "normal")
    old, new = firsts(bank, case_id)
    assert old.missed
    assert not new.missed
    assert is_replayed(bank, case_id)


def test_only_what_the_customer_said_is_quoted_and_no_fact(bank: Bank) -> None:
    case_id = bank.complaint("Hello?")
    for text in ("Is anybody there?", "Please", "Still here"):
        bank.complaint(text)
    with bank.desk() as desk:
        decision = priorities.latest(desk, case=bank.case(case_id))
    assert decision is not None
    assert decision.because == ["has written again and again"]


def test_no_rule_lowers_what_another_rule_raised(bank: Bank) -> None:
    case_id = bank.complaint("My card was stolen")
    assert bank.complaint("My lawyer will write") == case_id
    assert bank.case(case_id).priority == "urgent"


def test_what_staff_set_is_kept_unless_the_new_word_itself_decides(bank: Bank) -> None:
    case_id = bank.complaint("My card was stolen")
    set_priority(bank, case_id, "low")
    for text in ("Hello?", "Is anybody there?", "Please", "Still here"):
        bank.complaint(text)
    assert bank.case(case_id).priority == "low"  # though they wrote again and again
    bank.complaint("Stolen again!")
    assert bank.case(case_id).priority == "urgent"


def test_a_thanks_with_more_to_say_raises_it_as_any_message_does(bank: Bank) -> None:
    case_id = bank.complaint("My card does not work")
    bank.complaint("Thank you so much")
    assert bank.case(case_id).priority == "normal"
    bank.complaint("Thanks, it was stolen")
    assert bank.case(case_id).priority == "urgent"


def test_setting_it_needs_a_reason_and_a_level_that_exists(bank: Bank) -> None:
    case_id = bank.complaint("My card does not work")
    for priority, reason in (("huge", "Why not"), ("high", " "), ("normal", "Same")):
        with bank.desk() as desk, pytest.raises(priorities.CannotSet):
            priorities.set_priority(
                desk, case_id=case_id, priority=priority, reason=reason, by=LENA
            )
    set_priority(bank, case_id, "high")
    with bank.database.reading() as session:
        entries = audit.entries(session=session, case_id=case_id)
        assert audit.verify(session=session, case_id=case_id) == []
    [entry] = [entry for entry in entries if entry.verb == "priority"]
    assert entry.details.items() >= {"from": "normal", "to": "high", "because": []}.items()
    assert (entry.actor_kind, entry.actor_id) == ("staff", "U0LENA")
