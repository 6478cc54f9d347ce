"""An answer told of by hand is seen on the channel at last, with its own earlier time: that time counts."""

from datetime import datetime, timedelta

import pytest

from bot.desk.answers import native_answers
from bot.desk.cases import closures
from bot.desk.clocks import complaints
from bot.domain.channels.inbound import Inbound
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseState
from bot.domain.records.cases.closure import Outcome
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.storage.clocks.stored_clocks import clocks_of
from tests.desk.answers.test_native_answers import AMIRA, hand, native, ours, replays
from tests.desk.conftest import Bank


@pytest.fixture
def post(bank: Bank) -> Inbound:
    """What the customer wrote at ten."""
    return bank.post("My card was declined")


def clocks(bank: Bank, case_id: int, metric: Metric = Metric.NEXT_RESPONSE) -> list[SlaClock]:
    with bank.database.reading() as session:
        every = clocks_of(session=session, case_id=case_id)
    return [clock for clock in every if clock.metric is metric]


def writes(bank: Bank, to: Inbound, text: str = "Still waiting for somebody") -> datetime:
    word = bank.post(text).model_copy(update={"conversation": to.conversation})
    bank.take_in(word)
    return word.at


def answers(bank: Bank, to: Inbound, number: str = "n1") -> datetime:
    """In the platform's own app."""
    answer = native(bank, to, external_id=number)
    bank.take_in(answer)
    return answer.at


def shows(bank: Bank, to: Inbound, *, at: datetime) -> None:
    """The answer that was told of by hand is seen."""
    bank.later(minutes=1)
    bank.take_in(native(bank, to, external_id="h1", at=at))


def test_no_wait_begins_anew_that_a_later_answer_has_ended(bank: Bank, post: Inbound) -> None:
    case_id = bank.take_in(post)
    bank.later(minutes=30)
    hand(bank, case_id)
    bank.later(minutes=10)
    word = writes(bank, post)
    bank.later(minutes=5)
    answered = answers(bank, post)
    shows(bank, post, at=post.at + timedelta(minutes=20))
    [first] = clocks(bank, case_id, Metric.FIRST_RESPONSE)
    assert first.met_at == post.at + timedelta(minutes=20)
    assert [(c.started_at, c.met_at) for c in clocks(bank, case_id)] == [(word, answered)]
    case = bank.case(case_id)
    assert (case.unanswered_since, case.state) == (None, CaseState.WITH_CUSTOMER)
    assert replays(bank, case_id)
    with bank.desk() as desk:
        later = max(ours(bank, case_id), key=lambda each: each.posted_at)
        native_answers.say_otherwise(desk, message_id=later.pk, purpose=Purpose.HOLDING, by=AMIRA)
    assert [(c.started_at, c.met_at) for c in clocks(bank, case_id)] == [(word, None)]
    assert bank.case(case_id).unanswered_since == word
    assert replays(bank, case_id)


@pytest.mark.parametrize("again", [False, True])
def test_what_the_customer_said_in_between_waited_on_for_the_answer_after_it(
    bank: Bank, post: Inbound, again: bool
) -> None:
    case_id = bank.take_in(post)
    bank.later(minutes=5)
    answers(bank, post)
    bank.later(minutes=15)
    word = writes(bank, post)
    bank.later(minutes=10)
    hand(bank, case_id)
    [clock] = clocks(bank, case_id)
    assert clock.met_at == bank.now
    answered = None
    if again:
        bank.later(minutes=5)
        answered = answers(bank, post, "n2")
    shows(bank, post, at=post.at + timedelta(minutes=10))
    assert [(c.started_at, c.met_at) for c in clocks(bank, case_id)] == [(word, answered)]
    case = bank.case(case_id)
    assert case.unanswered_since == (None if again else word)
    assert case.state == (CaseState.WITH_CUSTOMER if again else CaseState.CLAIMED)
    assert replays(bank, case_id)


def test_a_word_in_between_that_no_clock_had_timed_waits_from_its_own_time(
    bank: Bank, post: Inbound
) -> None:
    case_id = bank.take_in(post)
    bank.later(minutes=15)
    word = writes(bank, post)
    bank.later(minutes=15)
    hand(bank, case_id)
    shows(bank, post, at=post.at + timedelta(minutes=10))
    assert [(c.started_at, c.met_at) for c in clocks(bank, case_id)] == [(word, None)]
    assert bank.case(case_id).unanswered_since == word
    assert replays(bank, case_id)


@pytest.mark.parametrize("reopened", [False, True])
def test_where_the_case_was_ended_since_nothing_waits_anew(
    bank: Bank, post: Inbound, reopened: bool
) -> None:
    case_id = bank.take_in(post)
    bank.later(minutes=15)
    writes(bank, post)
    bank.later(minutes=15)
    hand(bank, case_id)
    bank.later(minutes=5)
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
        if reopened:
            closures.reopen(desk, case_id=case_id, by=AMIRA)
    shows(bank, post, at=post.at + timedelta(minutes=10))
    [first] = clocks(bank, case_id, Metric.FIRST_RESPONSE)
    assert first.met_at == post.at + timedelta(minutes=10)
    assert clocks(bank, case_id) == []
    assert bank.case(case_id).unanswered_since is None
    assert replays(bank, case_id)


def test_an_answer_of_the_same_second_leaves_everything_met(bank: Bank, post: Inbound) -> None:
    case_id = bank.take_in(post)
    bank.later(minutes=10, milliseconds=400)
    hand(bank, case_id)
    shows(bank, post, at=post.at + timedelta(minutes=10))
    [first] = clocks(bank, case_id, Metric.FIRST_RESPONSE)
    assert first.met_at == post.at + timedelta(minutes=10)
    assert bank.case(case_id).state == CaseState.WITH_CUSTOMER
    assert replays(bank, case_id)


def test_a_complaint_was_acknowledged_then_too(bank: Bank, post: Inbound) -> None:
    case_id = bank.take_in(post)
    with bank.desk() as desk:
        complaints.mark(desk, case_id=case_id, preset="uk_disp", by=AMIRA, reason="Redress")
    bank.later(minutes=30)
    hand(bank, case_id)
    shows(bank, post, at=post.at + timedelta(minutes=20))
    met = {clock.met_at for clock in clocks(bank, case_id, Metric.REGULATORY)}
    assert met == {None, post.at + timedelta(minutes=20)}
    assert replays(bank, case_id)
