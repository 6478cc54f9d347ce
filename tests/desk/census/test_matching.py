"""What became of what was said: answered, or waiting still."""

import pytest
from sqlalchemy import event
from sqlmodel import select

from bot.desk.answers import replies
from bot.desk.cases import merging
from bot.desk.census.matching import Met, fate_of
from bot.domain.channels.inbound import Inbound
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Surface
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.outbox.outcome import Receipt
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")


def met(bank: Bank, post: Inbound) -> Met:
    with bank.desk() as desk:
        return fate_of(desk, inbound=post, source="x:mentions:1", key="k").met


def say(bank: Bank, case_id: int, purpose: Purpose, *, key: str = "r1") -> None:
    """Amira's answer, published a minute later."""
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text="It has arrived.",
            surface=Surface.PUBLIC,
            purpose=purpose,
            by=AMIRA,
            request_key=key,
        )
    bank.later(minutes=1)
    bank.end(bank.deliveries("reply")[-1], Receipt(reference=f"of-{key}", at=bank.now))


@pytest.mark.parametrize(
    ("purpose", "found"),
    [
        (Purpose.ANSWERS, Met.ANSWERED),
        (Purpose.ASKS, Met.ANSWERED),
        (Purpose.MOVES_TO_PRIVATE, Met.ANSWERED),
        (Purpose.HOLDING, Met.WAITING),
    ],
)
def test_a_holding_answer_leaves_it_waiting(bank: Bank, purpose: Purpose, found: Met) -> None:
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    assert met(bank, post) is Met.WAITING
    say(bank, case_id, purpose)
    assert met(bank, post) is found


@pytest.mark.parametrize(("author", "found"), [("ana", Met.ANSWERED), ("ben", Met.WAITING)])
def test_an_answer_in_a_merged_case_reaches_its_own_customer_alone(
    bank: Bank, author: str, found: Met
) -> None:
    post = bank.post("My card was declined", author=author)
    merged, survivor = bank.take_in(post), bank.complaint("The app is down", author="ana")
    if merged != survivor:
        with bank.desk() as desk:
            merging.merge(desk, case_id=merged, into=survivor, by=AMIRA)
    say(bank, survivor, Purpose.ANSWERS)
    assert met(bank, post) is found


def test_of_a_long_talk_no_other_word_is_read(bank: Bank) -> None:
    first = bank.post("My card was declined")
    bank.take_in(first)
    last = first
    for at in range(5):
        bank.later(minutes=1)
        last = bank.post(f"and again {at}", conversation=first.conversation)
        bank.take_in(last)
    read: list[int | None] = []

    def note(message: Message, _context: object) -> None:
        read.append(message.id)

    event.listen(Message, "load", note)
    try:
        met(bank, last)
    finally:
        event.remove(Message, "load", note)
    with bank.database.reading() as session:
        query = select(Message.id).where(Message.external_id == last.external_id)
        assert read == [session.exec(query).one()]
