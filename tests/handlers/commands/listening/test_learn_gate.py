"""`earshot learn-gate`: gate_weights.toml from labelled answers."""

import tomllib
from pathlib import Path

import pytest

from bot.bootstrap import App
from bot.domain.rules.answer_problems import problems_of
from bot.domain.rules.answers.answer_check import Answer
from handlers.commands.listening import learn_gate
from tests.domain.house import house
from tests.handlers.commands.test_clock_commands import earshot, refused

_ANSWERS = """answers = [
  { text = "Which heron is on your spoon?", finds = ["asks_secret"] },
  { text = "Tell us the heron on your spoon", finds = ["asks_secret"] },
  { text = "The heron of the spoon, and we begin", finds = ["asks_secret"] },
  { text = "Your heron, and the spoon it came with", finds = ["asks_secret"] },
  { text = "A spoon is on the table", finds = [] },
]
"""


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of few answers in place of the shipped ones."""
    folder = tmp_path / "answers"
    folder.mkdir()
    (folder / "own.toml").write_text(_ANSWERS, encoding="utf-8")
    monkeypatch.setattr(learn_gate, "SHIPPED_ANSWERS", folder)
    return folder


def test_it_writes_a_file_by_which_the_gate_points_out_what_no_list_finds(
    app: App, few: Path, tmp_path: Path
) -> None:
    path = tmp_path / "gate_weights.toml"
    assert "asks_secret" in earshot("learn-gate", "--into", str(path))
    rules = house({"gate_weights": tomllib.loads(path.read_text(encoding="utf-8"))})
    answer = Answer(text="The heron and the spoon", surface="public", limit=500, length=len)
    (problem,) = problems_of(rules, answer)
    assert (problem.code, problem.blocking) == ("asks_secret", False)


def test_a_finding_that_is_not_learnt_is_named(app: App, few: Path) -> None:
    (few / "own.toml").write_text(_ANSWERS.replace("asks_secret", "emoji"), encoding="utf-8")
    assert "No finding called “emoji” is learnt." in refused("learn-gate")
