"""Signals: what must be loud in a customer's words, each a list of phrases, handles and guards of its own.

A phrase marks alone, unless it is a shipped one and all words weighed together (``weights``) speak far against it.
Where none does, what was weighed marks as well if it is enough. A guard takes hits back: one that stands around a
phrase ("killing me" in "these fees are killing me") that phrase alone, one of ``unless`` every hit of its signal in the
text. Which words decided is told as the customer wrote them, and so is what a guard took back, for whoever asks.
"""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from bot.domain.personal_data.kinds import PLACEHOLDER
from bot.domain.triage.features import Feature, Features
from bot.domain.triage.lexicon import Span
from bot.domain.triage.matching import Hit, Matcher
from bot.domain.triage.phrases import Ways
from bot.domain.triage.weights import NO_WEIGHTS, Weighed, Weights
from bot.domain.triage.words import LONGEST, Word, read

_HANDLE = re.compile(r"(?<![\w@])[@＠](\w{1,50})")
_DOMAIN = re.compile(r"(?<![\w@.-])(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,24})(?![\w-])", re.I)
_QUOTED_MOST, _WHOLE_MOST = 120, 80


class Kind(StrEnum):
    """What a phrase of a signal does."""

    MARKS = "phrases"
    GUARDS = "guards"
    UNLESS = "unless"
    WEIGHED = "weighed"


class Key(NamedTuple):
    """Under which a phrase is known to the matcher."""

    signal: str
    kind: Kind


_AT = "@"
_FEWER = 10  # times
_BEYOND_DOUBT = 24  # points to spare, from which on no guard takes back what was weighed
_FAR = 130  # points too few, from which on a shipped phrase does not mark
_WORDS_TOLD = 3  # of those that were weighed, the ones with most points


@dataclass(frozen=True)
class Wording:
    """What one signal looks for."""

    phrases: tuple[str, ...] = ()
    own: frozenset[str] = (
        frozenset()
    )  # of these phrases, those of the bank: they mark whatever stands around them
    guards: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    domain_words: tuple[str, ...] = ()  # of an address made to look like a bank's
    is_weighed: bool = True


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
    wordings: tuple[tuple[str, Wording], ...],
    concepts: tuple[tuple[str, Ways], ...] = (),
    weights: Weights = NO_WEIGHTS,
) -> "Signals":
    """Signals by name and wording, ready to look through texts; compiled once."""
    return Signals(dict(wordings), dict(concepts), weights)


class Signals:
    """Every signal there is."""

    def __init__(
        self,
        wordings: Mapping[str, Wording],
        concepts: Mapping[str, Ways] | None = None,
        weights: Weights = NO_WEIGHTS,
    ) -> None:
        self._wordings = wordings
        self._weights = weights
        self._features = Features(concepts or {})
        phrases: dict[Hashable, Sequence[str]] = {}
        for name, one in wordings.items():
            phrases[Key(name, Kind.MARKS)] = one.phrases
            phrases[Key(name, Kind.GUARDS)] = one.guards
            phrases[Key(name, Kind.UNLESS)] = one.unless
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
        features = self._features.of(_without_mentions(text, words))
        points = self._weights.points(features)
        weighed = _beside_the_loudest(points)
        found: list[Found] = []
        for name, wording in self._wordings.items():
            marks, guards, everywhere = (
                by_key.get(Key(name, kind), []) for kind in (Kind.MARKS, Kind.GUARDS, Kind.UNLESS)
            )
            doubt = points.get(name)
            if doubt and wording.is_weighed and doubt.speaks_against(_FAR):
                doubted = [mark for mark in marks if mark.phrase not in wording.own]
                marks = [mark for mark in marks if mark.phrase in wording.own]
                quoted = [(_quoted(text, words, mark), mark.phrase) for mark in doubted]
                found += [Found(name, said, phrase, _told(doubt)) for said, phrase in quoted]
            told = list(_Heard(marks, guards, everywhere).told(name, text, words))
            if name in weighed and wording.is_weighed and all(one.guard for one in told):
                heard = self._weighed(
                    _Heard(marks, guards, everywhere), weighed[name], name, features
                )
                told += heard.told(name, text, words)
            found += told
        return [*found, *self._named(text, author), *self._addressed(text, words, by_key)]

    def _weighed(
        self, heard: "_Heard", weighed: Weighed, name: str, features: Sequence[Feature]
    ) -> "_Heard":
        """What all words together say: without the words of guards, where that is still enough. Guards were weighed
        too: where there is plenty to spare, none takes it back."""
        spans = [span for guard in heard.guards for span in guard.spans]
        taken = {at for first, end in spans for at in range(first, end)}
        left = [one for one in features if one[1] not in taken]
        still = self._weights.weigh(left).get(name) if taken else weighed
        if max(weighed.to_spare, still.to_spare if still else 0) >= _BEYOND_DOUBT:
            return _Heard([_hit(name, still or weighed)], (), ())
        guards = () if still else heard.guards
        return _Heard([_hit(name, still or weighed)], guards, heard.everywhere)

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
        if isinstance(hit.key, Key) and hit.key.kind is Kind.WEIGHED:
            return next(iter(self.guards), None)  # all words were weighed, those of the guard too
        return next(filter(hit.touches, self.guards), None)


def _without_mentions(text: str, words: Sequence[Word]) -> list[Word]:
    """The words with nothing to weigh where an account is addressed: its name says nothing of what is said."""
    return [
        replace(word, forms=(_AT,)) if text[max(0, word.start - 1) : word.start] == _AT else word
        for word in words
    ]


def _beside_the_loudest(points: Mapping[str, Weighed]) -> dict[str, Weighed]:
    """What is enough, without what has far fewer points to spare than another: posts of two signals share many words."""
    weighed = {name: one for name, one in points.items() if one.to_spare >= 0 and one.words}
    most = max((one.to_spare for one in weighed.values()), default=0)
    return {name: one for name, one in weighed.items() if one.to_spare * _FEWER >= most}


def _hit(name: str, weighed: Weighed) -> Hit:
    """What was weighed as a hit: the words that had most points."""
    spans = sorted((at, at + 1) for at in weighed.words[:_WORDS_TOLD])
    return Hit(Key(name, Kind.WEIGHED), _told(weighed), _joined(spans))


def _told(weighed: Weighed) -> str:
    return f"weighed: {weighed.points} points, {weighed.enough} are enough"


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
    """What stands there, each mask that it reaches into whole."""
    start, end = words[span[0]].start, words[span[1] - 1].end
    for mask in PLACEHOLDER.finditer(text):
        if mask.start() < end and start < mask.end():
            start, end = min(start, mask.start()), max(end, mask.end())
    return " ".join(text[start:end].split())
