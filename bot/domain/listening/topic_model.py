"""A model of topics: what each word, pair and letters count for and against each topic; all of a post together say
which is likely, and by how much. Small, and plain Python: some ten thousand features take a quarter of a megabyte.

A feature is known by its checksum, so that no word of a customer's stands in a model. ``topic_learning`` makes one.
"""

import json
import math
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from bot.domain.listening.topic_features import features_of

NONE = "none"  # what is learnt of posts that no topic fits
_FORMAT = 1
_MOST = 127  # a byte
_WORDS_MOST = 4


class NoModel(ValueError):
    """What cannot be read as a model, with the reason as its text."""


class Likely(NamedTuple):
    """How likely a topic is, of all that the model knows, in hundredths."""

    topic: str
    percent: int


@dataclass(frozen=True)
class Reading:
    """What a model makes of a text: every topic, the likeliest first; NONE may be one of them."""

    ranked: tuple[Likely, ...]
    words: tuple[str, ...] = ()  # that counted most for the first

    @property
    def margin(self) -> int:
        """By how many hundredths the first is likelier than the second."""
        first, second = (*self.ranked, Likely("", 0), Likely("", 0))[:2]
        return first.percent - second.percent


NOTHING_READ = Reading(())


@dataclass(frozen=True)
class TopicModel:
    """The topics, what each has before a word is read, and the points of features, sorted by their checksums."""

    topics: tuple[str, ...]
    base: tuple[float, ...]
    scale: float  # of one point
    checksums: "array[int]"
    points: "array[int]"  # of each feature, one for each topic

    def read(self, text: str) -> Reading:
        """What the text is about; nothing where it has no word that the model knows."""
        said = features_of(text)
        rows = [(word, row) for feature, word in said.items() if (row := self._row(feature))]
        if not rows:
            return NOTHING_READ
        strength = self.scale / math.sqrt(len(rows))
        sums = map(sum, zip(*(row for _, row in rows), strict=True))
        scores = [base + strength * points for base, points in zip(self.base, sums, strict=True)]
        order = sorted(range(len(scores)), key=lambda at: -scores[at])
        ranked = tuple(map(Likely, (self.topics[at] for at in order), _percents(scores, order)))
        return Reading(ranked, _most(rows, order[0]))

    def points_of(self, checksum: int) -> Sequence[int]:
        """What a feature counts for each topic; nothing for one it does not know."""
        found = bisect_left(self.checksums, checksum)
        if found < len(self.checksums) and self.checksums[found] == checksum:
            first = found * len(self.topics)
            return self.points[first : first + len(self.topics)]
        return ()

    def _row(self, feature: str) -> Sequence[int]:
        return self.points_of(checksum_of(feature))

    @cached_property
    def content(self) -> bytes:
        """As a file has it."""
        head = {
            "format": _FORMAT,
            "topics": self.topics,
            "base": [round(one, 4) for one in self.base],
            "scale": round(self.scale, 6),
            "features": len(self.checksums),
        }
        body = _little(self.checksums) + self.points.tobytes()
        return zlib.compress(json.dumps(head).encode() + b"\n" + body, 9)

    @property
    def fingerprint(self) -> str:
        """By which its card knows it."""
        return fingerprint_of(self.content)


def checksum_of(feature: str) -> int:
    """By what a model knows a feature."""
    return zlib.crc32(feature.encode())


def fingerprint_of(content: bytes) -> str:
    """Of the file of a model."""
    return sha256(content).hexdigest()


def made(
    topics: Sequence[str], base: Sequence[float], weights: Mapping[int, Sequence[float]]
) -> TopicModel:
    """A model from what was learnt, by checksum: a weight becomes a byte."""
    highest = max((abs(one) for row in weights.values() for one in row), default=0.0)
    scale = highest / _MOST if highest else 1.0
    in_order = sorted(weights)
    points = (round(one / scale) for checksum in in_order for one in weights[checksum])
    return TopicModel(tuple(topics), tuple(base), scale, array("I", in_order), array("b", points))


def read_model(content: bytes) -> TopicModel:
    """A model from its file. Raises NoModel."""
    try:
        first, _, body = zlib.decompress(content).partition(b"\n")
        head = json.loads(first)
        topics, features = tuple(map(str, head["topics"])), int(head["features"])
        base, scale = tuple(map(float, head["base"])), float(head["scale"])
    except (zlib.error, ValueError, KeyError, TypeError):
        raise NoModel("it is cut short, or was changed by hand") from None
    if head.get("format") != _FORMAT:
        raise NoModel("it was made by another version of Earshot")
    if len(base) != len(topics) or len(body) != features * (4 + len(topics)):
        raise NoModel("it has not as many points as features and topics")
    checksums, points = array("I"), array("b", body[4 * features :])
    checksums.frombytes(body[: 4 * features])
    return TopicModel(topics, base, scale, _ours(checksums), points)


def _percents(scores: Sequence[float], order: Iterable[int]) -> list[int]:
    most = max(scores)
    powers = [math.exp(one - most) for one in scores]
    return [round(100 * powers[at] / sum(powers)) for at in order]


def _most(rows: Iterable[tuple[str, Sequence[int]]], topic: int) -> tuple[str, ...]:
    """The words with most points for a topic."""
    by_word: dict[str, int] = {}
    for word, row in rows:
        by_word[word] = by_word.get(word, 0) + row[topic]
    most = sorted(by_word, key=lambda word: -by_word[word])
    return tuple(word for word in most[:_WORDS_MOST] if by_word[word] > 0)


def _little(checksums: "array[int]") -> bytes:
    return _ours(checksums).tobytes()


def _ours(checksums: "array[int]") -> "array[int]":
    """Little-endian as a file has them, or as this machine does: the same on nearly all."""
    if sys.byteorder == "big":
        checksums = checksums[:]
        checksums.byteswap()
    return checksums
