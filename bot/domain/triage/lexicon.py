"""The words of all places of phrases, and of which places a word of a text is one.

Looking a word up is most of the work, and people use few words: what was looked up last is kept.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from bot.domain.triage.phrases import BEGINS, INFLECTED, NUMBER, Atom, Way, Ways
from bot.domain.triage.slips import Slips
from bot.domain.triage.stems import stems_of
from bot.domain.triage.words import Word

_DIGITS_OF_NUMBER = 5
_WORDS_KEPT = 8192

Span = tuple[int, int]  # the words of a text by their numbers: first:end
Found = Mapping[int, Sequence[Span]]  # by the number of a place: where it stands


class _Said(NamedTuple):
    """What a word of a text is of: places that are said with it, and ways that go on behind it."""

    places: tuple[int, ...]
    ways: Mapping[Atom, Sequence[tuple[Way, Sequence[int]]]]  # by the word that comes next
    atoms: frozenset[Atom]


class Lexicon:
    """The words of all places, each with the places it is of."""

    def __init__(self, numbers: Mapping[Ways, int]) -> None:
        single: dict[Atom, tuple[int, ...]] = {}
        longer: dict[Way, tuple[int, ...]] = {}
        self._atoms: set[Atom] = set()
        for ways, number in numbers.items():
            for way in ways:
                self._atoms.update(way)
                if len(way) == 1:
                    single[way[0]] = (*single.get(way[0], ()), number)
                else:
                    longer[way] = (*longer.get(way, ()), number)
        same: dict[
            tuple[int, ...], tuple[int, ...]
        ] = {}  # all words of a concept are of the same places
        self._single = {atom: same.setdefault(some, some) for atom, some in single.items()}
        self._longer: dict[Atom, list[tuple[Way, tuple[int, ...]]]] = defaultdict(list)
        for (first, *rest), places in longer.items():
            self._longer[first].append((tuple(rest), places))
        beginnings = (len(atom) - 1 for atom in self._atoms if atom[-1] == BEGINS)
        self._lengths = tuple(sorted(set(beginnings)))
        self._inflected = {atom[:-1] for atom in self._atoms if atom[-1] == INFLECTED}
        whole = {atom for atom in self._atoms if atom[-1].isalpha()}
        self._slips = Slips(self._inflected | whole)
        self._said = lru_cache(maxsize=_WORDS_KEPT)(self._read)

    def __getstate__(self) -> dict[str, Any]:
        """Without the words it remembers, which another process comes to know by itself."""
        return {name: value for name, value in self.__dict__.items() if name != "_said"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._said = lru_cache(maxsize=_WORDS_KEPT)(self._read)

    def places(self, words: Sequence[Word]) -> dict[int, list[Span]]:
        """For each place that is said: where it stands."""
        said = [self._said(word.forms) for word in words]
        found: dict[int, list[Span]] = defaultdict(list)
        for at, one in enumerate(said):
            span = (at, at + 1)
            for place in one.places:
                found[place].append(span)
            if one.ways and at + 1 < len(said):
                for atom in one.ways.keys() & said[at + 1].atoms:
                    for rest, places in one.ways[atom]:
                        end = at + 2 + len(rest)
                        if not rest or _goes_on(rest, said[at + 2 : end]):
                            for place in places:
                                found[place].append((at, end))
        return found

    def _read(self, forms: tuple[str, ...]) -> _Said:
        atoms = frozenset(self._may_be(forms)) & self._atoms
        places = {place for atom in atoms for place in self._single.get(atom, ())}
        ways: dict[Atom, list[tuple[Way, Sequence[int]]]] = defaultdict(list)
        for atom in atoms:
            for (following, *rest), some in self._longer.get(atom, ()):
                ways[following].append((tuple(rest), some))
        return _Said(tuple(sorted(places)), ways, atoms)

    def _may_be(self, forms: tuple[str, ...]) -> Iterator[Atom]:
        """All that a word of a list may be for this word to be it."""
        meant = filter(None, map(self._slips.meant, forms))
        for form in (*forms, *meant):
            yield form
            yield from (form[:length] + BEGINS for length in self._lengths if length <= len(form))
            yield from (stem + INFLECTED for stem in stems_of(form) & self._inflected)
            if form.isdigit() and len(form) >= _DIGITS_OF_NUMBER:
                yield NUMBER


def _goes_on(rest: Way, said: Sequence[_Said]) -> bool:
    return len(said) == len(rest) and all(
        atom in one.atoms for atom, one in zip(rest, said, strict=True)
    )
