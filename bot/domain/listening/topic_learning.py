"""Learning a model of topics from posts that people gave one: one softmax over all topics, by small steps that grow
smaller for a feature the more it was corrected (AdaGrad: Duchi, Hazan and Singer, 2011). What stands in many posts
teaches less than what stands in few.

The same posts in the same order give the same model, on every machine. It begins at nothing, or at a model that is
there already, which then goes on learning: so a bank needs its own corrected cases and not what others labelled.
"""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import add

from bot.domain.listening.topic_features import features_of
from bot.domain.listening.topic_model import TopicModel, checksum_of, made

ROUNDS = 8  # through all posts
_RATE, _SLOWING = 2.0, 40
_RATE_OF_BASE = 0.02
_AVERAGED = 4  # of the last rounds, so that none has the last word
_SEEN_LEAST = 2  # posts that must have a feature
_SURE = 0.02  # what is so nearly right changes nothing


@dataclass(frozen=True)
class Post:
    """A post and the topic that people gave it. ``weight``: it counts as so many."""

    text: str
    topic: str
    weight: float = 1.0


class _Learner:
    """Weights by checksum, one for each topic, and how much each was corrected."""

    def __init__(
        self, topics: Sequence[str], pull: Mapping[int, float], start: TopicModel | None
    ) -> None:
        self._topics = topics
        self._pull = pull
        self.weights = {one: _begun(topics, one, start) for one in pull}
        self._summed: dict[int, list[float]] = {}
        self._corrected = {one: [1.0] * len(topics) for one in pull}
        of = dict(zip(start.topics, start.base, strict=True)) if start else {}
        self.base = [of.get(topic, 0.0) for topic in topics]

    def step(self, row: Sequence[int], right: int, *, weight: float, strength: float) -> None:
        """Learn from one post: its features, its topic's number, as how many it counts."""
        for topic, wrong in enumerate(self._wrong(row, right, strength)):
            if abs(wrong) < _SURE:
                continue
            wrong *= weight
            self.base[topic] += _RATE_OF_BASE * wrong
            for one in row:
                pull = self._pull[one]
                gradient = wrong * strength * pull
                corrected = self._corrected[one]
                corrected[topic] += _SLOWING * gradient * gradient
                self.weights[one][topic] += _RATE * pull * gradient / math.sqrt(corrected[topic])

    def keep_for_average(self) -> None:
        """Let the weights as they are now count for the average."""
        for one, weights in self.weights.items():
            so_far = self._summed.get(one)
            self._summed[one] = list(map(add, so_far, weights)) if so_far else list(weights)

    def averages(self) -> dict[int, list[float]]:
        """The weights that were kept, averaged."""
        return {one: [each / _AVERAGED for each in some] for one, some in self._summed.items()}

    def _wrong(self, row: Sequence[int], right: int, strength: float) -> list[float]:
        """By how much each topic's chance is too low."""
        sums = map(sum, zip(*(self.weights[one] for one in row), strict=True))
        scores = [base + strength * one for base, one in zip(self.base, sums, strict=True)]
        most = max(scores, default=0.0)
        powers = [math.exp(one - most) for one in scores]
        whole = sum(powers)
        return [(topic == right) - power / whole for topic, power in enumerate(powers)]


def learn(
    posts: Sequence[Post],
    *,
    topics: Sequence[str],
    most: int,
    rounds: int = ROUNDS,
    start: TopicModel | None = None,
) -> TopicModel:
    """A model of these topics with at most so many features of the posts, and all of ``start``."""
    said = [frozenset(map(checksum_of, features_of(post.text))) for post in posts]
    pull = _pull(said, [post.topic for post in posts], most=most, start=start)
    numbers = {topic: number for number, topic in enumerate(topics)}
    learner = _Learner(topics, pull, start)
    rows = [sorted(one for one in some if one in pull) for some in said]
    strengths = [1 / math.sqrt(len(row) or 1) for row in rows]
    order, dice = [at for at, row in enumerate(rows) if row], random.Random(7)
    for left in range(rounds, 0, -1):
        dice.shuffle(order)
        for at in order:
            right, weight = numbers[posts[at].topic], posts[at].weight
            learner.step(rows[at], right, weight=weight, strength=strengths[at])
        if left <= _AVERAGED:
            learner.keep_for_average()
    return made(topics, learner.base, learner.averages())


def _begun(topics: Sequence[str], checksum: int, start: TopicModel | None) -> list[float]:
    points = start.points_of(checksum) if start else ()
    if start is None or not points:
        return [0.0] * len(topics)
    of = dict(zip(start.topics, points, strict=True))
    return [start.scale * of.get(topic, 0) for topic in topics]


def _pull(
    said: Sequence[Collection[int]],
    topics: Sequence[str],
    *,
    most: int,
    start: TopicModel | None,
) -> dict[int, float]:
    """The features to learn, each with how much it teaches: those that tell most of topics, by chi², and those that
    ``start`` knows."""
    seen: Counter[int] = Counter(one for some in said for one in some)
    by_topic: dict[str, Counter[int]] = defaultdict(Counter)
    for some, topic in zip(said, topics, strict=True):
        by_topic[topic].update(some)
    posts = Counter(topics)
    kept = [one for one, times in seen.items() if times >= _SEEN_LEAST]
    told = {one: _chi2(one, seen[one], by_topic, posts) for one in kept}
    telling = set(sorted(kept, key=lambda one: (-told[one], one))[:most])
    known = sorted(telling | set(start.checksums if start else ()))
    rare = {one: math.log(len(said) / (seen[one] or len(said))) + 1 for one in known}
    usual = sum(rare.values()) / len(rare) if rare else 1.0
    return {one: rarity / usual for one, rarity in rare.items()}


def _chi2(
    one: int, times: int, by_topic: Mapping[str, Counter[int]], posts: Mapping[str, int]
) -> float:
    """How much it tells of the topic that it tells most of."""
    highest, in_all = 0.0, sum(posts.values())
    for topic, counted in by_topic.items():
        expected = times * posts[topic] / in_all
        off = counted[one] - expected
        if off > 0 and times > expected:
            highest = max(highest, off * off / expected + off * off / (times - expected))
    return highest
