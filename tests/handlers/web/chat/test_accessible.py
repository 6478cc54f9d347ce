"""axe on every state of the page, light and dark, in both languages; and what else may happen to a page."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Page, expect

from bot import clock
from bot.domain.records.chat import ChatRoute
from config.settings import Settings
from tests.browser import in_a_browser
from tests.handlers.web.chat.people import Bank
from tests.handlers.web.chat.served import ON_A_PHONE, Screen, says

pytestmark = [pytest.mark.browser, in_a_browser, pytest.mark.xdist_group("chat-page")]
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OF_AN_OLDER_BROWSER = "delete window.ResizeObserver"
_VIEW = {"talk": "#box", "ended": ".rate", "code": "#ask-code", "door": "#enter"}


@pytest.fixture
def settings(settings: Settings, port: int) -> Settings:
    return settings.model_copy(update={"chat_url": f"http://127.0.0.1:{port}"})


def finds_nothing(page: Page, state: str) -> None:
    """Let axe look at the page as it stands, light and dark."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": _RULES}})
        assert found.violations_count == 0, f"{state}, {scheme}: {found.generate_report()}"


def shows(page: Page, view: str) -> None:
    expect(page.locator("body")).to_have_attribute("data-view", view)
    expect(page.locator(_VIEW[view])).to_be_visible()


@pytest.mark.parametrize("locale", ["en-GB", "ar-SA"])
def test_axe_finds_nothing_in_any_state(
    screen: Screen, bank: Bank, case_id: int, locale: str
) -> None:
    token = bank.invite(case_id, route=ChatRoute.PUBLIC)
    page = screen.open("x" * 43, locale=locale, **ON_A_PHONE)
    finds_nothing(page, "the door")
    page.locator("#enter button").click()
    expect(page.locator("#problem")).not_to_be_empty()
    finds_nothing(page, "a link that leads nowhere")
    page.locator("#link").fill(f"{screen.origin}/chat#t={token}")
    page.locator("#enter button").click()
    shows(page, "code")
    page.locator("#ask-code button").click()
    expect(page.locator("#code")).to_be_visible()
    finds_nothing(page, "a code")
    bank.unlock_newest()
    shows(page, "talk")
    finds_nothing(page, "a talk in which nothing was said")
    says(page, "My card was declined مرحبا")
    bank.says(case_id, "Where was that?")
    expect(page.locator(".theirs")).to_have_count(1)
    bank.writes(case_id, is_writing=True)
    expect(page.locator("#writing")).not_to_be_empty()
    page.locator("#box").fill("4111 1111 1111 1111")
    expect(page.locator("#box-hint.bad")).to_be_visible()
    finds_nothing(page, "a talk, somebody writes, and a card number was hidden")
    page.context.set_offline(True)
    page.locator("#send").click()
    expect(page.locator(".waiting")).to_have_count(1)
    expect(page.locator("#line")).not_to_be_empty()
    finds_nothing(page, "no connection")
    page.context.set_offline(False)
    expect(page.locator(".waiting")).to_have_count(0)
    page.locator("#leave summary").click()
    expect(page.locator("#end button")).to_be_visible()
    finds_nothing(page, "the question before the end")
    page.locator("#end button").click()
    shows(page, "ended")
    finds_nothing(page, "the end, with its questions")
    page.locator(".rate input[type=radio]").first.check()
    page.locator(".rate button").click()
    expect(page.locator(".rate")).to_have_count(0)
    finds_nothing(page, "the end, rated")


@pytest.mark.at_the_build
def test_axe_finds_nothing_without_a_script_and_an_expired_link_says_so_there(
    screen: Screen, bank: Bank, case_id: int
) -> None:
    token = bank.invite(case_id)
    bank.change(case_id, expires_at=clock.now())
    page = screen.open("", java_script_enabled=False, **ON_A_PHONE)
    page.get_by_label("The link from our message").fill(f"{screen.origin}/chat#t={token}")
    page.get_by_role("button", name="Begin the chat").click()
    expect(page.get_by_role("alert").first).to_contain_text("does not work any more")
    page.get_by_label("The link from our message").fill(
        bank.invite(bank.complaint("bob"), route=ChatRoute.PUBLIC)
    )
    page.get_by_role("button", name="Begin the chat").click()
    page.get_by_role("button", name="Show me a code").click()
    expect(page.locator("#code")).to_be_visible()
    bank.unlock_newest()
    page.get_by_role("link", name="Look for new messages").click()
    expect(page.get_by_label("Your message")).to_be_visible()


@pytest.mark.at_the_build
def test_a_connection_that_is_gone_for_a_minute_loses_nothing_either_way(
    screen: Screen, bank: Bank, case_id: int
) -> None:
    page = screen.open(bank.invite(case_id), **ON_A_PHONE)
    page.locator("#enter button").click()
    shows(page, "talk")
    page.clock.install()
    page.reload()
    page.wait_for_selector("body[data-ready=yes]")
    page.context.set_offline(True)
    says(page, "In the tunnel")
    bank.says(case_id, "We wait for you")
    page.clock.run_for(61_000)
    expect(page.locator(".waiting")).to_have_count(1)
    page.context.set_offline(False)
    page.clock.run_for(31_000)
    expect(page.locator(".theirs .text")).to_have_text("We wait for you")
    expect(page.locator(".mine:not(.waiting) .text")).to_have_text("In the tunnel")
    assert bank.kept() == ["In the tunnel"]


@pytest.mark.at_the_build
def test_an_older_browser_is_left_with_plain_forms_that_do(
    screen: Screen, bank: Bank, case_id: int
) -> None:
    """It runs scripts, but lacks what ours needs."""
    page = screen.open("", java_script_enabled=True, init=_OF_AN_OLDER_BROWSER, **ON_A_PHONE)
    page.locator("#link").fill(f"{screen.origin}/chat#t={bank.invite(case_id)}")
    page.locator("#enter button").click()
    page.locator("#box").fill("By a plain form")
    page.locator("#send").click()
    expect(page.locator(".mine .text")).to_have_text("By a plain form")
    bank.says(case_id, "It works")
    page.get_by_role("link", name="Look for new messages").first.click()
    expect(page.locator(".theirs .text")).to_have_text("It works")
    assert page.locator("body").get_attribute("data-ready") is None


@pytest.mark.at_the_build
def test_a_keyboard_on_the_screen_makes_the_page_smaller_and_not_the_talk_hidden(
    screen: Screen, bank: Bank, case_id: int
) -> None:
    """Where the window keeps its size and only what is seen of it shrinks, as on an iPhone."""
    page = screen.enter(bank.invite(case_id), **ON_A_PHONE)
    assert "interactive-widget=resizes-content" in str(
        page.locator("meta[name=viewport]").get_attribute("content")
    )
    bank.says(case_id, "The last word")
    expect(page.locator(".theirs")).to_have_count(1)
    page.evaluate(_A_KEYBOARD)
    box: dict[str, Any] = page.locator("#send").evaluate("each => each.getBoundingClientRect()")
    assert box["bottom"] <= 400
    assert (
        page.locator(".theirs .text").evaluate("each => each.getBoundingClientRect().bottom") < 400
    )


_A_KEYBOARD = """async () => {
  Object.defineProperty(visualViewport, "height", { value: 400 });
  visualViewport.dispatchEvent(new Event("resize"));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
