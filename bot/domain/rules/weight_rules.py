"""weights.toml: what every word counts for and against each signal. It is learnt, not written: ``earshot learn-signals``.

A bank's file of the same name takes the place of the shipped one.
"""

from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from bot.domain.frozen import Strict
from bot.domain.rules.signal_rules import GRAVEST_FIRST
from bot.domain.triage.weights import NoTable, Weights

_SIGNALS_MOST = 26  # a letter each


class WeightTable(Strict):
    """How many points each signal takes, and the points of words, pairs and letters, packed."""

    enough: dict[str, int] = Field(default_factory=dict, max_length=_SIGNALS_MOST)
    points: str = ""

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        try:
            known = {*self.weights.names, *GRAVEST_FIRST}
        except NoTable as why:
            raise ValueError(str(why)) from None
        unknown = set(self.enough) - known
        if unknown:
            raise ValueError(f"the first line of points names no signal “{min(unknown)}”")
        return self

    @cached_property
    def weights(self) -> Weights:
        """Ready to weigh texts."""
        return Weights(tuple(self.enough.items()), self.points)


class WeightRules(Strict):
    """weights.toml."""

    signals: WeightTable = WeightTable()
