"""Commands run in this process, in an environment with all that is needed or with nothing."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handlers.commands.cli import commands
from handlers.processes.sandbox import environment
from tests.handlers.commands.command_line import NOBODY, Earshot, Ended


@pytest.fixture
def everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment with all that is needed, on a database file that does not exist yet."""
    ours = ("EARSHOT_", "DATABASE_URL", "PORT")
    for name, value in environment(NOBODY, tmp_path).items():
        if name.startswith(ours):
            monkeypatch.setenv(name, value)


@pytest.fixture
def nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of somebody who has set nothing yet."""
    assert not [name for name in os.environ if name.startswith("EARSHOT_")]


@pytest.fixture
def earshot() -> Iterator[Earshot]:
    """Runs a command in this process; what it needs beyond the environment is given by name."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level

    def run(*arguments: str, **changed: str) -> Ended:
        done = CliRunner().invoke(commands, arguments, env=changed)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ended(done.exit_code, done.stdout, done.stderr)

    yield run
    root.handlers[:] = handlers
    root.setLevel(level)
