"""Signals: what must be loud in a customer's words, each a list of phrases, handles and guards of its own.

A phrase marks alone. Words that say little by themselves have points, for the signal or against it: together
they mark as well, if there are enough. A guard takes hits back: one that stands around a phrase ("killing me" in
"these fees are killing me") that phrase alone, one of ``unless`` every hit of its signal in the text. Which words
decided is told as the customer wrote them, and so is what a guard took back, for whoever asks.
"""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from bot.domain.triage.lexicon import Span
from bot.domain.triage.matching import Hit, Matcher
from bot.domain.triage.phrases import Ways
from bot.domain.triage.words import LONGEST, Word, read

_HANDLE = re.compile(r"(?<![\w@])[@＠](\w{1,50})")
_DOMAIN = re.compile(r"(?<![\w@.-])(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,24})(?![\w-])", re.I)
_QUOTED_MOST, _WHOLE_MOST = 120, 80


class Kind(StrEnum):
    """What a phrase of a signal does."""

    MARKS = "phrases"
    GUARDS = "guards"
    UNLESS = "unless"
    POINTS = "points"


class Key(NamedTuple):
    """Under which a phrase is known to the matcher."""

    signal: str
    kind: Kind


_POINTS = Key("", Kind.POINTS)  # of all signals together
_POINTS_TOLD = 3  # words that are told of those that had points


@dataclass(frozen=True)
class Wording:
    """What one signal looks for."""

    phrases: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    domain_words: tuple[str, ...] = ()  # of an address made to look like a bank's
    points: tuple[tuple[str, int], ...] = ()
    enough: int = 0  # so many points mark


@dataclass(frozen=True)
class Found:
    """A signal in a text: the customer's own words that decided, and the phrase of the list.

    ``guard``: the words that took it back, where some did.
    """

    signal: str
    words: str
    phrase: str
    guard: str = ""


@lru_cache(maxsize=4)
def compiled(
    wordings: tuple[tuple[str, Wording], ...], concepts: tuple[tuple[str, Ways], ...] = ()
) -> "Signals":
    """Signals by name and wording, ready to look through texts; compiled once."""
    return Signals(dict(wordings), dict(concepts))


class Signals:
    """Every signal there is."""

    def __init__(
        self, wordings: Mapping[str, Wording], concepts: Mapping[str, Ways] | None = None
    ) -> None:
        self._wordings = wordings
        phrases: dict[Hashable, Sequence[str]] = {}
        for name, one in wordings.items():
            phrases[Key(name, Kind.MARKS)] = one.phrases
            phrases[Key(name, Kind.GUARDS)] = one.guards
            phrases[Key(name, Kind.UNLESS)] = one.unless
        self._points = {name: dict(one.points) for name, one in wordings.items() if one.points}
        phrases[_POINTS] = list({phrase for one in self._points.values() for phrase in one})
        self._matcher = Matcher(phrases, concepts)
        self._handles = {
            handle.casefold(): (name, handle)
            for name, one in wordings.items()
            for handle in one.handles
        }

    def find(self, text: str, *, author: str = "") -> list[Found]:
        """The signals of a text, each once, in the order in which they are configured."""
        standing = (one for one in self.explain(text, author=author) if not one.guard)
        first: dict[str, Found] = {}
        for one in standing:
            first.setdefault(one.signal, one)
        return [first[name] for name in self._wordings if name in first]

    def explain(self, text: str, *, author: str = "") -> list[Found]:
        """Every hit, those that a guard took back too. ``author``: the handle of who wrote it."""
        words = read(text)
        by_key: dict[Key, list[Hit]] = {}
        for hit in self._matcher.hits(words):
            by_key.setdefault(_key(hit), []).append(hit)
        weighed = _first_of_each(by_key.get(_POINTS, []))
        found: list[Found] = []
        for name in self._wordings:
            marks, guards, everywhere = (
                by_key.get(Key(name, kind), []) for kind in (Kind.MARKS, Kind.GUARDS, Kind.UNLESS)
            )
            told = list(_Heard(marks, guards, everywhere).told(name, text, words))
            if all(one.guard for one in told):  # what decides alone is told alone
                heard = _Heard(list(self._enough(name, weighed)), guards, everywhere)
                told += heard.told(name, text, words)
            found += told
        return [*found, *self._named(text, author), *self._addressed(text, words, by_key)]

    def _enough(self, name: str, weighed: Sequence[Hit]) -> Iterator[Hit]:
        """The words with most points as one hit, if all points of the text together are enough."""
        points = self._points.get(name, {})
        counted = [(points[hit.phrase], hit) for hit in weighed if hit.phrase in points]
        if counted and sum(each for each, _ in counted) >= self._wordings[name].enough:
            most = sorted(counted, key=lambda one: -one[0])[:_POINTS_TOLD]
            spans = tuple(sorted({span for _, hit in most for span in hit.spans}))
            told = ", ".join(f"{each} {hit.phrase}" for each, hit in most)
            yield Hit(Key(name, Kind.POINTS), told, _joined(spans))

    def _named(self, text: str, author: str) -> Iterator[Found]:
        """Handles that are listed, named in the text or the author's own."""
        named = [author] if author else []
        named += [found[1] for found in _HANDLE.finditer(text[:LONGEST])]
        for handle in dict.fromkeys(named):
            signal, listed = self._handles.get(handle.casefold(), ("", ""))
            if signal:
                yield Found(signal, f"@{handle}", f"@{listed}")

    def _addressed(
        self, text: str, words: Sequence[Word], by_key: Mapping[Key, Sequence[Hit]]
    ) -> Iterator[Found]:
        """Addresses made to look like a bank's: ``bank-verify.example``. One that holds a guard is taken back."""
        for found in _DOMAIN.finditer(text[:LONGEST]):
            parts = [part for part in found[1].casefold().split(".")[:-1] if "-" in part]
            said = {word for part in parts for word in part.split("-")}
            for name, one in self._wordings.items():
                listed = next((word for word in one.domain_words if word in said), "")
                if listed:
                    guards = by_key.get(Key(name, Kind.GUARDS), ())
                    within = (hit for hit in guards if _stands_in(found.span(1), words, hit))
                    guard = next((_quoted(text, words, hit) for hit in within), "")
                    yield Found(name, found[1][:_QUOTED_MOST], listed, guard)


