"""A list on the page: all of it, from page to page; a case claimed, answered and given on where its row stands."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.domain.triage.feed import ordinary
from tests.journeys.conftest import JONAS, NORTHBANK, PRIYA
from tests.journeys.desk_page.clicks import Desk
from tests.journeys.house import eventually

pytestmark = pytest.mark.at_the_build

QUEUE = 20  # a page, and one more
LOUD = "Somebody in Oakham is emptying my account right now"


def test_a_list_is_turned_page_by_page_and_a_case_is_worked_in_its_row(desk: Desk) -> None:
    platforms = desk.house.platforms
    said = [*ordinary()[:QUEUE], LOUD]
    for number, words in enumerate(said):
        platforms.x_post(f"Row{number}", f"@NorthbankHelp {words}")
    eventually(lambda: platforms.headline_about(NORTHBANK, LOUD), what="the last of them")
    desk.act_as(PRIYA)
    home = desk.at_home()
    home.locator("[data-testid^=action-home_page_queue]").click()
    expect(home).to_contain_text("Page 1 of ")
    desk.album.take("home-page")
    home.get_by_role("button", name="More", exact=True).click()
    expect(home).to_contain_text("Page 2 of ")
    home.get_by_role("button", name="Earlier in the list").click()
    expect(home).to_contain_text("Page 1 of ")
    acts(home, LOUD).get_by_test_id("action-claim").click()
    expect(home).not_to_contain_text(LOUD)
    home.get_by_test_id("action-home_list").select_option("mine")
    acts(home, LOUD).get_by_test_id("action-reply").click()
    desk.opens(re.compile("^Reply to"))
    expect(desk.modal).to_contain_text(LOUD)
    desk.close()
    acts(home, LOUD).get_by_test_id("action-give").click()
    desk.opens(re.compile("Hand"))
    desk.fill(to=JONAS)
    desk.submit()
    expect(home).not_to_contain_text(LOUD)
    home.get_by_test_id("action-home_list").select_option("all")
    desk.act_as(JONAS)
    desk.choose(desk.case(LOUD), "Release")  # the tests after this count what he holds


def acts(home: Locator, words: str) -> Locator:
    """The buttons under the row with these words."""
    row = home.locator(".b-rich").filter(has_text=words)
    return row.locator("xpath=following-sibling::*[1]")
