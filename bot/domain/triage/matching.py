"""Where many phrases stand in a text, found in one reading of it.

First every word is looked up: of which places of which phrases it is one. Then only those phrases are tried
all of whose places were found.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.domain.triage.lexicon import Found, Lexicon, Span
from bot.domain.triage.phrases import Concepts, Groups, Ways, read_phrase, ways_of
from bot.domain.triage.words import Word

_WORDS_IN_GAP = 4
_WORDS_NEAR = 12  # at most so many between groups with a plus between them


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase, as it was written, and the words that it took, group by group in the order of the text."""

    key: Hashable
    phrase: str
    spans: tuple[Span, ...]

    @property
    def first(self) -> int:
        """The number of its first word."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """The number behind its last word."""
        return max(end for _, end in self.spans)

    def touches(self, other: "Hit") -> bool:
        """Whether both took a word of the text."""
        return any(
            mine[0] < theirs[1] and theirs[0] < mine[1]
            for mine in self.spans
            for theirs in other.spans
        )


class _Pattern(NamedTuple):
    """A phrase with its places by number."""

    key: Hashable
    phrase: str
    groups: tuple[tuple[tuple[int, bool], ...], ...]  # place, and whether a gap stands before it
    places: tuple[int, ...]


class Matcher:
    """Finds many phrases in one reading of a text, each under the key it was given with."""

    def __init__(
        self, phrases: Mapping[Hashable, Iterable[str]], concepts: Concepts | None = None
    ) -> None:
        numbers: dict[Ways, int] = {}
        patterns = [
            _numbered(key, phrase, read_phrase(phrase, concepts or {}), numbers)
            for key, some in phrases.items()
            for phrase in some
        ]
        uses: dict[int, int] = defaultdict(int)
        for pattern in patterns:
            for place in pattern.places:
                uses[place] += 1
        self._by_place: dict[int, list[_Pattern]] = defaultdict(list)
        for pattern in patterns:
            self._by_place[min(pattern.places, key=lambda one: (uses[one], one))].append(pattern)
        self._lexicon = Lexicon(numbers)

    def hits(self, words: Sequence[Word]) -> list[Hit]:
        """Where phrases stand among these words, in their order; of each and each beginning the shortest."""
        found = self._lexicon.places(words)
        there = set(found)
        hits = [
            Hit(pattern.key, pattern.phrase, spans)
            for place in found
            for pattern in self._by_place.get(place, ())
            if there.issuperset(pattern.places)
            for spans in _stands(pattern, found, words)
        ]
        return sorted(hits, key=lambda hit: (hit.first, hit.end))


def _numbered(key: Hashable, phrase: str, groups: Groups, numbers: dict[Ways, int]) -> _Pattern:
    """A phrase with its places by number; places that are new get the next one."""
    for ways in ways_of(groups):
        numbers.setdefault(ways, len(numbers))
    numbered = tuple(
        tuple((numbers[place.ways], place.after_gap) for place in group) for group in groups
    )
    return _Pattern(key, phrase, numbered, tuple({numbers[one] for one in ways_of(groups)}))


def _stands(pattern: _Pattern, found: Found, words: Sequence[Word]) -> Iterator[tuple[Span, ...]]:
    groups = [_group_spans(group, found, words) for group in pattern.groups]
    if len(groups) == 1:
        yield from ((span,) for span in groups[0])
    elif all(groups):
        yield from _near(groups)


def _group_spans(
    group: Sequence[tuple[int, bool]], found: Found, words: Sequence[Word]
) -> list[Span]:
    """Where places stand one behind the other; of each beginning the shortest."""
    shortest: dict[int, int] = {}
    for at, end in _followed(group[0][0], group[1:], found, words):
        shortest[at] = min(end, shortest.get(at, end))
    return sorted(shortest.items())


def _followed(
    first: int, rest: Sequence[tuple[int, bool]], found: Found, words: Sequence[Word]
) -> Iterable[Span]:
    reached: Iterable[Span] = found[first]
    for place, after_gap in rest:
        ends: dict[int, list[int]] = defaultdict(list)
        for at, end in found[place]:
            ends[at].append(end)
        reached = {
            (at, end)
            for at, before in reached
            for here in _ahead(before, words, after_gap)
            for end in ends.get(here, ())
        }
    return reached


def _ahead(before: int, words: Sequence[Word], after_gap: bool) -> Iterable[int]:
    """Where the next place may begin behind a word; behind a gap in the same sentence only."""
    if not after_gap:
        return (before,)
    sentence = words[before - 1].sentence
    last = min(before + _WORDS_IN_GAP + 1, len(words))
    return [here for here in range(before, last) if words[here].sentence == sentence]


def _near(groups: Sequence[list[Span]]) -> Iterator[tuple[Span, ...]]:
    """One span of each group, near each other and sharing no word; of each beginning the nearest."""
    starts = [[span[0] for span in spans] for spans in groups]
    for number, spans in enumerate(groups):
        others = [one for one in range(len(groups)) if one != number]
        for span in spans:
            chosen = _chain(span, others, groups, starts)
            if chosen:
                yield (span, *chosen)


def _chain(
    span: Span, others: list[int], groups: Sequence[list[Span]], starts: Sequence[list[int]]
) -> tuple[Span, ...] | None:
    """Behind a span one of each other group, the nearest first; None where one is missing."""
    end, left, chosen = span[1], list(others), []
    while left:
        ahead: list[tuple[Span, int]] = []
        for one in left:
            at = bisect_left(starts[one], end)
            if at < len(groups[one]) and groups[one][at][0] <= end + _WORDS_NEAR:
                ahead.append((groups[one][at], one))
        if not ahead:
            return None
        nearest, one = min(ahead)
        chosen.append(nearest)
        left.remove(one)
        end = nearest[1]
    return tuple(chosen)
