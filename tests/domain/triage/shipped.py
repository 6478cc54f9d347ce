"""The shipped signals, as the two invented banks have them."""

from functools import cache

from bot.domain.rules.house_rules import HouseRules
from tests.domain.house import house


@cache
def rules() -> HouseRules:
    """The rules of the two banks."""
    return house()


def signals(text: str, *, author: str = "") -> list[str]:
    """The names of the signals of a text."""
    return [found.signal for found in rules().signals_in(text, author=author)]
