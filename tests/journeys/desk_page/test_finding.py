"""Finding: /case by number, words and lists; the Home tab in English and in Arabic."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DANIEL, PRIYA
from tests.journeys.desk_page.clicks import NOURA, Desk, number_of

pytestmark = pytest.mark.at_the_build

PENSION = "My pension transfer has been on its way for seven weeks."
ARABIC = re.compile("[\u0621-\u064a]{3}")


def test_a_case_is_found_by_number_by_words_and_at_home(desk: Desk) -> None:
    desk.act_as(PRIYA)
    case = desk.customer_writes("Rune Vang", PENSION)
    number = number_of(case)
    desk.claim(case, "Priya Nair")
    finds(desk, number)
    writes_beside_the_cases(desk)
    home = desk.at_home()
    expect(home).to_contain_text("My cases")
    expect(home).to_contain_text(PENSION)
    desk.album.take("home", pane="messages")
    desk.album.draw("home", "[data-testid=home] .blocks", size=(720, 940), pane="messages")
    finds_at_home(desk)
    desk.act_as(DANIEL)
    expect(desk.at_home()).to_contain_text("Nobody has these yet")
    desk.album.take("home-manager", pane="messages")
    in_arabic(desk, number)


def finds(desk: Desk, number: str) -> None:
    desk.page.get_by_test_id("composer-text").press_sequentially("/c")
    desk.page.get_by_test_id("command-case").click()
    expect(desk.page.get_by_test_id("composer-text")).to_have_value("/case ")
    expect(desk.asks("help")).to_contain_text("opens a case")
    desk.album.take("case-help", pane="messages")
    expect(desk.asks("mine")).to_contain_text(PENSION)
    expect(desk.asks('"pension transfer"')).to_contain_text(number)
    found = desk.asks(number.removeprefix("C-"))
    expect(found).to_contain_text(PENSION)
    desk.album.take("case-found", pane="messages")
    found.get_by_role("link", name="Open the thread").or_(
        found.get_by_test_id("action-open_case")
    ).click()
    expect(desk.headline()).to_contain_text(PENSION)


def finds_at_home(desk: Desk) -> None:
    """The box, and one list alone."""
    box = desk.at_home().get_by_test_id("field-home_find")
    box.fill("pension transfer")
    box.press("Enter")
    desk.opens("Finding cases")
    expect(desk.modal).to_contain_text(PENSION)
    desk.album.take("home-found")
    desk.close()
    home = desk.at_home()
    home.get_by_test_id("action-home_list").select_option("mine")
    expect(home.get_by_test_id("action-home_list")).to_have_value("mine")
    expect(home).to_contain_text(PENSION)
    desk.album.take("home-mine", pane="messages")


def writes_beside_the_cases(desk: Desk) -> None:
    """A message in the channel itself is heard by no case, and its author is told so."""
    desk.page.get_by_test_id("composer-text").fill("Does anybody know about pensions?")
    desk.page.get_by_test_id("composer-send").click()
    hint = desk.page.locator("[data-testid=feed] article.whisper").last
    expect(hint).to_contain_text("Your message stands beside the cases")


def in_arabic(desk: Desk, number: str) -> None:
    """Noura reads Arabic: what only she reads is Arabic, what the channel reads is not."""
    desk.act_as(NOURA)
    told = desk.asks(number.removeprefix("C-"))
    expect(told).to_contain_text(ARABIC)
    expect(told.locator(".blocks")).to_have_css("direction", "rtl")
    desk.album.take("case-found-arabic", pane="messages")
    desk.asks("help")
    desk.album.take("case-help-arabic", pane="messages")
    home = desk.at_home()
    expect(home).to_contain_text(ARABIC)
    desk.album.take("home-arabic", pane="messages")
    desk.act_as(NOURA)
    case = desk.case(PENSION)
    expect(case).to_contain_text(" · @Priya Nair")
    desk.press_reply(case)
    expect(desk.page.get_by_test_id("modal-title")).to_have_text(ARABIC)
    expect(desk.modal.locator("form")).to_have_css("direction", "rtl")
    desk.album.take("reply-arabic")
    desk.close()
