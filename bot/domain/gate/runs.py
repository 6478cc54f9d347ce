"""Runs of things and the small words around them, where nothing else is said: "Your name and PIN, please?"."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from bot.domain.gate.findings import Span
from bot.domain.gate.hearing import Cue, Gap, Heard, Listed
from bot.domain.gate.things import NAMES, WEAK

_IN_A_RUN = frozenset({Cue.FILL, Cue.PLEASE, Cue.HERE, Cue.PRIVATELY, Cue.TO_US, Cue.IT})
_ENDS_A_RUN = frozenset({Cue.BREAK, Cue.WHETHER, Cue.PLEASE})
_INSIDE = 4  # words of a name in which another may begin
_READY_WITHIN = 5  # words behind the thing


class Item(NamedTuple):
    """Listed words that begin at one place: the longest, and all that they are."""

    first: int
    end: int
    cues: frozenset[str]
    thing: str

    @property
    def may_run(self) -> bool:
        """Whether it may stand in a run."""
        return bool(self.thing or self.cues & _IN_A_RUN)


def items_of(things: Sequence[Listed], cues: Iterable[Listed]) -> Iterator[Item]:
    """Of all that begins at a word the longest, one behind the other; a thing gives way to one that begins
    in it and goes on behind it: "your number" to "number of your card"."""
    ends: dict[int, int] = {}
    for one in things:
        ends[one.first] = max(one.end, ends.get(one.first, 0))
    at: dict[int, list[Listed]] = {}
    reach = {(one.first, one.name): one.end for one in sorted(things)}
    for one in things:
        inside = range(one.first + 1, min(one.end, one.first + _INSIDE))
        end = max([one.end, *(reach.get((later, one.name), 0) for later in inside)])
        if all(ends.get(later, 0) <= end for later in inside):
            at.setdefault(one.first, []).append(one._replace(end=end))
    spans = {(one.first, one.end) for some in at.values() for one in some}
    for one in cues:
        at.setdefault(one.first, []).append(one)
    behind = 0
    for first in sorted(at):
        if first >= behind:
            behind = max(one.end for one in at[first])
            yield _item(first, behind, [one for one in at[first] if one.end == behind], spans)


def _item(first: int, end: int, some: Sequence[Listed], things: Collection[Span]) -> Item:
    named = [one.name for one in some if (first, end) in things and one.name in NAMES]
    cues = frozenset(one.name for one in some) - frozenset(named)
    return Item(
        first, end, cues, next((name for name in named if name != WEAK), "".join(named[:1]))
    )


@dataclass(frozen=True)
class Run:
    """Items that stand together, and how they stand in their text."""

    heard: Heard
    items: Sequence[Item]
    begin: int  # the number of its first item, and behind its last
    end: int
    of_sentence: frozenset[str]  # the cues of the sentence it stands in

    @cached_property
    def stands_alone(self) -> bool:
        """Whether it is all that is said, from one sign to the next."""
        return self._begins_alone and self._ends_alone

    @property
    def _begins_alone(self) -> bool:
        first = self.items[self.begin]
        if not first.first or self.heard.gaps[first.first] >= Gap.COMMA:
            return True
        before = self.items[self.begin - 1] if self.begin else None
        return before is not None and before.end == first.first and Cue.BREAK in before.cues

    @property
    def _ends_alone(self) -> bool:
        last = self.items[self.end - 1]
        gaps = self.heard.gaps
        if last.end >= len(gaps) or gaps[last.end] >= Gap.COMMA:
            return True
        if _ENDS_A_RUN & last.cues:
            return True
        following = self.items[self.end] if self.end < len(self.items) else None
        if following is None or following.first != last.end:
            return False
        return bool(_ENDS_A_RUN & following.cues)

    @cached_property
    def has_cue(self) -> bool:
        """Whether it asks: by "please", "below" or a question mark."""
        if self.cues & {Cue.PLEASE, Cue.HERE}:
            return True
        behind = self.heard.behind(self.items[self.end - 1].end)[:4]
        return "?" in behind or "؟" in behind

    @cached_property
    def cues(self) -> frozenset[str]:
        """All that stand in it."""
        return frozenset[str]().union(*(one.cues for one in self.items[self.begin : self.end]))

    @cached_property
    def is_weak(self) -> bool:
        """Whether only such words stand in it that are often harmless."""
        return all(thing == WEAK for thing in self._things)

    @property
    def is_list(self) -> bool:
        """Whether it names two things."""
        return len(self._things) > 1

    @cached_property
    def _things(self) -> list[str]:
        return [one.thing for one in self.items[self.begin : self.end] if one.thing]

    def is_subject(self, at: int) -> bool:
        """Whether something is said of this thing: "your account number and your PIN are safe"."""
        last = self.items[self.end - 1]
        for one in self.items[at + 1 : min(self.end + 1, at + 1 + _READY_WITHIN)]:
            if one.first == last.end and self.heard.gaps[last.end] > Gap.NONE:
                return False
            if Cue.IS in one.cues and one.first <= last.end:
                return True
        return False

    def has_tail(self, at: int) -> bool:
        """Whether this thing is but the first part of a longer name: "password reset"."""
        return self._followed_by(at, Cue.TAIL)

    def is_ready(self, at: int) -> bool:
        """Whether it is only to be at hand, or kept safe."""
        thing = self.items[at]
        for one in self.items[at + 1 : at + 1 + _READY_WITHIN]:
            if one.first - thing.end > _READY_WITHIN:
                return False
            if Cue.READY in one.cues:
                return Gap.END not in self.heard.gaps[thing.end : one.first + 1]
        return False

    def is_turned_behind(self, at: int) -> bool:
        """Whether a "not" behind this verb, and behind no thing, governs it: "notieren Sie sie nicht"."""
        end = self.items[at].end
        for one in self.items[at + 1 : at + 4]:
            between = self.heard.gaps[end : one.first + 1]
            if one.thing or one.first - end > _READY_WITHIN or max(between) > Gap.NONE:
                return False
            if Cue.NOT_BEHIND in one.cues:
                return True
        return False

    def _followed_by(self, at: int, cue: Cue) -> bool:
        if at + 1 >= len(self.items):
            return False
        this, following = self.items[at], self.items[at + 1]
        if following.first != this.end or self.heard.gaps[this.end] > Gap.NONE:
            return False
        return cue in following.cues


def runs(heard: Heard, items: Sequence[Item]) -> list[Run]:
    """For each item the run it stands in; an item that can stand in none is one by itself."""
    found: list[Run] = []
    cues = list(_cues_of_sentences(heard, items))
    begin = 0
    for at in range(1, len(items) + 1):
        if at < len(items) and _goes_on(heard, items[at - 1], items[at]):
            continue
        found += [Run(heard, items, begin, at, cues[begin])] * (at - begin)
        begin = at
    return found


def _goes_on(heard: Heard, before: Item, item: Item) -> bool:
    if not (before.may_run and item.may_run) or before.end != item.first:
        return False
    return heard.gaps[item.first] not in (Gap.END, Gap.COLON)


def _cues_of_sentences(heard: Heard, items: Sequence[Item]) -> Iterator[frozenset[str]]:
    """For each item the cues of its sentence."""
    begin, last = 0, 0
    for at in range(len(items) + 1):
        is_end = at == len(items)
        if not is_end and Gap.END not in heard.gaps[last + 1 : items[at].first + 1]:
            last = items[at].first
            continue
        together = frozenset[str]().union(*(one.cues for one in items[begin:at]))
        yield from [together] * (at - begin)
        begin = at
        last = items[at].first if not is_end else last
