"""Learning weights from labelled texts: logistic regression, one label at a time, by small steps that grow smaller
for a feature the more it was corrected (AdaGrad: Duchi, Hazan and Singer, 2011).

The same texts in the same order give the same weights, on every machine.
"""

import math
import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.triage.features import Feature
from bot.domain.triage.weights import POINTS_MOST, Weights, packed, written_points

_ROUNDS, _RATE, _DECAY = 20, 0.02, 3e-4
_SEEN_LEAST = 4  # texts that must have a feature
_WITH_COUNT_FOR = 4  # few texts have a label: a mistake in one of them counts so many times
_SURE = 0.003  # a text about which a round is so nearly right changes nothing
_POINTS = 32  # for a weight of one
_POINTS_LEAST = 1


Reading = Callable[[str], Sequence[Feature]]  # what a text is weighed by


@dataclass(frozen=True)
class Labelled:
    """A text, and the labels that people gave it."""

    text: str
    labels: Collection[str]


def learn(texts: Sequence[Labelled], features: Reading, *, chances: Mapping[str, float]) -> Weights:
    """Weights for each label; ``chances``: from which chance on a text is to be heard, by label."""
    said = [frozenset(feature for feature, _ in features(one.text)) for one in texts]
    numbers = _numbered(said)
    rows = [[numbers[one] for one in sorted(some) if one in numbers] for some in said]
    points: list[dict[str, int]] = [{} for _ in numbers]
    enough: dict[str, int] = {}
    for label, chance in chances.items():
        base, weights = _learn_one(rows, [label in one.labels for one in texts], len(numbers))
        enough[label] = round(_POINTS * (math.log(chance / (1 - chance)) - base))
        for number, weight in enumerate(weights):
            rounded = max(-POINTS_MOST, min(POINTS_MOST, round(_POINTS * weight)))
            if abs(rounded) >= _POINTS_LEAST:
                points[number][label] = rounded
    names = tuple(chances)
    lines = (
        f"{feature}\t{written_points(names, points[number])}\n"
        for feature, number in numbers.items()
        if points[number]
    )
    table = packed(" ".join(names) + "\n" + "".join(lines))
    return Weights(enough=tuple(enough.items()), table=table)


def _numbered(said: Iterable[Collection[str]]) -> dict[str, int]:
    counted = Counter(feature for some in said for feature in some)
    kept = sorted(feature for feature, texts in counted.items() if texts >= _SEEN_LEAST)
    return {feature: number for number, feature in enumerate(kept)}


def _learn_one(
    rows: Sequence[Sequence[int]], is_with: Sequence[bool], features_in_all: int
) -> tuple[float, list[float]]:
    weights, corrected = [0.0] * features_in_all, [1.0] * features_in_all
    base, base_corrected = 0.0, 1.0
    order, dice = list(range(len(rows))), random.Random(7)
    for _ in range(_ROUNDS):
        dice.shuffle(order)
        for number in order:
            row = rows[number]
            chance = 1 / (1 + math.exp(-max(-30.0, base + sum(map(weights.__getitem__, row)))))
            wrong = (1 - chance) * _WITH_COUNT_FOR if is_with[number] else -chance
            if abs(wrong) < _SURE:
                continue
            squared = wrong * wrong
            base += _RATE * wrong / math.sqrt(base_corrected)
            base_corrected += squared
            for one in row:
                weights[one] += _RATE * wrong / math.sqrt(corrected[one]) - _DECAY * weights[one]
                corrected[one] += squared
    return base, weights
