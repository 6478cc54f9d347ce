"""Beside the last period: which way it went, and nothing where it went nowhere."""

from datetime import timedelta

import pytest

from bot.digest.figure import Figure
from bot.digest.report import Earlier, Report, Share, Times
from bot.digest.words.comparing import beside_the_last
from tests.digest.pictures.test_charts import QUIET


def report(*, answered: int, median: timedelta) -> Report:
    """Beside a period with half of ten answered, after ten minutes."""
    before = Times(count=5, median=timedelta(minutes=10), p90=timedelta(hours=1))
    earlier = Earlier(received=10, answered=Share(part=5, whole=10), in_time={}, response=before)
    took = Times(count=5, median=median, p90=timedelta(hours=1))
    return QUIET.model_copy(
        update={
            "counts": {Figure.RECEIVED: 10},
            "answered": Share(part=answered, whole=10),
            "response": took,
            "earlier": earlier,
        }
    )


@pytest.mark.parametrize(
    ("answered", "median", "told"),
    [
        (5, timedelta(minutes=10), ("→ the same (50 % before)", "→ the same (10 min before)")),
        (6, timedelta(minutes=9, seconds=58), ("↑ 10 points (50 % before)", "→ the same")),
        (4, timedelta(minutes=10, seconds=2), ("↓ 10 points (50 % before)", "→ the same")),
        (5, timedelta(minutes=8, seconds=30), ("→ the same", "↓ 1 min shorter (10 min before)")),
        (5, timedelta(minutes=12), ("→ the same", "↑ 2 min longer (10 min before)")),
    ],
)
def test_a_change_is_told_in_whole_steps(
    answered: int, median: timedelta, told: tuple[str, str]
) -> None:
    rows = dict(beside_the_last(report(answered=answered, median=median)))
    assert rows["Answered"].startswith(told[0])
    assert rows["First response, middle one"].startswith(told[1])
    assert rows["New cases"] == "→ as many (10 before)"
