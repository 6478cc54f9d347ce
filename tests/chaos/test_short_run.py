"""A short run of `make chaos`; the long ones are its own."""

from pathlib import Path

import pytest

from tests.chaos.run import play

pytestmark = [pytest.mark.proof, pytest.mark.xdist_group("chaos")]


@pytest.mark.parametrize("seed", [3])
def test_three_kills_under_failing_platforms_lose_and_double_nothing(
    database_url: str, tmp_path: Path, seed: int
) -> None:
    told = play(tmp_path, database_url, seed=seed, kills=3)
    assert told.holds, "\n".join(told.lines("three kills"))
