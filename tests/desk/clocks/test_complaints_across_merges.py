"""A complaint's deadlines when its case is merged and taken out again; a replay comes to the same clocks."""

from datetime import datetime

import pytest
from sqlmodel import select

from bot.desk.cases import closures, merging
from bot.desk.clocks import complaint_clocks, complaints, escalations
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.staff import Actor
from bot.domain.sla.clock import ClockState, SlaClock, StopReason
from bot.domain.sla.policy import Metric
from bot.domain.sla.regulatory import StopEvent
from bot.domain.sla.replays.replay import canonical, replay
from bot.outbox.outcome import Receipt
from bot.storage.clocks.history import history_of
from bot.storage.clocks.stored_clocks import clocks_of
from tests.desk.conftest import Bank
from tests.desk.talks import answer, private, with_private_words

AMIRA, GRACE = Actor.staff("U0AMIRA"), Actor.staff("U0GRACE")
_FINAL = "uk_disp:final_response"


def mark(bank: Bank, case_id: int, preset: str = "uk_disp") -> None:
    with bank.desk() as desk:
        complaints.mark(desk, case_id=case_id, preset=preset, by=GRACE, reason="Redress")


def merge(bank: Bank, case_id: int, into: int) -> None:
    with bank.desk() as desk:
        merging.merge(desk, case_id=case_id, into=into, by=AMIRA)


