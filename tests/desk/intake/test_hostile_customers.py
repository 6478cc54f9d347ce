"""What a hostile customer writes, names themselves or attaches: none of it gets in raw, none stops us."""

import json

import pytest
from sqlmodel import select

from bot.domain.channels.inbound import Happening, Person
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Message
from tests.desk.conftest import Bank

CARD = "4111 1111 1111 1111"


def everything(bank: Bank) -> str:
    """Every author and message of the database, as text."""
    with bank.database.reading() as session:
        rows = [*session.exec(select(Author)), *session.exec(select(Message))]
        return json.dumps([row.model_dump(mode="json") for row in rows])


def test_a_card_number_as_display_name_or_handle_is_not_kept(bank: Bank) -> None:
    person = Person(external_id="7", handle="378282246310005", name=f"Ana {CARD}")
    bank.take_in(bank.post("Hello", author="ana").model_copy(update={"author": person}))
    assert "1111" not in everything(bank)
    assert "378282246310005" not in everything(bank)


def test_a_phone_number_as_display_name_is_masked(bank: Bank) -> None:
    person = Person(external_id="7", handle="ana", name="Call me +44 20 7946 0018")
    bank.take_in(bank.post("Hello").model_copy(update={"author": person}))
    assert "7946" not in everything(bank)


def test_what_is_said_of_a_picture_is_masked_too(bank: Bank) -> None:
    picture = {
        "type": "photo",
        "url": "https://pics.example/4111-1111-1111-1111.jpg",
        "description": f"My card {CARD}, call +44 20 7946 0018",
    }
    bank.take_in(bank.post("Look", attachments=(picture,)))
    assert "1111" not in everything(bank)
    assert "7946" not in everything(bank)
    assert "photo" in everything(bank)


@pytest.mark.parametrize("strange", ["a\x00b", "half an emoji \ud83d", "\ud800\udfff\x00"])
def test_letters_no_database_takes_cost_no_complaint(bank: Bank, strange: str) -> None:
    person = Person(external_id="7", handle="ana", name=strange)
    post = bank.post(
        f"My card was declined {strange}", author="ana", attachments=({"description": strange},)
    )
    assert bank.take_in(post.model_copy(update={"author": person}))
    edited = {"happening": Happening.EDITED, "external_id": post.external_id, "version_id": "2b"}
    assert bank.take_in(bank.post(strange, author="ana", **edited))
