"""The site with its secure chat, on a fresh database."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from starlette.applications import Starlette

from bot.bootstrap import App
from config.settings import Settings
from handlers.status import Readiness
from handlers.web.site import site as whole_site
from tests.browser import chromium
from tests.handlers.web.chat.people import ORIGIN, Bank, Browser
from tests.handlers.web.chat.served import Screen, serving
from tests.journeys.house import free_port


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """As elsewhere, with the address of the chat."""
    return settings.model_copy(update={"chat_url": ORIGIN})


@pytest.fixture
def bank(app: App) -> Bank:
    """The desk behind the page."""
    return Bank(app)


@pytest.fixture
def site(app: App) -> Starlette:
    """Every route of the product."""
    return whole_site(app, readiness=Readiness(app))


@pytest.fixture
def case_id(bank: Bank) -> int:
    """Ana's case."""
    return bank.complaint()


@pytest.fixture
def ana(bank: Bank, site: Starlette, case_id: int) -> Browser:
    """Ana, who has come in by a link in her private messages."""
    browser = Browser(site)
    assert browser.enter(bank.invite(case_id)).status == 200
    return browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    """The system's Chromium."""
    with chromium() as made:
        yield made


@pytest.fixture
def port() -> int:
    """Where the site is for a browser with a screen; its tests say so in the settings."""
    return free_port()


@pytest.fixture
def screen(app: App, browser: Chromium, port: int) -> Iterator[Screen]:
    """Browsers with a screen, and the site that they come to."""
    with serving(whole_site(app, readiness=Readiness(app)), port=port):
        made = Screen(browser, f"http://127.0.0.1:{port}")
        yield made
        made.close()
