"""Signals: what must be loud in a customer's words, each a list of phrases, handles and guards of its own.

A guard takes hits back: one that stands around a phrase ("killing me" in "these fees are killing me") that
phrase alone, one of ``unless`` every hit of its signal in the text. Which words decided is told as the
customer wrote them, and so is what a guard took back, for whoever asks.
"""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from bot.domain.triage.phrases import Hit, Matcher
from bot.domain.triage.words import LONGEST, Word, read

_HANDLE = re.compile(r"(?<![\w@])[@＠](\w{1,50})")
_DOMAIN = re.compile(r"(?<![\w@.-])(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,24})(?![\w-])", re.I)
_QUOTED_MOST = 120


class Kind(StrEnum):
    """What a phrase of a signal does."""

    MARKS = "phrases"
    GUARDS = "guards"
    UNLESS = "unless"


class Key(NamedTuple):
    """Under which a phrase is known to the matcher."""

    signal: str
    kind: Kind


@dataclass(frozen=True)
class Wording:
    """What one signal looks for."""

    phrases: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    domain_words: tuple[str, ...] = ()  # of an address made to look like a bank's


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
def compiled(wordings: tuple[tuple[str, Wording], ...]) -> "Signals":
    """Signals by name and wording, ready to look through texts; compiled once."""
    return Signals(dict(wordings))


class Signals:
    """Every signal there is."""

    def __init__(self, wordings: Mapping[str, Wording]) -> None:
        self._wordings = wordings
        phrases: dict[Hashable, Sequence[str]] = {}
        for name, one in wordings.items():
            for kind, some in zip(Kind, (one.phrases, one.guards, one.unless), strict=True):
                phrases[Key(name, kind)] = some
        self._matcher = Matcher(phrases)
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
        found: list[Found] = []
        for name in self._wordings:
            marks = by_key.get(Key(name, Kind.MARKS), [])
            guards = by_key.get(Key(name, Kind.GUARDS), [])
            everywhere = next(iter(by_key.get(Key(name, Kind.UNLESS), [])), None)
            guarded = {
                mark: everywhere or next(filter(mark.touches, guards), None) for mark in marks
            }
            for mark in _together([mark for mark in marks if guarded[mark] is None]):
                found.append(Found(name, _quoted(text, words, mark), mark.phrase))
            for mark, guard in guarded.items():
                if guard is not None:
                    quoted = (_quoted(text, words, one) for one in (mark, guard))
                    found.append(Found(name, next(quoted), mark.phrase, next(quoted)))
        return [*found, *self._named(text, author), *self._addressed(text, words, by_key)]

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
        joined.append(replace(most, first=last.first, end=max(last.end, hit.end)))
    return joined


def _stands_in(span: tuple[int, int], words: Sequence[Word], hit: Hit) -> bool:
    return span[0] <= words[hit.first].start and words[hit.end - 1].end <= span[1]


def _quoted(text: str, words: Sequence[Word], hit: Hit) -> str:
    start, end = words[hit.first].start, words[hit.end - 1].end
    return " ".join(text[start:end].split())[:_QUOTED_MOST]
