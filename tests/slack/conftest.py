"""A workplace for each test; the two servers behind it live as long as the session."""

from collections.abc import Iterator

import pytest

from tests.database import MovableDatabase
from tests.sandbox.serving import Site, site
from tests.slack.workplace import Workplace, open_workplace


@pytest.fixture(scope="session")
def _platforms() -> Iterator[Site]:
    with site() as made:
        yield made


@pytest.fixture(scope="session")
def _bot() -> Iterator[Site]:
    with site() as made:
        yield made


@pytest.fixture
def workplace(database: MovableDatabase, _platforms: Site, _bot: Site) -> Iterator[Workplace]:
    """A bank at work, with nothing said yet."""
    with open_workplace(database, _platforms, _bot) as place:
        yield place
