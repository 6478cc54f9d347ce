"""Percentiles, lengths of time and percent, as a report tells them."""

from datetime import timedelta

import pytest

from bot.digest.counting import percentile
from bot.digest.report import Share
from bot.digest.words.lengths import duration, percent


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (2, 2), (10, 9), (11, 10), (100, 90)])
def test_the_ninetieth_percentile_is_a_value_that_did_occur(count: int, expected: int) -> None:
    values = [timedelta(minutes=n) for n in range(count, 0, -1)]
    assert percentile(values, 90) == timedelta(minutes=expected)


@pytest.mark.parametrize(
    ("minutes_long", "words"),
    [
        (0.5, "under 1 min"),
        (59, "59 min"),
        (60, "1 h"),
        (80, "1 h 20 min"),
        (1440, "1 day"),
        (3 * 1440 + 125, "3 days 2 h"),
    ],
)
def test_a_length_of_time_is_told_in_two_steps_at_most(minutes_long: float, words: str) -> None:
    assert duration(timedelta(minutes=minutes_long)) == words


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (1, 35, 3),
        (1, 40, 3),  # 2.5: a half goes up
        (34, 35, 97),
        (999, 1000, 99),
        (1, 1000, 1),
        (7, 7, 100),
        (0, 7, 0),
        (0, 0, None),
    ],
)
def test_percent_is_the_nearest_but_all_and_none_are_only_all_and_none(
    part: int, whole: int, told: int | None
) -> None:
    assert percent(Share(part=part, whole=whole)) == told
