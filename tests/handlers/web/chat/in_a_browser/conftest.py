"""The page under the address at which a browser finds it, and a link into it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium

from config.settings import Settings
from tests.browser import chromium
from tests.handlers.web.chat.people import Bank


@pytest.fixture(scope="package")
def browser() -> Iterator[Chromium]:
    """The system's Chromium, started once for all of them."""
    with chromium() as made:
        yield made


@pytest.fixture
def settings(settings: Settings, port: int) -> Settings:
    return settings.model_copy(update={"chat_url": f"http://127.0.0.1:{port}"})


@pytest.fixture
def token(bank: Bank, case_id: int) -> str:
    return bank.invite(case_id)
