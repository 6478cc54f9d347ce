"""A whole App on a fresh database, with the sandbox's two banks and nobody to talk to."""

from collections.abc import Iterator

import pytest

from bot import bootstrap
from bot.bootstrap import App
from config.settings import Settings, load
from handlers.processes.sandbox import Ports, environment

NOBODY = Ports(page=9, bot=9)  # the discard port: nothing listens there


@pytest.fixture
def settings(
    database_url: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """Everything a process needs, as the sandbox sets it."""
    for name, value in environment(NOBODY, tmp_path_factory.mktemp("sandbox")).items():
        if name.startswith("EARSHOT_"):
            monkeypatch.setenv(name, value)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.delenv("EARSHOT_CLOCK_FILE")
    return load()


@pytest.fixture
def app(settings: Settings) -> Iterator[App]:
    """The product, joined."""
    made = bootstrap.build(settings)
    yield made
    made.database.dispose()
