"""A bank that has a secure chat."""

from collections.abc import Iterator

import pytest

from tests.database import MovableDatabase
from tests.sandbox.serving import Site
from tests.slack.conftest import _bot, _platforms
from tests.slack.workplace import Workplace, open_workplace

__all__ = ["_bot", "_platforms"]
URL = "https://chat.northbank.example"


@pytest.fixture
def workplace(database: MovableDatabase, _platforms: Site, _bot: Site) -> Iterator[Workplace]:
    """A bank at work whose customers can be invited."""
    with open_workplace(database, _platforms, _bot, chat_url=URL, undo_seconds="0") as place:
        yield place
