"""Points for signals/*.toml, learnt from the labelled posts that were seen: the words, the concepts, and what the
lists give points already. Print them to be read over, pruned and pasted; nothing is written.

python -m tests.benchmarks.learn_points [signal…]
"""

import json
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from bot.domain.triage.matching import Matcher
from bot.domain.triage.phrases import INFLECTED
from bot.domain.triage.stems import stems_of
from bot.domain.triage.words import read
from tests.domain.triage.labelled import Post, own_posts, posts
from tests.domain.triage.shipped import rules

_POSTS_LEAST = 4  # with a word, for it to be learnt
_ROUNDS, _PACE, _SLACK, _SPARSE = 40, 0.25, 0.1, 0.0006
_WEIGHT_MOST, _SCALE, _LINES_MOST = 3, 10, 100


class Learnt(NamedTuple):
    """How many points each phrase has, and how many are enough."""

    enough: int
    points: dict[str, int]


def phrases(given: Sequence[Post]) -> list[str]:
    """What may have points: words that stand in several posts, forms of one together; concepts; listed ones."""
    said = Counter(form for post in given for form in {word.forms[-1] for word in read(post.text)})
    alike: dict[str, list[str]] = defaultdict(list)
    for word in said:
        alike[_shortest_stem(word)].append(word)
    words = [
        min(some, key=len) + (INFLECTED if len(some) > 1 else "")
        for some in alike.values()
        if sum(said[word] for word in some) >= _POSTS_LEAST and min(map(len, some)) > 1
    ]
    listed = [phrase for rule in rules().signals.on.values() for phrase in rule.points.phrases]
    concepts = [f"<{name}>" for name in sorted(rules().concepts.names)]
    return list(dict.fromkeys([*words, *concepts, *listed]))


def learn(known: Sequence[tuple[Collection[str], bool]]) -> Learnt:
    """From posts, as the phrases in each and whether it has the signal: few phrases that tell them apart."""
    weights: dict[str, float] = defaultdict(float)
    base, chance = -1.0, random.Random(1)
    positive = sum(has for _, has in known)
    heavier = min(_WEIGHT_MOST, (len(known) - positive) / max(1, positive) / 3)
    for number in range(_ROUNDS):
        pace = _PACE / (1 + number * _SLACK)
        for said, has in chance.sample(known, len(known)):
            wrong = _chance(base + sum(weights[one] for one in said)) - has
            step = pace * wrong * (heavier if has else 1)
            base -= step / 10
            for one in said:
                weights[one] -= step / math.sqrt(len(said))
        least = _SPARSE * pace * len(known)
        kept = {
            one: math.copysign(abs(of) - least, of)
            for one, of in weights.items()
            if abs(of) > least
        }
        weights = defaultdict(float, kept)
    enough = round(-base * _SCALE)
    most = sorted(weights, key=lambda one: -abs(weights[one]))[:_LINES_MOST]
    points = {one: min(round(weights[one] * _SCALE), enough // 2) for one in most}
    return Learnt(enough, {one: of for one, of in points.items() if abs(of) > 1})


def _chance(total: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _shortest_stem(word: str) -> str:
    return min(
        (stem for stem in stems_of(word) if len(stem) > 2),
        key=lambda one: (len(one), one),
        default=word,
    )


def _lines(learnt: Learnt) -> Iterator[str]:
    yield f"[points]\nenough = {learnt.enough}\nwords = ["
    for phrase, points in sorted(learnt.points.items(), key=lambda one: -one[1]):
        yield f"  {json.dumps(f'{points} {phrase}', ensure_ascii=False)},"
    yield "]\n"


def main() -> None:
    """Print them for the signals that are named, or for all."""
    given = [post for post in (*posts(), *own_posts()) if post.is_seen]
    concepts = dict(rules().concepts.ways)
    matcher = Matcher({"": phrases(given)}, concepts)
    said = [{hit.phrase for hit in matcher.hits(read(post.text))} for post in given]
    times = Counter(one for some in said for one in some)
    said = [{one for one in some if times[one] >= _POSTS_LEAST} for some in said]
    for name in sys.argv[1:] or rules().signals.on:
        known = [(some, name in post.signals) for some, post in zip(said, given, strict=True)]
        print(f"# {name}", *_lines(learn(known)), sep="\n")


if __name__ == "__main__":
    main()
