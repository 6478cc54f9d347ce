"""A simulated Slack over HTTP, the vendor's own client in front, a recording bot behind."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.sandbox.credentials import SLACK_BOT_TOKEN
from bot.sandbox.faults import Faults
from bot.sandbox.server import create_app
from bot.sandbox.slack import SlackPart
from bot.sandbox.world import World
from tests.sandbox.serving import Site
from tests.sandbox.slack.recording_bot import RecordingBot


@pytest.fixture
def bot() -> Iterator[RecordingBot]:
    running = RecordingBot()
    yield running
    running.close()


@pytest.fixture
def world() -> Iterator[World]:
    made = World(None, None)
    yield made
    made.close()


@pytest.fixture
def faults(world: World) -> Faults:
    made = Faults(world)
    world.add(made)
    return made


@pytest.fixture
def slack(world: World, faults: Faults, bot: RecordingBot) -> SlackPart:
    part = SlackPart(world, faults, bot.url, retry_delays=(0.01, 0.02, 0.03))
    world.add(part)
    return part


@pytest.fixture
def site(world: World, slack: SlackPart, _site: Site) -> str:
    """The simulator's address, e.g. http://127.0.0.1:40001."""
    _site.app = create_app(world)
    return _site.address


@pytest.fixture
def client(site: str) -> WebClient:
    return WebClient(
        token=SLACK_BOT_TOKEN, base_url=f"{site}/slack/api/", timeout=5, retry_handlers=[]
    )
