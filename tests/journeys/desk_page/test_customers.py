"""The customer's card: a note about them, written and taken back; two accounts that are one person's."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import LENA
from tests.journeys.desk_page.clicks import NOURA, Desk, number_of

pytestmark = pytest.mark.at_the_build

PARCEL = "Your courier left my new card on the doorstep again."
SILENCE = "Nobody answers me on the other site, so I write here."
NOTE = "Prefers to be rung after five."


def test_a_note_and_a_second_account_stand_on_the_card(desk: Desk) -> None:
    desk.act_as(LENA)
    on_x = desk.customer_writes("Runa Falk", PARCEL)
    there = desk.customer_writes("Runa Falk", SILENCE, on="facebook")
    notes(desk)
    links(desk, number_of(there))
    desk.close()
    expect(there).to_contain_text(f"Wrote before: {number_of(on_x)}")
    desk.act_as(NOURA)
    in_arabic(desk)
    desk.act_as(LENA)
    takes_back(desk, number_of(there))


def notes(desk: Desk) -> None:
    desk.choose(desk.case(PARCEL), "About the customer…")
    desk.opens("The customer")
    expect(desk.modal).to_contain_text("Account since")
    desk.modal.get_by_test_id("action-customer_note").click()
    desk.opens("A note about them")
    desk.fill(text=NOTE)
    desk.album.take("customer-note")
    desk.submit(closes=False)
    desk.opens("The customer")
    expect(desk.modal).to_contain_text(NOTE)


def links(desk: Desk, other: str) -> None:
    desk.modal.get_by_test_id("action-same_person").click()
    desk.opens("Another account")
    expect(desk.modal).to_contain_text(other)
    desk.fill(number=other)
    desk.submit(closes=False)
    desk.opens("One person?")
    expect(desk.modal).to_contain_text(PARCEL)
    expect(desk.modal).to_contain_text(SILENCE)
    desk.album.take("customer-one-person")
    desk.submit(closes=False)
    desk.opens("The customer")
    expect(desk.modal).to_contain_text("The same person, says")
    expect(desk.modal).to_contain_text(SILENCE)
    desk.album.take("customer-card")


def in_arabic(desk: Desk) -> None:
    desk.choose(desk.case(PARCEL), "About the customer…")
    desk.opens("العميل")
    expect(desk.modal).to_contain_text(NOTE)
    desk.album.take("customer-card-arabic")
    desk.close()


def takes_back(desk: Desk, other: str) -> None:
    desk.choose(desk.case(PARCEL), "About the customer…")
    desk.modal.get_by_test_id("action-customer_note_back").click()
    desk.says_yes("Take the note back?")
    expect(desk.modal).not_to_contain_text(NOTE)
    desk.modal.get_by_test_id("action-not_theirs").click()
    desk.says_yes("Not the same person?")
    expect(desk.modal).not_to_contain_text(other)
    desk.close()
