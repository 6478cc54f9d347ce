"""Ownership: claim, hand over, hand over all of mine, away and back."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import JONAS, PRIYA, TOM
from tests.journeys.desk_page.clicks import NOURA, Desk, number_of

pytestmark = pytest.mark.at_the_build

FEE = "A fee of 35 for a letter I never asked for. Who decided that?"
CARD = "My card was swallowed on Sunday and the branch says Thursday at the earliest."
APP = "The app signs me out in the middle of every transfer. Third day."


def test_a_case_is_claimed_handed_over_and_a_shift_is_handed_on(desk: Desk) -> None:
    desk.act_as(PRIYA)
    fee = desk.customer_writes("Milan Ek", FEE)
    card = desk.customer_writes("Ines Prado", CARD, on="facebook")
    desk.claim(fee, "Priya Nair")
    hands_one_over(desk)
    hands_all_over(desk)
    goes_away(desk)
    expect(card).to_contain_text(" · nobody")


def hands_one_over(desk: Desk) -> None:
    fee = desk.case(FEE)
    desk.open_thread(fee)
    desk.choose(fee, "Hand over…")
    desk.opens(f"Hand over {number_of(fee)}")
    desk.fill(to=JONAS, note="She calls back at four.")
    desk.album.take("hand-over")
    desk.submit()
    expect(fee).to_contain_text(" · @Jonas Weber")
    expect(desk.thread).to_contain_text("handed")
    expect(desk.thread).to_contain_text("She calls back at four.")
    desk.act_as(JONAS)
    desk.page.get_by_test_id("direct-messages").click()
    told = desk.page.get_by_test_id("feed").get_by_role("article").last
    expect(told).to_contain_text("handed 1 case over to you")
    expect(told).to_contain_text("She calls back at four.")


def hands_all_over(desk: Desk) -> None:
    desk.act_as(JONAS)
    desk.claim(desk.case(CARD), "Jonas Weber")
    desk.press_at_home("hand_over_all")
    desk.opens("Hand over my cases")
    expect(desk.modal).to_contain_text("You hold 2 cases.")
    desk.tick("To a colleague")
    desk.fill(to=NOURA)
    desk.album.take("shift")
    desk.submit(closes=False)
    desk.opens("Handed over")
    desk.close()
    desk.act_as(NOURA)
    for words in (FEE, CARD):
        expect(desk.case(words)).to_contain_text(" · @Noura Salem")
    desk.page.get_by_test_id("direct-messages").click()
    desk.album.take("shift-told-arabic", pane="messages")
    desk.press_at_home("away")
    desk.album.take("away-arabic")
    desk.submit(closes=False)
    expect(desk.page.get_by_test_id("modal-submit")).to_be_hidden()
    desk.close()
    desk.act_as(TOM)
    for words in (FEE, CARD):
        expect(desk.case(words)).to_contain_text(" · nobody")


def goes_away(desk: Desk) -> None:
    app = desk.customer_writes("Oda Lien", APP)
    desk.claim(app, "Tom Okafor")
    desk.press_at_home("away")
    desk.opens("I am away")
    expect(desk.modal).to_contain_text("You hold")
    desk.fill(stand_in=PRIYA)
    desk.submit(closes=False)
    desk.opens("Handed over")
    desk.close()
    desk.act_as(PRIYA)
    expect(desk.case(APP)).to_contain_text(" · @Priya Nair")
    desk.act_as(TOM)
    desk.press_at_home("away")
    expect(desk.modal).to_contain_text("You are away until")
    desk.modal.get_by_test_id("action-away_back").click()
    expect(desk.modal).to_contain_text("Welcome back")
    desk.close()
