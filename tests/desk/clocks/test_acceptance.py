"""A summary under DISP 1.5 is the customer's to accept: our own *Resolve* does not keep it by itself."""

import pytest
from sqlmodel import select

from bot.desk.cases import closures
from bot.desk.clocks import complaints
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.complaint import Complaint
from bot.domain.records.staff import Actor
from bot.domain.records.trail.details import ComplaintRecorded, Resolved
from bot.domain.records.trail.verbs import Trail
from bot.domain.sla.clock import ClockState, SlaClock
from bot.domain.sla.policy import Metric
from bot.domain.sla.regulatory import StopEvent
from bot.domain.sla.replays.replay import canonical, replay
from bot.storage.clocks.history import history_of
from bot.storage.clocks.history_events import REPLAYED, Rows
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.record import audit
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")
NO_ROWS = Rows({}, [], {}, {}, {})


@pytest.fixture
def case_id(bank: Bank) -> int:
    """A complaint under DISP, minutes old."""
    number = bank.complaint()
    with bank.desk() as desk:
        complaints.mark(desk, case_id=number, preset="uk_disp", by=AMIRA, reason="Wants redress")
    bank.later(minutes=5)
    return number


def clocks(bank: Bank, case_id: int) -> dict[str, SlaClock]:
    with bank.database.reading() as session:
        rows = session.exec(
            select(SlaClock).where(
                SlaClock.case_id == case_id, SlaClock.metric == Metric.REGULATORY
            )
        )
        return {clock.name.partition(":")[2]: clock for clock in rows}


def resolve(bank: Bank, case_id: int, *, acceptance: str = "") -> None:
    with bank.desk() as desk:
        closures.resolve(
            desk,
            case_id=case_id,
            outcome=Outcome.REDRESS,
            remark="",
            by=AMIRA,
            acceptance=acceptance,
        )


def record(bank: Bank, case_id: int, event: StopEvent, *, accepted: bool, reason: str) -> None:
    with bank.desk() as desk:
        complaints.record_outcome(
            desk,
            case_id=case_id,
            preset="uk_disp",
            event=event,
            by=AMIRA,
            reason=reason,
            accepted=accepted,
        )


def ended(bank: Bank, case_id: int) -> Resolved:
    with bank.database.reading() as session:
        entries = audit.entries(session=session, case_id=case_id)
        [found] = [each for each in entries if each.verb == Trail.RESOLVED]
        return Resolved.read(found.details)


def assert_replays(bank: Bank, case_id: int) -> None:
    """The clocks as a replay of the trail makes them are those that stand."""
    with bank.database.reading() as session:
        recorded = clocks_of(session=session, case_id=case_id)
        history = history_of(session=session, case_id=case_id)
    assert history is not None
    again = replay(history, rules=bank.rules, now=bank.now)
    assert canonical(again) == canonical(recorded)


def told(bank: Bank, template: str) -> dict[str, object]:
    events = bank.deliveries("slack.event")
    [found] = [each.payload for each in events if each.payload["template"] == template]
    return found


def test_resolving_keeps_the_summary_only_where_the_customer_accepted(
    bank: Bank, case_id: int
) -> None:
    resolve(bank, case_id)
    found = clocks(bank, case_id)
    assert found["summary_resolution"].state is ClockState.STOPPED
    assert not found["summary_resolution"].missed  # the window had not closed
    assert found["final_response"].met_at == bank.now
    assert ended(bank, case_id).accepted is False
    assert told(bank, "resolved")["unkept"] == "Summary resolution"
    assert_replays(bank, case_id)


def test_with_the_customers_acceptance_resolving_keeps_both_and_says_who_accepted(
    bank: Bank, case_id: int
) -> None:
    resolve(bank, case_id, acceptance="He rang at 11 and thanked us, card 4111 1111 1111 1111")
    assert {clock.met_at for clock in clocks(bank, case_id).values()} == {bank.now}
    assert ended(bank, case_id).accepted is True
    assert told(bank, "resolved")["kept"] == "Summary resolution"
    with bank.database.reading() as session:
        reason = session.exec(select(Complaint.reason)).one()
    assert "The customer accepted it: He rang at 11" in reason
    assert "4111" not in reason
    assert_replays(bank, case_id)


def test_a_summary_that_nobody_accepted_is_recorded_and_keeps_nothing(
    bank: Bank, case_id: int
) -> None:
    record(bank, case_id, StopEvent.SUMMARY, accepted=False, reason="Sent by post")
    assert clocks(bank, case_id)["summary_resolution"].state is ClockState.RUNNING
    assert told(bank, "complaint_recorded")["unkept"] == "Summary resolution"
    assert_replays(bank, case_id)


def test_a_final_response_ends_the_wait_for_the_summary_and_does_not_keep_it(
    bank: Bank, case_id: int
) -> None:
    record(bank, case_id, StopEvent.FINAL, accepted=False, reason="Sent by post")
    found = clocks(bank, case_id)
    assert found["summary_resolution"].state is ClockState.STOPPED
    assert found["final_response"].state is ClockState.MET
    assert_replays(bank, case_id)


def test_an_accepted_summary_is_kept_and_whoever_records_it_says_how(
    bank: Bank, case_id: int
) -> None:
    with pytest.raises(complaints.AcceptanceUnsaid):
        record(bank, case_id, StopEvent.SUMMARY, accepted=True, reason=" ")
    record(bank, case_id, StopEvent.SUMMARY, accepted=True, reason="She agreed by phone")
    assert clocks(bank, case_id)["summary_resolution"].met_at == bank.now
    assert_replays(bank, case_id)


def test_a_rule_that_does_not_ask_for_it_is_kept_by_resolving_and_the_trail_says_nothing(
    bank: Bank,
) -> None:
    number = bank.complaint()
    with bank.desk() as desk:
        complaints.mark(desk, case_id=number, preset="uk_psd", by=AMIRA, reason="")
    resolve(bank, number)
    assert {clock.met_at for clock in clocks(bank, number).values()} == {bank.now}
    assert ended(bank, number).accepted is None


def test_what_was_written_before_anybody_asked_counts_as_it_did(bank: Bank, case_id: int) -> None:
    resolve(bank, case_id)
    with bank.database.reading() as session:
        entries = audit.entries(session=session, case_id=case_id)
        [entry] = [each for each in entries if each.verb == Trail.RESOLVED]
        history = history_of(session=session, case_id=case_id)
    assert history is not None
    assert history.events[-1].accepted is False
    entry.details = {"outcome": "redress"}
    old = REPLAYED[Trail.RESOLVED](entry, NO_ROWS)
    assert old is not None
    assert old.accepted is True
    assert ComplaintRecorded.read({"preset": "uk_disp", "event": "summary"}).accepted is None


def test_once_its_window_has_closed_the_customers_word_is_asked_for_no_more(
    bank: Bank, case_id: int
) -> None:
    bank.later(days=7)
    resolve(bank, case_id)
    assert "unkept" not in told(bank, "resolved")
