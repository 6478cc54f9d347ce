"""A small tree is changed: what its tests look at is noticed, what they do not look at survives."""

from pathlib import Path

import pytest

from tests.mutation.__main__ import Outcome, drawn, summary, sure, tried
from tests.mutation.changes import Change, changes
from tests.mutation.nearest import Nearest
from tests.mutation.workbench import TOOK_TOO_LONG, Workbench
from tests.quick import ROOT

_PRODUCT = "bot/desk/ages.py"
_SOURCE = (
    "def is_old(age: int, told: list[int]) -> bool:\n    told.append(age)\n    return age > 65\n"
)
_TEST = (
    "from bot.desk.ages import is_old\n\n\ndef test_old():\n"
    "    assert is_old(66, []) and not is_old(65, [])\n"
)
_BROKEN = "from bot.desk.ages import is_old\n\n\ndef test_nothing():\n    assert not is_old\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A product of three lines, with its test, and one that fails by itself."""
    root = tmp_path / "checkout"
    written = {
        _PRODUCT: _SOURCE,
        "tests/desk/test_ages.py": _TEST,
        "tests/desk/test_broken.py": _BROKEN,
        "pyproject.toml": "[tool.pytest.ini_options]\npythonpath = ['.']\nmarkers = ['proof', 'browser']\n",
        "bot/__init__.py": "",
        "bot/desk/__init__.py": "",
        ".venv/large": "",
    }
    for name, text in written.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def of(what: str, after: str) -> Change:
    [found] = [each for each in changes(_SOURCE) if (each.what, each.after) == (what, after)]
    return found


def test_a_change_is_noticed_by_the_nearest_test_and_leaves_the_checkout_alone(
    tree: Path, tmp_path: Path
) -> None:
    bench = Workbench(tree, tmp_path, limit_s=250)
    change = of("another comparison", "(age >= 65)")
    outcome = tried(bench, Nearest(bench.root), ("desk", _PRODUCT, change))
    assert outcome.by == "tests/desk/test_ages.py::test_old"
    assert [(each / _PRODUCT).read_text() for each in (tree, bench.root)] == [_SOURCE, _SOURCE]
    assert not (bench.root / ".venv").exists()


def test_what_a_test_notices_that_fails_by_itself_is_not_noticed(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Workbench(tree, tmp_path, limit_s=250)
    monkeypatch.setattr(bench, "objected", lambda name: "")  # style and types are asked elsewhere
    nearest, change = Nearest(bench.root), of("left out", "pass")
    first = tried(bench, nearest, ("desk", _PRODUCT, change))
    assert first.by == "tests/desk/test_broken.py::test_nothing"
    [second] = sure(bench, nearest, [first])
    assert second.by == ""
    assert str(second).endswith(f"{_PRODUCT}:2 left out: told.append(age) → pass | SURVIVED")


def test_each_write_is_seen_by_python_though_the_size_is_the_same(
    tree: Path, tmp_path: Path
) -> None:
    bench = Workbench(tree, tmp_path, limit_s=250)
    path, seen = bench.root / _PRODUCT, set()
    for _ in range(3):
        with bench.changed(_PRODUCT, _SOURCE.replace("65", "66")):
            seen.add(int(path.stat().st_mtime))
        seen.add(int(path.stat().st_mtime))
    assert len(seen) == 6


def test_tests_that_do_not_end_are_ended_and_nothing_is_concluded(
    tree: Path, tmp_path: Path
) -> None:
    bench = Workbench(tree, tmp_path, limit_s=0.2)
    assert bench.noticed(["tests/desk/test_ages.py"], on="sqlite") == TOOK_TOO_LONG


def test_the_same_seed_draws_the_same_and_by_turns() -> None:
    areas = ["outbox", "channels"]
    first, again = (list(drawn(ROOT, 7, 6, areas)) for _ in range(2))
    assert first == again
    assert [area for area, _, _ in first] == areas * 3
    assert list(drawn(ROOT, 8, 6, areas)) != first


def test_the_share_is_of_what_may_not_live() -> None:
    change = Change("left out", 1, 0, "a()", "pass")
    made = [Outcome("desk", "a.py", change, "tests/test_a.py")] * 23
    spared = Outcome("desk", "a.py", change, "", "It is only a log line.")
    lost = Outcome("outbox", "b.py", change, "")
    late = Outcome("desk", "a.py", change, TOOK_TOO_LONG)
    lines, is_met = summary([*made, spared, lost, late])
    assert lines[0].split() == [
        "desk",
        "23",
        "of",
        "25",
        "noticed,",
        "1",
        "may",
        "live,",
        "share",
        "100.0%",
    ]
    assert lines[2].split() == [
        "all",
        "23",
        "of",
        "26",
        "noticed,",
        "1",
        "may",
        "live,",
        "share",
        "95.8%",
    ]
    assert lines[3:] == [str(spared), str(lost), str(late)]
    assert is_met
    assert not summary([*made, lost, lost, lost])[1]
