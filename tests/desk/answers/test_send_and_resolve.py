"""*Send and resolve*: the case ends when its answer is published, and only then."""

import pytest
from sqlmodel import col, select

from bot.desk.answers import doubts, replies, undoing
from bot.desk.answers.ending import Ending, EndsWithoutAnswer
from bot.desk.cases import closures
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import CaseState, Surface
from bot.domain.records.cases.closure import Closure, Outcome
from bot.domain.records.staff import Actor
from bot.domain.sla.policy import Metric
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.outcome import Receipt, Refused, Uncertain
from tests.desk.answers.test_replies import clock
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")
LENA = Actor.staff("U0LENA")
HERE = Receipt(reference="900")


def send(
    bank: Bank, case_id: int, *, purpose: Purpose = Purpose.ANSWERS, said: str = ""
) -> Delivery:
    """An answer that is to end its case."""
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text="At nine, Ana. ^AH",
            surface=Surface.PUBLIC,
            purpose=purpose,
            by=AMIRA,
            request_key="form-1",
            ending=Ending(Outcome.EXPLAINED, said),
        )
    return bank.deliveries("reply")[-1]


def closures_of(bank: Bank, case_id: int) -> list[Closure]:
    with bank.database.reading() as session:
        query = select(Closure).where(Closure.case_id == case_id).order_by(col(Closure.id))
        return list(session.exec(query))


def test_the_case_ends_when_the_answer_is_published_and_not_before(bank: Bank) -> None:
    case_id = bank.complaint()
    delivery = send(bank, case_id)
    assert bank.case(case_id).state is CaseState.CLAIMED
    bank.end(delivery, HERE)
    assert bank.case(case_id).state is CaseState.RESOLVED
    [closure] = closures_of(bank, case_id)
    assert (closure.outcome, closure.closed_by) == (Outcome.EXPLAINED, str(AMIRA))
    assert clock(bank, case_id, Metric.FIRST_RESPONSE).met_at is not None
    assert clock(bank, case_id, Metric.RESOLUTION).met_at is not None


def test_a_refused_answer_leaves_the_case_open(bank: Bank) -> None:
    case_id = bank.complaint()
    delivery = send(bank, case_id)
    bank.end(delivery, Refused("duplicate", "X has this text already."))
    assert bank.case(case_id).is_open
    assert closures_of(bank, case_id) == []


def test_an_answer_that_was_undone_leaves_the_case_open(bank: Bank) -> None:
    case_id = bank.complaint()
    send(bank, case_id)
    with bank.desk() as desk:
        [reply] = desk.session.exec(select(Reply)).all()
        assert undoing.undo(desk, reply_id=reply.pk, by=AMIRA)
    assert bank.case(case_id).is_open
    assert closures_of(bank, case_id) == []


def test_in_doubt_the_case_waits_until_a_person_says_that_the_answer_is_there(bank: Bank) -> None:
    case_id = bank.complaint()
    delivery = send(bank, case_id)
    bank.end(delivery, Uncertain("cut"))
    assert bank.case(case_id).is_open
    with bank.database.transaction() as session:
        session.get_one(Delivery, delivery.id).state = DeliveryState.ASK
    with bank.desk() as desk:
        doubts.settle(
            desk,
            delivery_id=delivery.pk,
            decision="it_is_there",
            by=LENA,
            link="https://x.example/NorthbankHelp/status/900",
        )
    assert bank.case(case_id).state is CaseState.RESOLVED
    [closure] = closures_of(bank, case_id)
    assert closure.closed_by == str(AMIRA)


def test_a_customer_who_wrote_again_meanwhile_keeps_the_case_open_and_the_thread_says_so(
    bank: Bank,
) -> None:
    first = bank.post("When do you open?")
    case_id = bank.take_in(first)
    delivery = send(bank, case_id)
    bank.later(seconds=3)
    bank.take_in(bank.post("And my card is gone!", conversation=first.conversation))
    bank.end(delivery, HERE)
    case = bank.case(case_id)
    assert case.is_open
    assert case.unanswered_since is not None
    assert "not_resolved" in bank.templates()
    assert closures_of(bank, case_id) == []


def test_only_an_answer_ends_a_case(bank: Bank) -> None:
    case_id = bank.complaint()
    with pytest.raises(EndsWithoutAnswer):
        send(bank, case_id, purpose=Purpose.HOLDING)
    assert bank.deliveries("reply") == []


def test_who_accepted_it_is_kept_masked_until_then(bank: Bank) -> None:
    case_id = bank.complaint()
    send(bank, case_id, said="Rang Ana on 020 7946 0018")
    with bank.database.reading() as session:
        [reply] = session.exec(select(Reply)).all()
    assert reply.acceptance is not None
    assert "7946" not in reply.acceptance


def test_a_case_that_ended_meanwhile_keeps_its_end(bank: Bank) -> None:
    case_id = bank.complaint()
    delivery = send(bank, case_id)
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=LENA)
    bank.end(delivery, HERE)
    [closure] = closures_of(bank, case_id)
    assert closure.outcome == Outcome.FIXED
