"""What comes first, on the page: a signal seen, gone on with and taken back; a colleague's case; a digest now."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DANIEL, JONAS, LENA, PRIYA, TOM
from tests.journeys.desk_page.clicks import ARABIC, Desk

pytestmark = pytest.mark.at_the_build

STOLEN = "They stole my wallet and somebody is draining my account as I write"
LOAN = "The loan desk promised to ring on Tuesday. It is Friday."
REPLY = re.compile("^Reply to")


def test_a_signal_is_seen_alone_gone_on_with_and_taken_back(desk: Desk) -> None:
    desk.act_as(TOM)
    case = desk.customer_writes("Ida Holm", STOLEN)
    expect(case).to_contain_text("Urgent: “")
    home = desk.at_home()
    only_some(desk, "signals")
    expect(home).to_contain_text(STOLEN)
    desk.album.take("home-signals", pane="messages")
    home.get_by_test_id("action-home_only").select_option("all")
    expect(home).not_to_contain_text("Only some of the cases are shown")
    desk.press_at_home("next_case")
    desk.opens(REPLY)
    expect(desk.modal).to_contain_text(STOLEN)
    desk.close()
    desk.act_as(TOM)
    expect(case).to_contain_text("@Tom Okafor")
    case.get_by_test_id("action-not_so").click()
    expect(case).not_to_contain_text("Urgent")
    expect(case.get_by_test_id("action-not_so")).to_be_hidden()
    desk.choose(case, "Release")
    expect(case).to_contain_text(" · nobody")


def test_a_colleague_asks_for_a_case_and_a_lead_takes_it_over(desk: Desk) -> None:
    desk.act_as(PRIYA)
    case = desk.customer_writes("Kai Moe", LOAN)
    desk.claim(case, "Priya Nair")
    desk.act_as(JONAS)
    desk.press_reply(case)
    expect(desk.modal).to_contain_text("only they or a lead can send an answer")
    desk.modal.get_by_test_id("action-ask_for_case").click()
    expect(desk.modal).to_contain_text("is asked in the thread")
    desk.album.take("ask-for-case")
    desk.close()
    desk.act_as(LENA)
    desk.press_reply(case)
    desk.modal.get_by_test_id("action-take_case").click()
    expect(desk.modal.get_by_test_id("action-take_case")).to_be_hidden()
    desk.close()
    expect(case).to_contain_text("@Lena Brandt")
    desk.choose(case, "Release")
    expect(case).to_contain_text(" · nobody")


def test_everybody_chooses_what_they_read(desk: Desk) -> None:
    desk.act_as(JONAS)
    desk.press_at_home("language")
    desk.opens("Language")
    desk.tick("العربية")
    desk.submit()
    expect(desk.at_home()).to_contain_text(ARABIC)
    expect(desk.at_home()).to_contain_text("الحالات")
    desk.press_at_home("language")
    desk.album.take("language-arabic")
    desk.tick("English")
    desk.submit()
    expect(desk.at_home()).to_contain_text("Nobody has these yet")


def test_a_digest_now_opens_what_is_behind_its_figures(desk: Desk) -> None:
    desk.act_as(DANIEL)
    home = desk.at_home()
    home.get_by_test_id("action-digest_now").select_option("v1|me|daily")
    expect(home).to_contain_text("is on its way to you")
    desk.page.get_by_test_id("direct-messages").click()
    feed = desk.page.get_by_test_id("feed")
    digest = feed.get_by_role("article").filter(has_text="Daily digest").last
    digest.get_by_test_id("action-digest_more").click()
    desk.opens("More figures")
    desk.album.take("digest-more")
    desk.close()
    cases = digest.get_by_test_id("action-digest_cases")
    waiting = cases.locator("option").filter(has_text="Waiting for an answer now").first
    cases.select_option(waiting.get_attribute("value"))
    desk.opens("The cases behind it")
    desk.album.take("digest-cases")
    desk.close()


def only_some(desk: Desk, which: str) -> None:
    """Choose which cases the Home tab shows."""
    home = desk.at_home()
    home.get_by_test_id("action-home_only").select_option(which)
    expect(home.get_by_text("Only some of the cases are shown")).to_be_visible()
