"""Everything about one customer: by a case or by an account, with linked accounts, on record."""

import pytest

from bot.desk.cases import customer_notes, same_person
from bot.desk.erasure import persons, telling
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.storage.record import audit
from tests.desk.conftest import Bank

MIRA = Actor.staff("U0AMIRA")
CARLA = Actor.operator("Carla")


def test_a_customer_is_told_with_their_words_their_linked_account_and_their_notes(
    bank: Bank,
) -> None:
    first = bank.complaint("My card was declined, call me on 07700 900123", author="ana")
    other = bank.complaint("Still waiting", author="ana_r")
    bank.complaint("Somebody else's matter", author="ben")
    with bank.desk() as desk:
        same_person.link(desk, case_id=first, other=other, by=MIRA)
        customer_notes.write(desk, case_id=first, text="Prefers a letter", by=MIRA)
    with bank.desk() as desk:
        told = telling.tell(desk, person=persons.meant(desk.session, f"C-{other}"))
    assert [each["handle"] for each in told["accounts"]] == ["ana_r", "ana"]
    assert [each["case"] for each in told["cases"]] == [f"C-{first}", f"C-{other}"]
    assert [note["text"] for note in told["notes about them"]] == ["Prefers a letter"]
    words = told["cases"][0]["message_revisions"][0]
    assert "07700" not in words["text"]
    assert words["original"].endswith("07700 900123")
    assert "Somebody else" not in str(told)


def test_nobody_is_told_a_pin_that_they_wrote(bank: Bank) -> None:
    case_id = bank.complaint("My PIN is 4821, ring 07700 900123", author="ana")
    with bank.desk() as desk:
        told = telling.tell(desk, person=persons.meant(desk.session, f"C-{case_id}"))
    original = told["cases"][0]["message_revisions"][0]["original"]
    assert "07700 900123" in original
    assert "4821" not in original


@pytest.mark.parametrize("who", ["x:@ana", "x:ana", "X: id-ana", "C-1", "1"])
def test_a_customer_is_named_by_case_handle_or_id(bank: Bank, who: str) -> None:
    case_id = bank.complaint(author="ana")
    with bank.desk() as desk:
        assert persons.meant(desk.session, who).case_ids == [case_id]


@pytest.mark.parametrize(
    ("who", "told"),
    [("ana", "Name a case"), ("C-99", "no case C-99"), ("x:nobody", "No customer")],
)
def test_who_names_nobody_is_told_so(bank: Bank, who: str, told: str) -> None:
    with bank.desk() as desk, pytest.raises(persons.NobodyMeant, match=told):
        persons.meant(desk.session, who)


def test_two_of_one_handle_are_told_apart_by_id(bank: Bank) -> None:
    bank.complaint(author="ana")
    ben = bank.post("Hello", author="ben")
    assert ben.author is not None
    as_ana = ben.author.model_copy(update={"handle": "ana"})
    bank.take_in(ben.model_copy(update={"author": as_ana}))
    with bank.desk() as desk, pytest.raises(persons.NobodyMeant, match="id-ana, id-ben"):
        persons.meant(desk.session, "x:ana")


def test_who_read_all_of_a_customer_is_in_the_trail_of_each_case(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        person = persons.meant(desk.session, f"C-{case_id}")
        telling.record_it(desk, person=person, by=CARLA, what="person")
    with bank.desk() as desk:
        entry = audit.entries(session=desk.session, case_id=case_id)[-1]
        house = audit.entries(session=desk.session, case_id=audit.HOUSE)[-1]
    assert (entry.verb, str(entry.actor)) == (Trail.PERSON_READ, "operator:Carla")
    assert house.details == {"what": "person", "accounts": person.author_ids}
