"""What is typed on the command line is read, or refused with a sentence."""

import pytest
import typer

from handlers.commands.arguments import _speed


@pytest.mark.parametrize("given", ["0.01", "1", "20", "100000"])
def test_a_speed_within_its_bounds_is_taken(given: str) -> None:
    assert _speed(given) == float(given)


@pytest.mark.parametrize("given", ["0", "0.009", "-0.5", "100001", "nan", "inf", "quick", ""])
def test_another_is_refused_with_the_bounds(given: str) -> None:
    with pytest.raises(typer.BadParameter, match=r"Write a number from 0\.01 to 100000"):
        _speed(given)
