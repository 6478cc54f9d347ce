"""The site with its secure chat, on a fresh database."""

import pytest
from starlette.applications import Starlette

from bot.bootstrap import App
from config.settings import Settings
from handlers.status import Readiness
from handlers.web.site import site as whole_site
from tests.handlers.web.chat.people import ORIGIN, Bank, Browser


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
