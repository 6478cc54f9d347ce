"""Phrases as people write them into a file, and where they stand in a text.

    fraud*                  a star stands for any ending
    empty*/drain* … account   a slash between words that will do; "…" for up to four others, in one sentence
    for/in_the_name_of        an underscore for a blank, where a way to say it has several words

Signs between words and capitals do not matter, nor a small slip in a long Latin word: a letter left out,
doubled, or two that changed places. Nothing else does, so that who writes a phrase can foresee what it takes.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from bot.domain.triage.words import Word, bare, read

GAP = "…"
_WORDS_IN_GAP = 4
_SLIPS_FROM = 7  # letters: shorter words turn into others by one slip
_PARTS_MOST, _GAPS_MOST = 12, 3


class NotAPhrase(ValueError):
    """What cannot be read as a phrase, with the reason as its text."""


class Way(NamedTuple):
    """One of the ways to say a place of a phrase; with a star, its last word may go on."""

    words: tuple[str, ...]
    begins: bool


class Part(NamedTuple):
    """One place of a phrase: the words that will do, their beginnings, and whether a gap stands before."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    after_gap: bool

    def takes(self, forms: Iterable[str]) -> bool:
        """Whether one of these forms of a word will do here."""
        return any(
            form in self.words or (self.beginnings and form.startswith(self.beginnings))
            for form in forms
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase, as it was written, and the words that it took, by their numbers: ``first:end``."""

    key: Hashable
    phrase: str
    first: int
    end: int

    def touches(self, other: "Hit") -> bool:
        """Whether both took a word of the text."""
        return self.first < other.end and other.first < self.end


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A phrase that was read."""

    key: Hashable
    phrase: str
    parts: tuple[Part, ...]


def patterns_of(key: Hashable, phrase: str) -> list[Pattern]:
    """A phrase read; several where a word stands for two. Raises NotAPhrase."""
    return [Pattern(key, phrase, parts) for parts in _read(phrase)]


@lru_cache(maxsize=8192)
def _read(phrase: str) -> tuple[tuple[Part, ...], ...]:
    """The parts of each way to say a phrase."""
    spelled = phrase.replace("...", GAP).split()
    if not spelled or spelled[0] == GAP or spelled[-1] == GAP:
        raise NotAPhrase(f"“{phrase}” is no phrase: it begins and ends with a word")
    places = [[_way(phrase, way) for way in one.split("/")] for one in spelled if one != GAP]
    gaps = [
        before == GAP for before, one in zip(["", *spelled], spelled, strict=False) if one != GAP
    ]
    if len(places) > _PARTS_MOST or sum(gaps) > _GAPS_MOST:
        raise NotAPhrase(f"“{phrase}” is too long: {_PARTS_MOST} words and {_GAPS_MOST} gaps")
    choices = [_by_length(ways) for ways in places]
    return tuple(tuple(_parts(chosen, gaps)) for chosen in product(*choices))


def _way(phrase: str, way: str) -> Way:
    begins = way.endswith("*")
    words = _words(way.removesuffix("*"))
    if not words or "*" in way[:-1]:
        raise NotAPhrase(f"“{phrase}” is no phrase: letters, and one star at the end of a word")
    return Way(words, begins)


@lru_cache(maxsize=16384)
def _words(way: str) -> tuple[str, ...]:
    return tuple(bare(word.forms[0]) for word in read(way.replace("_", " ")))


def _by_length(ways: Sequence[Way]) -> list[list[Way]]:
    """Ways of one word together, each of several words alone."""
    single = [way for way in ways if len(way.words) == 1]
    return ([single] if single else []) + [[way] for way in ways if len(way.words) > 1]


def _parts(chosen: Sequence[Sequence[Way]], gaps: Sequence[bool]) -> Iterator[Part]:
    for ways, after_gap in zip(chosen, gaps, strict=True):
        *before, _ = ways[0].words
        for number, word in enumerate(before):  # of a way of several words, which stands alone
            yield Part(frozenset([word]), (), after_gap and number == 0)
        yield Part(
            frozenset(way.words[-1] for way in ways if not way.begins),
            tuple(way.words[-1] for way in ways if way.begins),
            after_gap and not before,
        )


class Matcher:
    """Finds many phrases in one reading of a text, each under the key it was given with."""

    def __init__(self, phrases: Mapping[Hashable, Iterable[str]]) -> None:
        self._by_word: dict[str, list[Pattern]] = defaultdict(list)
        self._by_beginning: dict[str, list[Pattern]] = defaultdict(list)
        known: set[str] = set()
        for key, written in phrases.items():
            for phrase in written:
                for pattern in patterns_of(key, phrase):
                    self._learn(pattern)
                    known |= {word for part in pattern.parts for word in part.words}
        self._shortest = min(map(len, self._by_beginning), default=0)
        self._longest = max(map(len, self._by_beginning), default=0)
        self._slips = _slips(known)

    def hits(self, words: Sequence[Word]) -> list[Hit]:
        """Where phrases stand among these words, in their order; of each and each place the shortest."""
        forms = [self._forms(word) for word in words]
        found: list[Hit] = []
        for at, those in enumerate(forms):
            for pattern in self._beginning_with(those):
                end = _end(pattern.parts, at, words, forms)
                if end is not None:
                    found.append(Hit(pattern.key, pattern.phrase, at, end))
        return found

    def _learn(self, pattern: Pattern) -> None:
        first = pattern.parts[0]
        for word in first.words:
            self._by_word[word].append(pattern)
        for beginning in first.beginnings:
            self._by_beginning[beginning].append(pattern)

    def _forms(self, word: Word) -> tuple[str, ...]:
        meant = [self._slips[form] for form in word.forms if form in self._slips]
        return (*word.forms, *meant) if meant else word.forms

    def _beginning_with(self, forms: tuple[str, ...]) -> list[Pattern]:
        found: list[Pattern] = []
        for form in forms:
            found += self._by_word.get(form, ())
            for length in range(self._shortest, min(len(form), self._longest) + 1):
                found += self._by_beginning.get(form[:length], ())
        return found if len(forms) == 1 else list(dict.fromkeys(found))


def _end(
    parts: Sequence[Part], at: int, words: Sequence[Word], forms: Sequence[tuple[str, ...]]
) -> int | None:
    """Behind which word a phrase that begins here ends soonest; None where it does not stand here."""
    reached = {at + 1}
    for part in parts[1:]:
        ahead: set[int] = set()
        for place in reached:
            last = place + _WORDS_IN_GAP if part.after_gap else place
            for number in range(place, min(last + 1, len(words))):
                if part.after_gap and words[number].sentence != words[place - 1].sentence:
                    break
                if part.takes(forms[number]):
                    ahead.add(number + 1)
        if not ahead:
            return None
        reached = ahead
    return min(reached)


def _slips(words: Iterable[str]) -> dict[str, str]:
    """For each slip of a long Latin word the word that was meant."""
    known = {word for word in words if len(word) >= _SLIPS_FROM and word.isascii()}
    found: dict[str, str] = {}
    for word in sorted(known):
        for at in range(1, len(word)):
            # Without its last letter it is a word of its own too often: "stranger", "changed".
            left_out = word[:at] + word[at + 1 :] if at < len(word) - 1 else word
            doubled = word[:at] + word[at - 1] + word[at:]
            turned = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
            for slip in (left_out, doubled, turned):
                if slip not in known:
                    found.setdefault(slip, word)
    return found