@dataclass(frozen=True)
class _Heard:
    """What stands in a text of one signal."""

    marks: Sequence[Hit]
    guards: Sequence[Hit]
    everywhere: Sequence[Hit]

    def told(self, name: str, text: str, words: Sequence[Word]) -> Iterator[Found]:
        """What decided, and what was taken back, in the customer's words."""
        guarded = {mark: self._guard(mark) for mark in self.marks}
        for mark in _together([mark for mark in self.marks if guarded[mark] is None]):
            yield Found(name, _quoted(text, words, mark), mark.phrase)
        for mark, guard in guarded.items():
            if guard is not None:
                mine, theirs = (_quoted(text, words, one) for one in (mark, guard))
                yield Found(name, mine, mark.phrase, theirs)

    def _guard(self, hit: Hit) -> Hit | None:
        if self.everywhere:
            return self.everywhere[0]
        return next(filter(hit.touches, self.guards), None)


def _first_of_each(hits: Sequence[Hit]) -> list[Hit]:
    """Of each phrase where it stands first: said twice it counts once."""
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.phrase, hit)
    return list(first.values())


def _key(hit: Hit) -> Key:
    if not isinstance(hit.key, Key):
        raise TypeError("Signals know their phrases by a Key.")
    return hit.key


def _together(hits: Sequence[Hit]) -> list[Hit]:
    """Hits that overlap as one, under the phrase that took most; in the order of the text."""
    joined: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.first, -one.end)):
        if not joined or not joined[-1].touches(hit):
            joined.append(hit)
            continue
        last = joined.pop()
        most = max(last, hit, key=lambda one: one.end - one.first)
        joined.append(replace(most, spans=_joined((*last.spans, *hit.spans))))
    return joined


def _joined(some: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in their order, those that overlap as one."""
    spans: list[Span] = []
    for span in sorted(some):
        if spans and span[0] < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], span[1]))
        else:
            spans.append(span)
    return tuple(spans)


def _stands_in(span: tuple[int, int], words: Sequence[Word], hit: Hit) -> bool:
    return span[0] <= words[hit.first].start and words[hit.end - 1].end <= span[1]


def _quoted(text: str, words: Sequence[Word], hit: Hit) -> str:
    """The words it took, with those between where they are few."""
    whole = _said(text, words, (hit.first, hit.end))
    if len(whole) <= _WHOLE_MOST or len(hit.spans) == 1:
        return whole[:_QUOTED_MOST]
    return " … ".join(_said(text, words, span) for span in hit.spans)[:_QUOTED_MOST]


def _said(text: str, words: Sequence[Word], span: Span) -> str:
    return " ".join(text[words[span[0]].start : words[span[1] - 1].end].split())
