"""Complaint rules that count from what happens elsewhere, and from what an investigation finds."""

from datetime import timedelta

import pytest

from bot.desk.clocks import complaints, escalations
from bot.domain.records.complaint import Complaint
from bot.domain.records.staff import Actor
from bot.domain.sla.clock import ClockState
from bot.domain.sla.regulatory import StopEvent
from bot.domain.sla.replays.replay import canonical, replay
from bot.storage.clocks.history import history_of
from bot.storage.clocks.rule_versions import store_versions
from bot.storage.clocks.stored_clocks import clocks_of
from tests.desk.clocks.test_complaints import regulatory
from tests.desk.conftest import Bank

GRACE = Actor.staff("U0GRACE")


@pytest.fixture(autouse=True)
def _every_preset_is_offered(bank: Bank) -> None:
    every = bank.rules.regulatory.model_copy(update={"offered": ()})
    bank.rules = bank.rules.model_copy(update={"regulatory": every})
    with bank.database.transaction() as session:
        store_versions(session=session, rules=bank.rules, now=bank.now)


def mark(bank: Bank, case_id: int, preset: str, *, ago: timedelta | None = None) -> Complaint:
    since = None if ago is None else bank.now - ago
    with bank.desk() as desk:
        return complaints.mark(
            desk, case_id=case_id, preset=preset, by=GRACE, reason="Portal", since=since
        )


def record(bank: Bank, case_id: int, event: StopEvent, preset: str = "us_reg_e") -> None:
    with bank.desk() as desk:
        complaints.record_outcome(
            desk, case_id=case_id, preset=preset, event=event, by=GRACE, reason="By letter"
        )


def states(bank: Bank, case_id: int) -> dict[str, ClockState]:
    return {name: clock.state for name, clock in regulatory(bank, case_id).items()}


def assert_replays(bank: Bank, case_id: int) -> None:
    """A replay of the trail comes to the clocks that are stored."""
    with bank.desk() as desk:
        escalations.fire(desk, limit=1000)
    with bank.database.reading() as session:
        history = history_of(session=session, case_id=case_id)
        assert history is not None
        again = replay(history, rules=bank.rules, now=bank.now, window_h=24.0)
        assert canonical(again) == canonical(clocks_of(session=session, case_id=case_id))


def test_a_cfpb_complaint_counts_from_when_it_was_sent_to_the_company(bank: Bank) -> None:
    case_id = bank.complaint()
    bank.later(days=3)
    row = mark(bank, case_id, "us_cfpb", ago=timedelta(days=1))
    sent = bank.now - timedelta(days=1)
    assert row.received_at == sent
    found = regulatory(bank, case_id)
    assert {clock.started_at for clock in found.values()} == {sent}
    assert_replays(bank, case_id)


@pytest.mark.parametrize("ago", [None, timedelta(seconds=-1)])
def test_such_a_rule_is_not_marked_without_its_start_or_from_the_future(
    bank: Bank, ago: timedelta | None
) -> None:
    case_id = bank.complaint()
    with pytest.raises(complaints.StartUnsaid, match="CFPB portal complaint"):
        mark(bank, case_id, "us_cfpb", ago=ago)
    assert regulatory(bank, case_id) == {}


def test_a_rule_that_counts_from_receipt_takes_no_other_start(bank: Bank) -> None:
    case_id = bank.complaint()
    opened = bank.now
    bank.later(days=3)
    mark(bank, case_id, "ae_cbuae_exchange", ago=timedelta(days=1))
    assert {clock.started_at for clock in regulatory(bank, case_id).values()} == {opened}


def test_a_failed_transfer_in_india_counts_from_the_transaction_until_the_money_is_back(
    bank: Bank,
) -> None:
    case_id = bank.complaint()
    mark(bank, case_id, "in_rbi_failed_1", ago=timedelta(hours=30))
    record(bank, case_id, StopEvent.FINAL, preset="in_rbi_failed_1")
    assert states(bank, case_id) == {"reversal": ClockState.RUNNING}
    record(bank, case_id, StopEvent.CORRECTED, preset="in_rbi_failed_1")
    assert states(bank, case_id) == {"reversal": ClockState.MET}
    assert_replays(bank, case_id)


def test_an_error_that_was_found_starts_the_times_to_tell_it_and_to_correct_it(bank: Bank) -> None:
    case_id = bank.complaint()
    mark(bank, case_id, "us_reg_e")
    assert set(states(bank, case_id)) == {"determination", "investigation"}
    bank.later(days=8)
    record(bank, case_id, StopEvent.ERROR_FOUND)
    found = regulatory(bank, case_id)
    assert found["result"].started_at == found["correction"].started_at == bank.now
    assert found["determination"].state is found["investigation"].state is ClockState.MET
    bank.later(hours=2)
    record(bank, case_id, StopEvent.CORRECTED)
    assert states(bank, case_id)["correction"] is ClockState.MET
    assert states(bank, case_id)["result"] is ClockState.RUNNING
    record(bank, case_id, StopEvent.FINAL)
    assert states(bank, case_id)["result"] is ClockState.MET
    assert_replays(bank, case_id)


def test_where_no_error_was_found_there_is_nothing_to_correct(bank: Bank) -> None:
    case_id = bank.complaint()
    mark(bank, case_id, "us_reg_e")
    record(bank, case_id, StopEvent.NO_ERROR)
    assert "correction" not in states(bank, case_id)
    assert states(bank, case_id)["result"] is ClockState.RUNNING
    assert_replays(bank, case_id)


def test_what_an_investigation_found_needs_no_words_to_the_customer(bank: Bank) -> None:
    case_id = bank.complaint()
    mark(bank, case_id, "us_reg_e")
    with bank.desk() as desk:
        complaints.record_outcome(
            desk, case_id=case_id, preset="us_reg_e", event=StopEvent.NO_ERROR, by=GRACE
        )
    assert states(bank, case_id)["determination"] is ClockState.MET
