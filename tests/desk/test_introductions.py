"""A name that comes after the words: kept masked, and shown on the open cases."""

from sqlmodel import select

from bot.desk import introductions
from bot.domain.author import Author
from bot.domain.inbound import Inbound, Introduced, Person
from bot.outbox.outcome import Receipt
from tests.desk.conftest import X_ACCOUNT, Bank


def introduce(bank: Bank, name: str, *, external_id: str = "61") -> None:
    person = Person(external_id=external_id, name=name)
    with bank.desk() as desk:
        told = Introduced(channel="x", account=X_ACCOUNT, person=person)
        introductions.introduce(desk, told=told)


def hello(bank: Bank) -> Inbound:
    nobody_knows = {"author": Person(external_id="61")}
    return bank.post("hello").model_copy(update=nobody_knows)


def names(bank: Bank) -> list[str]:
    with bank.database.reading() as session:
        return list(session.exec(select(Author.name)))


def test_the_name_is_learnt_and_the_case_drawn_anew(bank: Bank) -> None:
    bank.take_in(hello(bank))
    (headline,) = bank.deliveries("slack.headline")
    bank.end(headline, Receipt("1.1"))
    introduce(bank, "Ana Roth")
    introduce(bank, "Ana Roth")
    assert names(bank) == ["Ana Roth"]
    assert len(bank.deliveries("slack.redraw")) == 1


def test_a_name_that_comes_first_waits_for_the_words(bank: Bank) -> None:
    introduce(bank, "Ana Roth")
    bank.take_in(hello(bank))
    assert names(bank) == ["Ana Roth"]


def test_a_name_that_holds_a_card_number_is_masked(bank: Bank) -> None:
    introduce(bank, "Ana 4111 1111 1111 1111")
    assert "4111" not in names(bank)[0]
