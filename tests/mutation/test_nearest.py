"""The tests that might notice a change, the nearest first."""

from pathlib import Path

import pytest

from tests.mutation.__main__ import AREAS
from tests.mutation.nearest import MOST, Nearest
from tests.quick import ROOT

NEAREST = Nearest(ROOT)


def test_the_test_of_the_same_name_comes_first_then_who_imports_it_then_the_folder() -> None:
    found = NEAREST.tests_of("bot/outbox/settle.py")
    assert found[0] == "tests/outbox/test_settle.py"
    assert "tests/outbox/test_reconcile.py" in found
    text = (ROOT / found[1]).read_text()
    assert "bot.outbox.settle" in text or "from bot.outbox import settle" in text


def test_no_test_that_takes_minutes_is_asked() -> None:
    found = NEAREST.tests_of("bot/storage/engine.py")
    assert len(found) == MOST
    assert not [each for each in found if each.startswith(("tests/journeys", "tests/benchmarks"))]


@pytest.mark.parametrize("area", AREAS)
def test_every_file_of_every_area_has_some(area: str) -> None:
    for path in sorted((ROOT / AREAS[area]).rglob("*.py")):
        assert NEAREST.tests_of(path.relative_to(ROOT).as_posix()), path


def test_they_are_there() -> None:
    assert all(
        Path(ROOT, each).is_file() for each in NEAREST.tests_of("handlers/worker/polling.py")
    )
