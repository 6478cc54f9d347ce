"""Signing in with the bank's own login in a real browser, with real clicks, at a certified provider."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.domain.records.chat import ChatRoute
from config.settings import Settings
from tests.browser import in_a_browser
from tests.handlers.web.chat.people import Bank
from tests.handlers.web.chat.served import ON_A_PHONE, Screen, says
from tests.handlers.web.chat.test_sign_in import templates, with_login
from tests.journeys.house import free_port
from tests.login.real import real_provider

pytestmark = [pytest.mark.browser, in_a_browser, pytest.mark.xdist_group("chat-page")]


@pytest.fixture
def asks() -> str:
    return "lets_in"


@pytest.fixture
def settings(settings: Settings, port: int, asks: str, tmp_path: Path) -> Iterator[Settings]:
    origin = f"http://127.0.0.1:{port}"
    with real_provider(free_port(), redirect_uri=f"{origin}/chat/login/back") as issuer:
        made = with_login(settings, issuer, asks, tmp_path)
        yield made.model_copy(update={"chat_url": origin})


def come(screen: Screen, token: str, view: str, **given: Any) -> Page:
    """Open the link, press the button, and be where one has to prove something."""
    page = screen.open(token, **given)
    page.locator("#enter button").click()
    expect(page.locator("body")).to_have_attribute("data-view", view)
    return page


def sign_in(page: Page, who: str) -> None:
    """Press the page's link, and at the login the button of this person."""
    page.get_by_role("link", name="Northbank login").first.click()
    expect(page.get_by_role("heading", name="Northbank login")).to_be_visible()
    page.get_by_role("button", name=who, exact=True).click()


def test_by_a_public_link_one_signs_in_and_talks(screen: Screen, bank: Bank, case_id: int) -> None:
    token = bank.invite(case_id, route=ChatRoute.PUBLIC)
    page = come(screen, token, "code", **ON_A_PHONE)
    sign_in(page, "nobody")
    expect(page.locator("#problem")).to_contain_text("You did not sign in")
    expect(page.locator("body")).to_have_attribute("data-view", "code")
    sign_in(page, "ana")
    expect(page.locator("body")).to_have_attribute("data-view", "talk")
    assert page.url == f"{screen.origin}/chat"  # neither the code nor the state stays
    says(page, "It is me")
    expect(page.locator(".mine .mark")).to_have_text("Sent")
    other = come(screen, token, "code", locale="ar", **ON_A_PHONE)
    sign_in(other, "ben")
    expect(other.locator("#problem")).to_contain_text("سجّل شخص آخر الدخول")
    assert templates(bank.app) == ["chat_entered", "chat_other_person"]


def test_without_a_script_one_signs_in_as_well(screen: Screen, bank: Bank, case_id: int) -> None:
    token = bank.invite(case_id, route=ChatRoute.PUBLIC)
    page = screen.open("", java_script_enabled=False, **ON_A_PHONE)
    page.locator("#link").fill(f"{screen.origin}/chat#t={token}")
    page.locator("#enter button").click()
    sign_in(page, "ana")
    expect(page.locator("body")).to_have_attribute("data-view", "talk")
    page.locator("#box").fill("It is me")
    page.locator("#send").click()
    expect(page.locator(".mine .text")).to_have_text("It is me")


class TestRequired:
    """Where the bank asks for both."""

    @pytest.fixture
    def asks(self) -> str:
        return "required"

    def test_the_code_comes_and_then_one_signs_in(
        self, screen: Screen, bank: Bank, case_id: int
    ) -> None:
        page = come(screen, bank.invite(case_id, route=ChatRoute.PUBLIC), "code", **ON_A_PHONE)
        expect(page.get_by_role("link", name="Northbank login")).to_have_count(0)
        bank.prove_newest()
        expect(page.locator("body")).to_have_attribute("data-view", "login")
        expect(page.locator("#login-title")).to_be_focused()
        sign_in(page, "ana")
        expect(page.locator("body")).to_have_attribute("data-view", "talk")
        assert templates(bank.app) == ["chat_entered", "chat_identified"]


class TestOffered:
    """Where whoever is in may sign in."""

    @pytest.fixture
    def asks(self) -> str:
        return "offered"

    def test_who_talks_signs_in_by_keyboard_and_finds_the_talk(
        self, screen: Screen, bank: Bank, case_id: int
    ) -> None:
        page = screen.enter(bank.invite(case_id), **ON_A_PHONE)
        says(page, "My card was declined")
        expect(page.locator(".mine .mark")).to_have_text("Sent")
        page.locator("#box").fill("half a sentence")
        page.locator("#login-offer a").focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="ana", exact=True).click()
        expect(page.locator("#login-offer")).to_have_text("You are signed in with Northbank login.")
        expect(page.locator(".mine .text")).to_have_text("My card was declined")
        expect(page.locator("#box")).to_have_value("half a sentence")
