"""A lead's board: who has how much, and several cases given on from it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import JONAS, LENA, PRIYA
from tests.journeys.desk_page.clicks import Desk

pytestmark = pytest.mark.at_the_build

MORTGAGE = "The mortgage letter names the wrong house. Twice now."
DOOR = "The door of the Halverton branch was locked at noon, and nobody said why."


def test_a_lead_sees_who_has_how_much_and_gives_some_of_it_on(desk: Desk) -> None:
    desk.act_as(PRIYA)
    for name, words in (("Nils Berg", MORTGAGE), ("Pia Lund", DOOR)):
        desk.claim(desk.customer_writes(name, words), "Priya Nair")
    desk.act_as(LENA)
    desk.press_at_home("people")
    desk.opens("People")
    expect(desk.modal).to_contain_text("Priya Nair")
    desk.album.take("people")
    row = desk.modal.locator(".b-section").filter(has_text="Priya Nair")
    row.get_by_test_id("action-give_on").click()
    desk.opens("Give cases on")
    desk.tick("Pia Lund", "To a colleague")
    desk.fill(to=JONAS, note="Priya is ill.")
    desk.album.take("give-on")
    desk.submit(closes=False)
    desk.opens("Handed over")
    expect(desk.modal).to_contain_text("1 case is handed over.")
    desk.close()
    desk.act_as(LENA)
    expect(desk.case(DOOR)).to_contain_text("@Jonas Weber")
    expect(desk.case(MORTGAGE)).to_contain_text("@Priya Nair")
    desk.act_as(JONAS)
    desk.choose(desk.case(DOOR), "Release")  # the tests after this count what he holds
    expect(desk.case(DOOR)).to_contain_text(" · nobody")
