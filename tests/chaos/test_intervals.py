"""A soak tells what grew, and not what only warmed up or went up and down."""

from tests.chaos.intervals import Interval, grown, table


def _seen(*memory: float, late: float = 80) -> list[Interval]:
    return [{"memory MB web": each, "late ms": late} for each in memory]


def test_what_grows_without_end_is_named_with_its_figures() -> None:
    leak = _seen(*(100 + 10 * n for n in range(12)))
    assert grown(leak) == ["memory MB web grew from 140 to 200"]


def test_what_warms_up_and_then_goes_up_and_down_has_not_grown() -> None:
    assert grown(_seen(60, 90, 110, 118, 121, 119, 122, 118, 120, 121, 119, 122)) == []


def test_lateness_that_doubles_is_told() -> None:
    early, late = _seen(100, 100, 100, 100, late=900), _seen(100, 100, 100, 100, late=2000)
    assert grown(early + late) == ["late ms grew from 900 to 2000"]


def test_two_intervals_are_too_few() -> None:
    assert grown(_seen(100, 100)) == ["There are too few intervals to tell."]


def test_the_table_has_a_line_for_each_thing() -> None:
    assert len(table(_seen(100, 110))) == 2
