"""Every road to a customer passes the same check: what needs a second person waits, whichever way it came."""

from pathlib import Path

import pytest
from sqlmodel import select

import bot
from bot.desk.answers import sending as from_the_form
from bot.desk.surges import answering, sending, texts
from bot.desk.surges.whom import Whom
from bot.domain.records.answers.approval import Approval
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Surface
from bot.domain.records.staff import Actor, Role
from tests.desk.chat.conftest import Chat
from tests.desk.conftest import Bank
from tests.desk.surges.outages import break_down, look, the_surge
from tests.desk.talks import private, with_private_words

LENA = Actor.staff("U0LENA")
AMIRA = Actor.staff("U0AMIRA")
EVERYTHING = {"replies": {"approval": {"share_percent": 100}}}


@pytest.fixture(autouse=True)
def _all_wait(bank: Bank) -> None:
    bank.lay_over(EVERYTHING)
    for who in ("U0LENA", "U0GRACE", "U0AMIRA"):
        bank.staff(who)


def waiting(bank: Bank) -> list[int]:
    """The cases whose answers wait; nothing is on its way to a customer."""
    assert bank.deliveries("reply") == []
    with bank.database.reading() as session:
        return sorted(row.case_id for row in session.exec(select(Approval)))


def test_an_answer_becomes_a_delivery_in_one_place_only() -> None:
    root = Path(bot.__file__).parents[1]
    found = {
        str(path.relative_to(root))
        for folder in ("bot", "handlers")
        for path in (root / folder).rglob("*.py")
        if "ReplyPayload(" in path.read_text().replace("class ReplyPayload(", "")
    }
    assert found == {"bot/desk/answers/queueing.py"}


@pytest.mark.parametrize("surface", list(Surface))
def test_a_public_and_a_private_answer_wait(bank: Bank, surface: Surface) -> None:
    with_private_words(bank)
    case_id = bank.complaint()
    bank.take_in(private(bank, "In private, please"))
    with bank.desk() as desk:
        from_the_form.send(
            desk,
            case_id=case_id,
            text="Sorry, Ana.",
            surface=surface,
            purpose=Purpose.ANSWERS,
            by=AMIRA,
            request_key="form-1",
        )
    assert waiting(bank) == [case_id]


def test_an_answer_in_the_secure_chat_waits_where_the_bank_says_so(bank: Bank) -> None:
    chat = Chat(bank)
    chat.say(chat.enter(), "Hello?", "k1")
    _answer_in(chat)
    assert waiting(bank) == [chat.case_id]


def test_in_the_chat_nothing_waits_where_the_bank_leaves_it_out(bank: Bank) -> None:
    rules = {"share_percent": 100, "surfaces": ["public", "private"]}
    bank.lay_over({"replies": {"approval": rules}})
    chat = Chat(bank)
    chat.say(chat.enter(), "Hello?", "k1")
    assert chat.answer("We are here.").payload["text"] == "We are here."


def _answer_in(chat: Chat) -> None:
    with chat.bank.desk() as desk:
        from_the_form.send(
            desk,
            case_id=chat.case_id,
            text="We are here.",
            surface=Surface.PRIVATE,
            purpose=Purpose.ANSWERS,
            by=AMIRA,
            request_key="form-1",
        )


def test_answers_to_many_of_a_surge_wait_each(bank: Bank) -> None:
    cases = break_down(bank)
    look(bank)
    with bank.desk() as desk:
        looked = texts.look_through(
            desk,
            whom=Whom(the_surge(bank).pk),
            wordings=("Hello {name}, we are on it.",),
            by=LENA,
            roles=frozenset({Role.LEAD}),
        )
        prepared = answering.write_down(
            desk, looked, purpose=Purpose.ANSWERS, resolves=False, by=LENA
        )
        answering.send(desk, answer_id=prepared.answer_id, ticked=set(cases), by=LENA)
    with bank.desk() as desk:
        sending.send_due(desk, limit=25)
    assert waiting(bank) == cases


def test_in_a_surge_answers_wait_where_the_bank_says_so(bank: Bank) -> None:
    bank.lay_over({"replies": {"approval": {"surges": True}}})
    other, cases = bank.complaint("Where is my letter?", author="zoe"), break_down(bank)
    look(bank)
    for number in (other, cases[0]):
        with bank.desk() as desk:
            from_the_form.send(
                desk,
                case_id=number,
                text="We are on it.",
                surface=Surface.PUBLIC,
                purpose=Purpose.ANSWERS,
                by=AMIRA,
                request_key=f"form-{number}",
            )
    [delivery] = bank.deliveries("reply")
    assert delivery.case_id == other
