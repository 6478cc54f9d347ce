"""A message that only thanks starts nothing; one that says a word more waits like any other."""

from datetime import timedelta

import pytest

from bot.desk.cases import closures
from bot.domain.records.cases.case import CaseState
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.staff import Actor
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.storage.clocks.stored_clocks import clocks_of
from tests.desk.clocks.test_replay import compare
from tests.desk.conftest import Bank
from tests.desk.talks import edited

AMIRA = Actor.staff("U0AMIRA")


def clocks(bank: Bank, case_id: int) -> list[SlaClock]:
    with bank.database.reading() as session:
        return clocks_of(session=session, case_id=case_id)


def resolved(bank: Bank) -> int:
    case_id = bank.complaint()
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    return case_id


def test_a_thanks_that_opens_a_case_starts_no_clock_and_waits_for_nobody(bank: Bank) -> None:
    case_id = bank.complaint("Thank you so much!")
    case = bank.case(case_id)
    assert clocks(bank, case_id) == []
    assert case.state == CaseState.NEW
    assert case.unanswered_since is None
    assert "notice" not in bank.templates()  # no alarm that no promise covers it


def test_the_first_message_after_a_thanks_starts_the_first_clocks_at_its_own_time(
    bank: Bank,
) -> None:
    case_id = bank.complaint("Thank you so much!")
    bank.later(hours=2)
    complaint = bank.post("My card was stolen")
    assert bank.take_in(complaint) == case_id
    started = {clock.metric: clock.started_at for clock in clocks(bank, case_id)}
    assert {Metric.CLAIMED, Metric.FIRST_RESPONSE} <= set(started)
    assert set(started.values()) == {complaint.at}
    assert bank.case(case_id).unanswered_since == complaint.at
    assert bank.case(case_id).priority == "urgent"
    compare(bank)


def test_a_case_that_was_opened_by_a_thanks_replays_without_clocks(bank: Bank) -> None:
    bank.complaint("Cheers!")
    bank.later(minutes=5)
    bank.complaint("Thanks again")
    assert compare(bank) == []


@pytest.mark.parametrize(
    "text",
    [
        "I demand this is resolved or I go to the ombudsman",
        "Thanks, I sent the form, waiting for your call",
        "Thanks!!! 😡",
        "شكرا على سرقة فلوسي",
    ],
)
def test_a_demand_in_the_words_of_a_thanks_reopens_and_is_timed(bank: Bank, text: str) -> None:
    case_id = resolved(bank)
    bank.later(minutes=5)
    again = bank.complaint(text)
    open_now = bank.case(again)
    assert open_now.is_open
    assert open_now.unanswered_since is not None
    assert any(clock.ended_at is None for clock in clocks(bank, again))
    assert again != case_id  # a new post of the author is a new case, and hides in no ended one


def test_a_picture_beside_a_thanks_says_more_than_thanks(bank: Bank) -> None:
    case_id = bank.take_in(bank.post("Thanks", attachments=({"kind": "photo", "url": ""},)))
    assert bank.case(case_id).unanswered_since is not None
    assert clocks(bank, case_id)


def test_a_thanks_to_the_brand_by_name_is_one(bank: Bank) -> None:
    case_id = resolved(bank)
    bank.later(minutes=5)
    title = bank.rules.routing.brands[bank.case(case_id).brand].title
    assert bank.complaint(f"Thanks {title}!") == case_id
    assert bank.case(case_id).state == CaseState.RESOLVED


def test_a_thanks_before_any_answer_leaves_the_first_wait_as_it_is(bank: Bank) -> None:
    case_id = bank.complaint()
    before = bank.case(case_id).unanswered_since
    bank.later(seconds=timedelta(minutes=3).total_seconds())
    bank.complaint("Thanks")
    assert bank.case(case_id).unanswered_since == before
    assert len(clocks(bank, case_id)) == len({clock.metric for clock in clocks(bank, case_id)})


def test_praise_that_opens_a_case_starts_no_clock_and_a_complaint_after_it_does(
    bank: Bank,
) -> None:
    case_id = bank.complaint("Great service this morning!")
    assert clocks(bank, case_id) == []
    assert bank.case(case_id).unanswered_since is None
    bank.later(hours=1)
    complaint = bank.post("And now my card is blocked")
    assert bank.take_in(complaint) == case_id
    assert {clock.started_at for clock in clocks(bank, case_id)} == {complaint.at}
    compare(bank)


def test_praise_after_a_complaint_may_be_bitter_and_waits(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    bank.later(minutes=5)
    assert bank.take_in(bank.post("Great service today", conversation="1")) == case_id
    assert bank.case(case_id).state == CaseState.NEW
    assert bank.case(case_id).unanswered_since == bank.now


def test_praise_becomes_a_complaint_when_it_is_edited_into_one(bank: Bank) -> None:
    praise = bank.post("Great service this morning!")
    case_id = bank.take_in(praise)
    bank.later(minutes=5)
    with_more = edited(praise, "Great service, my card is blocked", bank)
    bank.take_in(with_more)
    assert {clock.started_at for clock in clocks(bank, case_id)} == {bank.now}
