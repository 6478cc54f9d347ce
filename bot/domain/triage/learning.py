"""Learning weights from labelled texts: logistic regression, one label at a time, by small steps that grow smaller
for a feature the more it was corrected (AdaGrad: Duchi, Hazan and Singer, 2011).

Where every time another half of a text's features is left out, the rest must be enough: nothing is learnt of one
author's turns of phrase alone (dropout: Srivastava and others, 2014), and it takes half the time.

The same texts in the same order give the same weights, on every machine.
"""

import math
import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, cycle

from bot.domain.triage.features import Feature
from bot.domain.triage.weights import POINTS_MOST, Weights, packed, written_points

_COINS = 99_991  # thrown once; a prime number, so that no text always gets the same
_WITH_COUNT_FOR = 4  # few texts have a label: a mistake in one of them counts so many times
_POINTS = 32  # for a weight of one


Reading = Callable[[str], Sequence[Feature]]  # what a text is weighed by


@dataclass(frozen=True)
class Labelled:
    """A text, and the labels that people gave it."""

    text: str
    labels: Collection[str]


@dataclass(frozen=True)
class Course:
    """How weights are learnt: by how many rounds, how big the steps are, and how soon what is not needed is forgotten."""

    rounds: int = 20
    rate: float = 0.02
    decay: float = 3e-4
    seen_least: int = 4  # texts that must have a feature
    sure: float = 0.003  # a text about which a round is so nearly right changes nothing
    points_least: int = 1  # fewer are not written down
    kept: float = 1.0  # of the features of a text, every time it is looked at


UNHURRIED = Course()


def learn(
    texts: Sequence[Labelled],
    features: Reading,
    *,
    chances: Mapping[str, float],
    course: Course = UNHURRIED,
) -> Weights:
    """Weights for each label; ``chances``: from which chance on a text is to be heard, by label."""
    said = [frozenset(feature for feature, _ in features(one.text)) for one in texts]
    numbers = _numbered(said, course.seen_least)
    rows = [[numbers[one] for one in sorted(some) if one in numbers] for some in said]
    points: list[dict[str, int]] = [{} for _ in numbers]
    enough: dict[str, int] = {}
    for label, chance in chances.items():
        is_with = [label in one.labels for one in texts]
        base, weights = _learn_one(rows, is_with, len(numbers), course)
        enough[label] = round(_POINTS * (math.log(chance / (1 - chance)) - base))
        for number, weight in enumerate(weights):
            rounded = max(-POINTS_MOST, min(POINTS_MOST, round(_POINTS * weight)))
            if abs(rounded) >= course.points_least:
                points[number][label] = rounded
    names = tuple(chances)
    lines = (
        f"{feature}\t{written_points(names, points[number])}\n"
        for feature, number in numbers.items()
        if points[number]
    )
    table = packed(" ".join(names) + "\n" + "".join(lines))
    return Weights(enough=tuple(enough.items()), table=table)


def _numbered(said: Iterable[Collection[str]], seen_least: int) -> dict[str, int]:
    counted = Counter(feature for some in said for feature in some)
    kept = sorted(feature for feature, texts in counted.items() if texts >= seen_least)
    return {feature: number for number, feature in enumerate(kept)}


def _learn_one(
    rows: Sequence[Sequence[int]], is_with: Sequence[bool], features_in_all: int, course: Course
) -> tuple[float, list[float]]:
    weights, corrected = [0.0] * features_in_all, [1.0] * features_in_all
    base, base_corrected = 0.0, 1.0
    order, dice, sqrt, decay = list(range(len(rows))), random.Random(7), math.sqrt, course.decay
    coin = random.Random(11)
    coins = cycle([coin.random() < course.kept for _ in range(_COINS)])
    for _ in range(course.rounds):
        dice.shuffle(order)
        for number in order:
            row = list(compress(rows[number], coins))
            chance = 1 / (1 + math.exp(-max(-30.0, base + sum(map(weights.__getitem__, row)))))
            wrong = (1 - chance) * _WITH_COUNT_FOR if is_with[number] else -chance
            if abs(wrong) < course.sure:
                continue
            step, squared = course.rate * wrong, wrong * wrong
            base += step / sqrt(base_corrected)
            base_corrected += squared
            for one in row:
                weights[one] += step / sqrt(corrected[one]) - decay * weights[one]
                corrected[one] += squared
    # A text that is weighed has all its features.
    return base, [course.kept * weight for weight in weights]
