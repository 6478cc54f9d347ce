"""One served sandbox per test, with each channel's stage on it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.sandbox.server import build, create_app
from tests.channels.scripted import Scripted, scripted
from tests.channels.stage import FacebookStage, Stage, XStage
from tests.sandbox.serving import Inbox, Running, Site, listening_bot, site

# To these platforms' channels the whole contract applies; see contract/test_every.py for the others.
STAGES: dict[str, type[Stage]] = {"x": XStage, "facebook": FacebookStage}


@pytest.fixture(scope="session")
def _site() -> Iterator[Site]:
    with site() as made:
        yield made


@pytest.fixture
def bot() -> Iterator[Inbox]:
    """A stand-in for the bot that notes the webhooks it gets."""
    with listening_bot() as inbox:
        yield inbox


@pytest.fixture
def running(bot: Inbox, _site: Site) -> Iterator[Running]:
    """A fresh sandbox, served, its clock at real time."""
    sandbox = build(folder=None, bot_url=bot.address, start=datetime.now(UTC))
    _site.app = create_app(sandbox.world)
    yield Running(sandbox, _site.address)
    sandbox.world.close()


@pytest.fixture
def x(running: Running, bot: Inbox) -> XStage:
    return XStage(running.sandbox, running.address, bot)


@pytest.fixture
def facebook(running: Running, bot: Inbox) -> FacebookStage:
    return FacebookStage(running.sandbox, running.address, bot)


@pytest.fixture(params=sorted(STAGES))
def stage(request: pytest.FixtureRequest, running: Running, bot: Inbox) -> Stage:
    """Each channel's platform in turn."""
    return STAGES[request.param](running.sandbox, running.address, bot)


@pytest.fixture
def script() -> Iterator[Scripted]:
    """A platform that answers what a test prepared."""
    with scripted() as made:
        yield made
