"""A name that comes after the words: kept masked, and shown on the open cases."""

from sqlmodel import select

from bot.desk.messages import author_names
from bot.domain.channels.inbound import Inbound, Introduced, Person
from bot.domain.records.messages.author import Author
from bot.domain.records.trail.audit import AuditEntry
from bot.outbox.outcome import Receipt
from bot.storage.record import audit
from tests.desk.conftest import X_ACCOUNT, Bank


def introduce(bank: Bank, name: str, *, external_id: str = "61") -> None:
    person = Person(external_id=external_id, name=name)
    with bank.desk() as desk:
        told = Introduced(channel="x", account=X_ACCOUNT, person=person)
        author_names.introduce(desk, told=told)


def hello(bank: Bank) -> Inbound:
    nobody_knows = {"author": Person(external_id="61")}
    return bank.post("hello").model_copy(update=nobody_knows)


def trail(bank: Bank, case_id: int) -> list[AuditEntry]:
    with bank.database.reading() as session:
        assert audit.verify(session=session, case_id=case_id) == []
        return audit.entries(session=session, case_id=case_id)


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


def test_that_a_name_was_learnt_stands_in_the_trail_of_each_open_case_without_the_name(
    bank: Bank,
) -> None:
    case_id = bank.take_in(hello(bank))
    introduce(bank, "Ana Roth")
    introduce(bank, "Ana Roth")
    told = [entry for entry in trail(bank, case_id) if entry.verb == "author_renamed"]
    assert [(entry.actor_kind, entry.actor_id) for entry in told] == [("platform", "x")]
    assert "Roth" not in str([entry.details for entry in trail(bank, case_id)])


def test_a_name_of_nobody_in_a_case_stands_in_the_trail_of_the_house(bank: Bank) -> None:
    introduce(bank, "Ana Roth")
    assert trail(bank, audit.HOUSE)[-1].verb == "author_renamed"


def test_a_word_under_another_name_is_noted_in_its_case_and_the_first_name_is_not(
    bank: Bank,
) -> None:
    first = bank.post("My card was declined", author="ana")
    case_id = bank.take_in(first)
    bank.take_in(bank.post("Still?", author="ana", conversation=first.conversation))
    verbs = [entry.verb for entry in trail(bank, case_id)]
    assert "author_renamed" not in verbs
    married = Person(external_id="id-ana", handle="ana", name="Ana Brook")
    bank.take_in(
        bank.post("Hello?", author="ana", conversation=first.conversation).model_copy(
            update={"author": married}
        )
    )
    last = trail(bank, case_id)[-1]
    assert last.verb == "author_renamed"
    assert "Brook" not in str(last.details)
