"""What every word counts for and against each signal, learnt from posts that people labelled; all of a text together
are enough, or not.

A text is weighed in stretches, so that a long one is not louder than a short one. ``learning`` makes the table.
"""

import re
import zlib
from array import array
from base64 import b85decode, b85encode
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from bot.domain.triage.features import Feature

_STRETCH, _STEP = 60, 30  # words
_FIRST_LETTER = ord("a")
POINTS_MOST = 127  # a byte
_ZERO = 128
_LINE = re.compile(rb"([^\t\n]+)\t([^\n]*)")
Points = tuple[tuple[str, int], ...]  # of a feature, by signal


class NoTable(ValueError):
    """What cannot be read as a table of weights, with the reason as its text."""


class Weighed(NamedTuple):
    """What all words of a stretch together say of a signal: its points, and the words that had most."""

    points: int
    enough: int
    words: tuple[
        int, ...
    ]  # by their numbers in the text, those with most points first; none where they are too few

    @property
    def to_spare(self) -> int:
        """Points above those that are enough."""
        return self.points - self.enough

    def speaks_against(self, far: int) -> bool:
        """Whether more stands in the text against the signal than for it, and so many points are missing."""
        return self.points < 0 and -self.to_spare >= far


@dataclass(frozen=True)
class Weights:
    """How many points each signal takes, and a table of them, packed: unpacked, the names of the signals in its first line,
    then a line for each word, pair or letters, a tab, and its points: ``scam<tab>c21 h-6``, of which ``c`` is the third.
    """

    enough: tuple[tuple[str, int], ...]
    table: str = field(repr=False)

    def weigh(self, features: Sequence[Feature]) -> dict[str, Weighed]:
        """The signals for which what stands in a text is enough; of several stretches the one with most points."""
        every = self.points(features)
        return {name: one for name, one in every.items() if one.to_spare >= 0 and one.words}

    def points(self, features: Sequence[Feature]) -> dict[str, Weighed]:
        """Every signal, whether that is enough or not."""
        found: dict[str, Weighed] = {}
        in_order = sorted(features, key=_place)
        last = _place(in_order[-1]) if in_order else 0
        for first in range(0, max(1, last + 1 - _STEP), _STEP):
            begin = bisect_left(in_order, first, key=_place)
            end = bisect_left(in_order, first + _STRETCH, begin, key=_place)
            # Of one that stands there twice the first.
            within = dict(reversed(in_order[begin:end]))
            for name, one in self._points(within):
                if name not in found or one.points > found[name].points:
                    found[name] = one
        return found

    def _points(self, within: Mapping[str, int]) -> Iterator[tuple[str, Weighed]]:
        counted: dict[str, int] = {}
        said: list[tuple[int, Points]] = []
        table = self._table
        for feature, at in within.items():
            points = table.points(feature)
            if points:
                said.append((at, points))
                for name, one in points:
                    counted[name] = counted.get(name, 0) + one
        for name, enough in self.enough:
            in_all = counted.get(name, 0)
            words = _most(name, said) if in_all >= enough else ()
            yield name, Weighed(in_all, enough, words)

    @property
    def names(self) -> tuple[str, ...]:
        """The signals that words have points for. Raises NoTable where the table cannot be read."""
        return self._table.names

    @property
    def _table(self) -> "_Table":
        return _read(self.table)


def _place(feature: Feature) -> int:
    return feature[1]


def _most(name: str, said: Sequence[tuple[int, Points]]) -> tuple[int, ...]:
    some: dict[int, int] = {}
    for at, points in said:
        for other, one in points:
            if other == name:
                some[at] = some.get(at, 0) + one
    return tuple(sorted(some, key=lambda at: (-some[at], at)))


class _Table:
    """The lines of a table, small: tens of thousands of words take half a megabyte, not ten.

    A feature is known by its checksum. What stands in no line is taken for another's once in a hundred thousand.
    """

    def __init__(self, unpacked: bytes) -> None:
        end = unpacked.find(b"\n")
        self.names = tuple(unpacked[:end].decode().split())
        letters = {_FIRST_LETTER + at: at for at in range(len(self.names))}
        checksums, numbers = array("I"), array("I")
        read: dict[bytes, int] = {}  # most lines have the points of another
        points, self._ends = bytearray(), array("I", [0])
        for line in _LINE.finditer(unpacked, end + 1):
            checksums.append(zlib.crc32(line[1]))
            if line[2] not in read:
                read[line[2]] = len(read)
                points += _points_of(line[2], letters)
                self._ends.append(len(points))
            numbers.append(read[line[2]])
        in_order = sorted(range(len(checksums)), key=checksums.__getitem__)
        self._checksums = array("I", (checksums[number] for number in in_order))
        self._numbers = array("I", (numbers[number] for number in in_order))
        self._points = bytes(points)

    def points(self, feature: str) -> Points:
        """What it counts for each signal; nothing for a feature that is in no line."""
        checksum = zlib.crc32(feature.encode())
        found = bisect_left(self._checksums, checksum)
        if found == len(self._checksums) or self._checksums[found] != checksum:
            return ()
        number = self._numbers[found]
        pairs = self._points[self._ends[number] : self._ends[number + 1]]
        return tuple(
            (self.names[name], one - _ZERO)
            for name, one in zip(pairs[::2], pairs[1::2], strict=True)
        )


@lru_cache(maxsize=4)
def _read(table: str) -> _Table:
    """The table, unpacked once a process: that takes longer than all other rules together."""
    return _Table(_unpacked(table))


def _points_of(written: bytes, letters: Mapping[int, int]) -> bytes:
    """Two bytes for each signal: its number, and its points from ``_ZERO`` on."""
    points = bytearray()
    for one in written.split():
        try:
            name, counts = letters[one[0]], int(one[1:])
        except (KeyError, ValueError):
            raise NoTable(f"“{one.decode()}” are no points, such as “c21”") from None
        if abs(counts) > POINTS_MOST:
            raise NoTable(f"“{written.decode()}” are more than {POINTS_MOST} points")
        points += bytes((name, counts + _ZERO))
    return bytes(points)


def packed(written: str) -> str:
    """A table as a file has it: a third as long, and a byte a letter."""
    return b85encode(zlib.compress(written.encode(), 9)).decode()


def _unpacked(table: str) -> bytes:
    try:
        return zlib.decompress(b85decode("".join(table.split()))) if table else b"\n"
    except (ValueError, zlib.error):
        raise NoTable("the points are cut short, or were changed by hand") from None


def written_points(names: Sequence[str], points: Mapping[str, int]) -> str:
    """Points by signal as a line of the table has them."""
    letters = {name: chr(_FIRST_LETTER + at) for at, name in enumerate(names)}
    return " ".join(f"{letters[name]}{points[name]}" for name in names if points.get(name))


NO_WEIGHTS = Weights((), "")
