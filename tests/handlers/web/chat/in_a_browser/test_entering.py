"""Into the chat by its link: pressed once, too early, again, in public, too late."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Route, expect

from bot import clock
from bot.domain.records.chat import ChatRoute
from tests.browser import in_a_browser
from tests.handlers.web.chat.people import Bank
from tests.handlers.web.chat.served import ON_A_PHONE, Screen, says

pytestmark = [pytest.mark.browser, in_a_browser, pytest.mark.xdist_group("chat-page")]


@pytest.mark.at_the_build
def test_the_link_is_pressed_once_and_leaves_no_trace(screen: Screen, token: str) -> None:
    page = screen.open(token, **ON_A_PHONE)
    assert token not in page.url
    page.reload()
    page.wait_for_selector("body[data-ready=yes]")
    expect(page.locator("#paste")).to_be_hidden()
    page.get_by_role("button", name="Begin the chat").click()
    expect(page.locator("body")).to_have_attribute("data-view", "talk")
    assert token not in str(
        page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    )


def test_a_press_before_the_script_has_come_keeps_the_link(screen: Screen, token: str) -> None:
    page = screen.open(**ON_A_PHONE)
    page.goto("about:blank")
    held: list[Route] = []

    def hold(script: Route) -> None:
        held.append(script)

    page.route("**/chat/static/chat-*.js", hold)
    page.goto(f"{screen.origin}/chat#t={token}", wait_until="commit")
    page.get_by_role("button", name="Begin the chat").click()
    expect(page.locator("#link")).to_be_visible()
    assert page.url.endswith(token)
    held[0].continue_()
    page.wait_for_selector("body[data-ready=yes]")
    expect(page.locator("#link")).to_be_hidden()
    page.get_by_role("button", name="Begin the chat").click()
    expect(page.locator("body")).to_have_attribute("data-view", "talk")


def test_a_public_link_opens_by_itself_when_the_code_has_come(
    screen: Screen, bank: Bank, case_id: int
) -> None:
    page = screen.open(bank.invite(case_id, route=ChatRoute.PUBLIC), **ON_A_PHONE)
    page.locator("#enter button").click()
    page.clock.set_system_time(clock.now() + timedelta(days=1))  # a phone whose clock is wrong
    page.get_by_role("button", name="Show me a code").click()
    expect(page.get_by_role("button", name="Show me another code")).to_be_visible()
    expect(page.locator("#code")).to_have_text(re.compile(r"^[A-Z0-9]{6}$"))
    code = page.locator("#code").inner_text()
    page.reload()
    expect(page.locator("#code")).to_have_text(code)
    expect(page.locator("#box")).to_be_hidden()
    bank.unlock_newest()
    expect(page.locator("body")).to_have_attribute("data-view", "talk")
    says(page, "It is me")
    expect(page.locator(".mine .mark")).to_have_text("Sent")


@pytest.mark.at_the_build
def test_a_link_that_works_no_more_says_so(screen: Screen, token: str) -> None:
    page = screen.open("x" * 43, **ON_A_PHONE)
    page.locator("#enter button").click()
    expect(page.locator("#problem")).to_contain_text("This link does not work any more")
    expect(page.locator("#link")).to_be_visible()
    page.locator("#link").fill(f"{screen.origin}/chat#t={token}")
    page.locator("#enter button").click()
    expect(page.locator("body")).to_have_attribute("data-view", "talk")


@pytest.mark.at_the_build
def test_the_link_pressed_again_leads_back_into_the_same_talk(
    screen: Screen, bank: Bank, token: str
) -> None:
    page = screen.enter(token, **ON_A_PHONE)
    says(page, "Here I was")
    expect(page.locator(".mine .mark")).to_have_text("Sent")
    again = screen.tab(page.context)
    again.goto(f"{screen.origin}/chat#t={token}")
    again.get_by_role("button", name="Begin the chat").click()
    expect(again.locator("#words .text")).to_have_text(["Here I was"])
