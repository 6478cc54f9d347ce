"""weights.toml and gate_weights.toml: what every word counts for and against each signal, and each finding of the gate.
They are learnt, not written: ``earshot learn-signals``, ``earshot learn-gate``.

A bank's file of the same name takes the place of the shipped one.
"""

from collections.abc import Collection
from functools import cached_property
from typing import ClassVar, Self

from pydantic import Field, model_validator

from bot.domain.frozen import Strict
from bot.domain.gate.findings import Kind
from bot.domain.rules.triage.signal_rules import GRAVEST_FIRST
from bot.domain.triage.weights import NoTable, Weights

_NAMES_MOST = 26  # a letter each


class WeightTable(Strict):
    """How many points each takes, and the points of words, pairs and letters, packed."""

    also_known: ClassVar[Collection[str]] = frozenset()

    enough: dict[str, int] = Field(default_factory=dict, max_length=_NAMES_MOST)
    points: str = ""

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        try:
            known = {*self.weights.names, *self.also_known}
        except NoTable as why:
            raise ValueError(str(why)) from None
        unknown = set(self.enough) - known
        if unknown:
            raise ValueError(f"the first line of points does not name “{min(unknown)}”")
        return self

    @cached_property
    def weights(self) -> Weights:
        """Ready to weigh texts."""
        return Weights(tuple(self.enough.items()), self.points)


class SignalWeights(WeightTable):
    """Of the signals."""

    also_known = frozenset(GRAVEST_FIRST)


class GateWeights(WeightTable):
    """Of the gate's findings."""

    also_known = frozenset(Kind)


class WeightRules(Strict):
    """weights.toml."""

    signals: SignalWeights = SignalWeights()


class GateWeightRules(Strict):
    """gate_weights.toml."""

    answers: GateWeights = GateWeights()