def unmerge(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        merging.unmerge(desk, case_id=case_id, by=AMIRA)


def finals(bank: Bank, case_id: int) -> list[SlaClock]:
    """The clocks of the final response, oldest first."""
    return [clock for clock in deadlines(bank, case_id) if clock.name == _FINAL]


def deadlines(bank: Bank, case_id: int) -> list[SlaClock]:
    """Every clock of a complaint, oldest first."""
    with bank.database.reading() as session:
        found = clocks_of(session=session, case_id=case_id)
    return [clock for clock in found if clock.metric is Metric.REGULATORY]


def marks(bank: Bank, case_id: int) -> list[str]:
    with bank.desk() as desk:
        found = complaint_clocks.active_marks(desk, case_id=case_id)
    return [each.preset for each in found]


def opened_at(bank: Bank, case_id: int) -> datetime:
    return bank.case(case_id).opened_at


@pytest.fixture
def older(bank: Bank) -> int:
    """A complaint of a day ago."""
    case_id = bank.complaint(author="ana")
    bank.later(days=1)
    return case_id


@pytest.fixture
def newer(bank: Bank, older: int) -> int:
    return bank.complaint(author="ben")


@pytest.fixture(autouse=True)
def replayed(bank: Bank) -> object:
    """Whatever a test did, each case replays to the clocks it has."""
    yield
    with bank.desk() as desk:
        escalations.fire(desk, limit=1000)
    with bank.database.reading() as session:
        for number in session.exec(select(Case.id)).all():
            told = history_of(session=session, case_id=number or 0)
            recorded = clocks_of(session=session, case_id=number or 0)
            assert told is not None
            again = replay(told, rules=bank.rules, now=bank.now, window_h=24.0)
            assert canonical(again) == canonical(recorded)


def test_a_deadline_goes_on_in_the_other_case_from_its_own_start(
    bank: Bank, older: int, newer: int
) -> None:
    mark(bank, older)
    merge(bank, older, newer)
    [moved] = finals(bank, newer)
    assert (moved.state, moved.started_at) == (ClockState.RUNNING, opened_at(bank, older))
    assert marks(bank, newer) == ["uk_disp"]
    [left] = finals(bank, older)
    assert (left.stop_reason, left.stop_detail) == (StopReason.MERGED, f"C-{newer}")


def test_of_two_deadlines_of_one_name_the_older_survives(
    bank: Bank, older: int, newer: int
) -> None:
    mark(bank, older)
    mark(bank, newer)
    merge(bank, older, newer)
    own, moved = finals(bank, newer)
    assert (own.stop_reason, own.stop_detail) == (StopReason.MERGED, f"C-{older}")
    assert (moved.state, moved.started_at) == (ClockState.RUNNING, opened_at(bank, older))


def test_a_deadline_that_the_other_case_had_kept_already_does_not_swallow_one_that_runs(
    bank: Bank, older: int, newer: int
) -> None:
    mark(bank, older)
    with bank.desk() as desk:
        complaints.record_outcome(
            desk, case_id=older, preset="uk_disp", event=StopEvent.FINAL, by=GRACE
        )
    mark(bank, newer)
    merge(bank, newer, older)
    kept, moved = finals(bank, older)
    assert (kept.state, moved.state) == (ClockState.MET, ClockState.RUNNING)


def test_an_unmerge_gives_each_case_its_own_deadlines_and_marks_back(
    bank: Bank, older: int, newer: int
) -> None:
    mark(bank, older)
    mark(bank, older, "uk_psd")
    mark(bank, newer)
    merge(bank, older, newer)
    assert marks(bank, newer) == ["uk_disp", "uk_psd"]
    bank.later(days=1)
    unmerge(bank, older)
    own, moved = finals(bank, newer)
    assert (own.state, moved.stop_reason) == (ClockState.RUNNING, StopReason.MERGED)
    assert own.started_at == opened_at(bank, newer)
    assert [clock.state for clock in finals(bank, older)] == [ClockState.RUNNING]
    assert (marks(bank, older), marks(bank, newer)) == (["uk_disp", "uk_psd"], ["uk_disp"])


def test_two_that_began_in_the_same_second_are_told_apart_by_an_unmerge(bank: Bank) -> None:
    one, other = bank.complaint(author="ana"), bank.complaint(author="ben")
    mark(bank, one)
    mark(bank, other)
    merge(bank, one, other)
    unmerge(bank, one)
    assert [clock.state for clock in finals(bank, other)] == [ClockState.RUNNING]


def test_what_was_said_of_a_deadline_is_not_said_again_in_the_other_case(
    bank: Bank, older: int, newer: int
) -> None:
    mark(bank, older)
    bank.later(days=29)
    with bank.desk() as desk:
        escalations.fire(desk, limit=1000)
    before = len(bank.deliveries("slack.alert"))
    merge(bank, older, newer)
    with bank.desk() as desk:
        escalations.fire(desk, limit=1000)
    told = bank.deliveries("slack.alert")[before:]
    assert [each for each in told if each.payload["metric"] == "regulatory"] == []
    assert finals(bank, newer)[-1].warned_at is not None


def test_a_deadline_that_rests_goes_on_at_the_customers_next_word_in_the_other_case(
    bank: Bank,
) -> None:
    one = bank.complaint(author="ana")
    mark(bank, one, "sa_sama")
    bank.later(hours=1)
    asked = answer(bank, one, surface=Surface.PUBLIC, purpose=Purpose.ASKS, text="Which branch?")
    bank.end(asked, Receipt(reference="p1", at=bank.now))
    [resting] = deadlines(bank, one)
    other = bank.complaint(author="ben")
    merge(bank, one, other)
    [moved] = deadlines(bank, other)
    assert (moved.state, moved.paused_at) == (ClockState.PAUSED, resting.paused_at)
    bank.later(hours=2)
    bank.take_in(bank.post("Any news?", author="ben", conversation="2"))
    [moved] = deadlines(bank, other)
    assert (moved.state, moved.paused_seconds) == (ClockState.RUNNING, 7200)


def test_a_mark_made_after_a_merge_counts_from_the_older_receipt(
    bank: Bank, older: int, newer: int
) -> None:
    merge(bank, older, newer)
    mark(bank, newer)
    assert finals(bank, newer)[0].started_at == opened_at(bank, older)


def test_what_concerns_a_merged_complaint_is_done_where_it_went(
    bank: Bank, older: int, newer: int
) -> None:
    mark(bank, older)
    merge(bank, older, newer)
    with bank.desk() as desk, pytest.raises(complaints.MergedAway, match="the case it went into"):
        complaints.withdraw(desk, case_id=older, preset="uk_disp", by=GRACE, reason="No")


def test_a_private_word_keeps_its_window_wherever_its_case_goes(bank: Bank) -> None:
    with_private_words(bank)
    first = bank.complaint(author="ana")
    with bank.desk() as desk:
        closures.resolve(desk, case_id=first, outcome=Outcome.FIXED, remark="", by=AMIRA)
    bank.later(days=8)
    second = bank.complaint("It is broken again", author="ana")
    word = private(bank, "May I tell you my number?")
    assert bank.take_in(word) == second
    with bank.desk() as desk:
        closures.reopen(desk, case_id=first, by=AMIRA)
    merge(bank, second, first)
    with bank.database.reading() as session:
        found = clocks_of(session=session, case_id=first)
    assert [c.started_at for c in found if c.metric is Metric.PRIVATE_WINDOW] == [word.at]
