"""One served sandbox per test, and the vendors' own clients pointed at it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import facebook
import pytest
import requests
import tweepy

from bot.sandbox import credentials
from bot.sandbox.credentials import NORTHBANK, Brand
from bot.sandbox.server import build, create_app
from tests.sandbox.serving import Inbox, Running, Site, listening_bot, site


@pytest.fixture
def bot() -> Iterator[Inbox]:
    """A stand-in for the bot that notes the webhooks it gets."""
    with listening_bot() as inbox:
        yield inbox


@pytest.fixture(scope="session")
def _site() -> Iterator[Site]:
    with site() as made:
        yield made


@pytest.fixture
def running(bot: Inbox, _site: Site) -> Iterator[Running]:
    """A fresh sandbox, served, its clock at real time."""
    sandbox = build(folder=None, bot_url=bot.address, start=datetime.now(UTC))
    _site.app = create_app(sandbox.world)
    yield Running(sandbox, _site.address)
    sandbox.world.close()


class Rewriting(requests.Session):
    """Sends what is meant for the real service to the sandbox, with a time-out."""

    def __init__(self, real: str, address: str) -> None:
        super().__init__()
        self.trust_env = False
        self.real = real
        self.address = address

    def request(self, method: Any, url: Any, *args: Any, **given: Any) -> requests.Response:
        given["timeout"] = given.get("timeout") or 5
        return super().request(method, str(url).replace(self.real, self.address), *args, **given)


def x_client(address: str, brand: Brand = NORTHBANK) -> tweepy.Client:
    """tweepy, unchanged, talking to the sandbox as the brand's account."""
    client = tweepy.Client(
        bearer_token=credentials.X_BEARER_TOKEN,
        consumer_key=credentials.X_CONSUMER_KEY,
        consumer_secret=credentials.X_CONSUMER_SECRET,
        access_token=brand.x_access_token,
        access_token_secret=brand.x_access_secret,
        return_type=dict,
    )
    client.session = Rewriting("https://api.twitter.com", f"{address}/x")
    return client


def graph_client(address: str, brand: Brand = NORTHBANK) -> Any:
    """facebook-sdk, unchanged, talking to the sandbox as the brand's Page."""
    session = Rewriting("https://graph.facebook.com", f"{address}/graph")
    graph = facebook.GraphAPI(access_token=brand.page_token, timeout=5, session=session)
    graph.version = "v26.0"
    return graph


@pytest.fixture
def x(running: Running) -> Iterator[Any]:
    client = x_client(running.address)
    yield client
    client.session.close()


@pytest.fixture
def graph(running: Running) -> Iterator[Any]:
    client = graph_client(running.address)
    yield client
    client.session.close()
