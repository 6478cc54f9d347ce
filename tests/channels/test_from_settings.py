"""From the environment to a channel, without a secret on the way that could be printed."""

import json

import pytest

from bot.channels import facebook, x
from config.settings import Settings

ACCOUNT = {
    "id": "1001001001",
    "handle": "@NorthbankHelp",
    "consumer_key": "a-secret-1",
    "consumer_secret": "a-secret-2",
    "access_token": "a-secret-3",
    "access_token_secret": "a-secret-4",
}
PAGE = {"id": "110000000000001", "name": "Northbank", "access_token": "a-secret-5"}


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("EARSHOT_X_ACCOUNTS", json.dumps([ACCOUNT]))
    monkeypatch.setenv("EARSHOT_FACEBOOK_PAGES", json.dumps([PAGE]))
    monkeypatch.setenv("EARSHOT_FACEBOOK_APP_SECRET", "a-secret-6")
    return Settings()


def test_x_is_made_of_its_accounts(settings: Settings) -> None:
    channel = x.from_settings(settings)
    assert channel is not None
    assert channel.accounts() == ("1001001001",)
    assert channel.account_name("1001001001") == "@NorthbankHelp"


def test_facebook_is_made_of_its_pages(settings: Settings) -> None:
    channel = facebook.from_settings(settings)
    assert channel is not None
    assert channel.accounts() == ("110000000000001",)
    assert channel.account_name("110000000000001") == "Northbank"


def test_keys_print_no_secret() -> None:
    keys = x.XKeys(**ACCOUNT)
    page = facebook.PageKeys(**PAGE, app_secret="a-secret-6")
    assert "secret" not in f"{keys!r} {keys} {page!r} {page}"


def test_a_channel_that_nothing_is_set_for_does_not_exist() -> None:
    assert x.from_settings(Settings()) is None
    assert facebook.from_settings(Settings()) is None
