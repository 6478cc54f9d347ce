"""Two cases become one, in a chain, after an end, and back again; both threads say so."""

import pytest

from bot.desk.cases import closures, merging
from bot.desk.clocks import escalations
from bot.domain.records.cases.case import CaseState
from bot.domain.records.cases.closure import Outcome
from bot.domain.sla.clock import StopReason
from bot.storage.cases import merges
from bot.storage.record import audit
from tests.desk.cases.merging.merged import (
    AMIRA,
    clocks,
    merge,
    two_cases,
    unmerge,
    waiting,
)
from tests.desk.conftest import Bank


def test_a_merged_case_no_longer_escalates_zammad_904(bank: Bank) -> None:
    first, second, _ = two_cases(bank)
    merge(bank, second, first)
    bank.later(days=10)
    with bank.desk() as desk:
        escalations.fire(desk, limit=1000)
    assert [c.stop_reason for c in clocks(bank, second)] == [StopReason.MERGED] * 3
    assert not any(c.breached_at for c in clocks(bank, second))
    told = [d for d in bank.deliveries() if "alert" in d.kind and d.case_id == second]
    assert told == []


def test_a_late_word_goes_to_the_target_and_reopens_nothing_zammad_983(bank: Bank) -> None:
    first, second, post = two_cases(bank)
    merge(bank, second, first)
    late = bank.post("Any news?").model_copy(update={"conversation": post.conversation})
    assert bank.take_in(late) == first
    assert bank.case(second).state == CaseState.MERGED


def test_a_case_can_be_merged_again_after_it_was_unmerged_zammad_983(bank: Bank) -> None:
    first, second, _ = two_cases(bank)
    for _ in range(2):
        merge(bank, second, first)
        bank.later(minutes=5)
        unmerge(bank, second)
        bank.later(minutes=5)
    merge(bank, second, first)
    assert bank.case(second).state == CaseState.MERGED


def test_a_chain_of_merges_is_followed_to_its_end_zammad_5714(bank: Bank) -> None:
    first, second, post = two_cases(bank)
    other = bank.complaint("Me too", author="bo")
    merge(bank, second, first)
    merge(bank, first, other)
    late = bank.post("Any news?").model_copy(update={"conversation": post.conversation})
    assert bank.take_in(late) == other
    with bank.database.reading() as session:
        assert merges.survivor_of(session=session, case_id=second) == other


def test_another_customer_in_the_same_conversation_keeps_a_case_of_their_own_zammad_5064(
    bank: Bank,
) -> None:
    first, second, post = two_cases(bank)
    merge(bank, second, first)
    theirs = bank.post("Same here!", author="bo")
    theirs = theirs.model_copy(update={"conversation": post.conversation})
    assert bank.take_in(theirs) not in {first, second}


def test_merging_into_an_ended_case_reopens_it_zammad_2467(bank: Bank) -> None:
    first = bank.complaint("My card was declined")
    with bank.desk() as desk:
        closures.resolve(desk, case_id=first, outcome=Outcome.FIXED, remark="", by=AMIRA)
    bank.later(days=8)
    second = bank.complaint("Still declined")
    merge(bank, second, first)
    assert bank.case(first).state == CaseState.NEW
    assert waiting(bank, first) is not None


def test_a_merge_can_be_taken_back_for_the_banks_days_only(bank: Bank) -> None:
    first, second, _ = two_cases(bank)
    merge(bank, second, first)
    bank.later(days=7, seconds=1)
    with pytest.raises(merging.CannotUnmerge, match="7 days"):
        unmerge(bank, second)


def test_both_threads_point_to_each_other_and_the_trail_holds(bank: Bank) -> None:
    first, second, _ = two_cases(bank)
    merge(bank, second, first)
    told = {d.payload["template"]: d.payload for d in bank.deliveries("slack.event")}
    assert (told["merged"]["case_id"], told["merged"]["other"]) == (second, first)
    assert (told["took_over"]["case_id"], told["took_over"]["other"]) == (first, second)
    with bank.database.reading() as session:
        for number in (first, second):
            assert audit.verify(session=session, case_id=number) == []
