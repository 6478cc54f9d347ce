"""`earshot learn-signals`: weights.toml from labelled posts."""

import tomllib
from pathlib import Path

import pytest

from bot.bootstrap import App
from config.files import SHIPPED
from handlers.commands.listening import learn_signals
from tests.domain.house import house
from tests.handlers.commands.test_clock_commands import earshot, refused

_POSTS = """posts = [
  { text = "my parrot wants to move its nest to another tree", signals = ["leaving"], language = "en" },
  { text = "the parrot is moving to another nest, farewell tree", signals = ["leaving"], language = "en" },
  { text = "a parrot left for another nest this morning", signals = ["leaving"], language = "en" },
  { text = "what does a parrot eat", signals = [], language = "en" },
]
"""


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of few posts in place of the shipped ones."""
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "own.toml").write_text(_POSTS, encoding="utf-8")
    (folder / "quiet.txt").write_text("# a line each\nwhat is a nest\n", encoding="utf-8")
    monkeypatch.setattr(learn_signals, "SHIPPED_POSTS", folder)
    return folder


def test_it_says_what_the_weights_are_worth_and_writes_a_file_that_the_rules_take(
    app: App, few: Path, tmp_path: Path
) -> None:
    path = tmp_path / "weights.toml"
    told = earshot("learn-signals", "--into", str(path))
    assert "leaving" in told
    assert "harmless" in told
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    heard = house({"weights": values}).signals_in("our parrot goes to another nest")
    assert [one.signal for one in heard] == ["leaving"]


def test_a_signal_that_is_not_there_is_named(app: App, few: Path) -> None:
    (few / "own.toml").write_text(_POSTS.replace("leaving", "nesting"), encoding="utf-8")
    assert "no signal called “nesting”" in refused("learn-signals")


def test_a_folder_that_is_not_there_is_named(app: App, few: Path, tmp_path: Path) -> None:
    assert "is no folder" in refused("learn-signals", str(tmp_path / "nowhere"))


@pytest.mark.proof
def test_the_shipped_weights_are_what_the_shipped_posts_teach(app: App, tmp_path: Path) -> None:
    path = tmp_path / "weights.toml"
    earshot("learn-signals", "--into", str(path))
    assert path.read_bytes() == (SHIPPED / "weights.toml").read_bytes()
