"""Does an answer ask the customer for something that must not be said there?

Each thing that is named is held against what governs it: the nearest verb before it in its sentence, also across
a colon or the lines of a list. It is asked for where that verb asks, and nothing turned it round: a "not" that
governs that very verb, somebody else who does it, another place where it is done. Without a verb it is asked for
where nothing else is said: "Your account number, please?". What could be meant otherwise is doubtful.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from bot.domain.gate.governing import Governor, Request, Sentence
from bot.domain.gate.hearing import THINGS_MOST, Cue, Gap, Heard
from bot.domain.gate.runs import Item, Run, items_of, runs
from bot.domain.gate.things import IN_PRIVATE, MAYBE, NEVER, WEAK

_NEAR = 4  # words at most between "not" and what it turns round, or who acts and what they do
_ENOUGH = 20  # whoever asks for as much is told of it
_FAR = 16  # words at most between a verb and the thing it governs, but for lists
_ASKS = frozenset({Cue.ASK, Cue.ASK_IT, Cue.ENTER, Cue.NEED, Cue.QUESTION})
_VERBS = _ASKS | {Cue.OTHER, Cue.LIFTS, Cue.WHETHER}


def requests(heard: Heard, language: str) -> list[Request]:
    """What this answer asks for in one language, each thing once, the gravest first."""
    things = sorted(heard.of(language, "things"))[:THINGS_MOST]
    if not things:
        return []
    last = things[-1].end + _FAR
    cues = (one for one in heard.of(language, "cues") if one.first < last)
    items = list(items_of(things, cues))
    found: dict[str, list[_Asked]] = {}
    for one in islice(_Reading(heard, items).asked(), _ENOUGH):
        found.setdefault(one.item.thing, []).append(one)
    named = [_request(heard, thing, some) for thing, some in found.items() if thing != WEAK]
    if WEAK in found and not named:
        named.append(_request(heard, WEAK, found[WEAK]))
    return sorted(named, key=lambda one: (one.thing not in NEVER, not one.is_sure))


class _Asked(NamedTuple):
    item: Item
    is_sure: bool
    privately: bool


def _request(heard: Heard, thing: str, some: Sequence[_Asked]) -> Request:
    return Request(
        thing,
        tuple(heard.place(one.item.first, one.item.end) for one in some),
        is_sure=any(one.is_sure for one in some),
        privately=all(one.privately for one in some),
    )


class _Reading:
    """Goes through a text once, item by item."""

    def __init__(self, heard: Heard, items: list[Item]) -> None:
        self._heard, self._items = heard, items
        self._at = 0
        self._verb: Governor | None = None
        self._said = Sentence()
        self._named: list[Item] = []  # things of this sentence and the one before, not asked for
        self._warned: list[Item] = []  # those that the customer is not to tell in public
        self._announced = False  # the sentence before asks for something and names nothing
        self._runs = runs(heard, items)

    def asked(self) -> Iterator[_Asked]:
        """Each thing that is asked for."""
        last = 0
        for number, item in enumerate(self._items):
            self._at = number
            self._cross(
                max(self._heard.gaps[last + 1 : item.first + 1], default=Gap.NONE), item.first
            )
            last = item.end - 1
            if item.thing:
                yield from self._thing(item)
            else:
                yield from self._cue(item)

    def _cross(self, gap: Gap, to: int) -> None:
        """Go over what stands between two items."""
        verb = self._verb
        if gap is Gap.END:
            self._announced = self._announced and verb is None
            if verb is not None and verb.asks:
                self._announced = not verb.negated and not verb.has_list
            self._verb, self._said = None, Sentence(began=to)
            self._named, self._warned = self._named[-3:], self._warned[-3:]
        elif verb is not None:
            verb.crossed = max(verb.crossed, gap)
        if gap is Gap.COMMA and not self._said.never:
            self._said.negation = -99  # "not a problem, send us …"
        if gap in (Gap.LINE, Gap.COLON):
            self._said = Sentence(elsewhere=self._said.elsewhere, began=to)

    def _cue(self, item: Item) -> Iterator[_Asked]:
        cues, said = item.cues, self._said
        if Cue.NEGATION in cues and item.first != said.lifted:
            said.negation, said.never = item.end, Cue.NEVER in cues
        for name in (Cue.BANK, Cue.YOU, Cue.OTHERS, Cue.IF_YOU):
            if name in cues:
                setattr(said, str(name), item.end)
        if cues & {Cue.PLEASE, Cue.BREAK}:
            said.turned = item.end
            said.others = said.if_you = -99
        if Cue.ELSEWHERE in cues:
            said.elsewhere = True
        if Cue.WITHOUT in cues and Cue.UNABLE in self._run().of_sentence:
            said.negation = -99  # "without your account number we can't help"
            self._verb = Governor(item, item.end, asks=True)
        if Cue.NEEDED in cues:
            yield from self._needed(item)
        if cues & _VERBS:
            yield from self._verbs(item)

    def _verbs(self, item: Item) -> Iterator[_Asked]:
        """A verb takes over, unless it only lifts a "not"."""
        if self._is_noun(item):
            return
        said = self._said
        before = self._verb
        is_turned = self._is_turned(item, before) or self._run().is_turned_behind(self._at)
        if Cue.LIFTS in item.cues and item.first - said.negation <= _NEAR:
            said.negation, said.lifted = -99, item.end
            if not item.cues & _ASKS or is_turned:
                self._verb = None
                return
        asks = bool(item.cues & _ASKS) and not self._describes(item)
        self._verb = Governor(
            item,
            item.end,
            asks=asks,
            negated=is_turned,
            is_sure=Cue.ENTER not in item.cues or Cue.HERE in self._run().of_sentence,
        )
        said.negation = -99
        if asks and not is_turned:
            yield from self._pronoun(item)

    def _is_noun(self, item: Item) -> bool:
        """ "Your message", "the post": no verb, though it could be one."""
        before = self._items[self._at - 1] if self._at else item
        return (
            item.end - item.first == 1
            and before.end == item.first
            and Cue.NOUN_AFTER in before.cues
            and self._heard.gaps[item.first] is Gap.NONE
        )

    def _needed(self, item: Item) -> Iterator[_Asked]:
        """ "Your account number is required": what was just named is asked for."""
        said = self._said
        named = [one for one in self._named if one.first >= said.began]
        is_turned = item.first - said.negation <= _NEAR or said.if_you >= 0
        is_turned = is_turned or max(said.others, said.bank) > said.you
        if named and not is_turned and not self._said.elsewhere:
            for one in named:
                yield self._told(one, is_sure=True)
            self._named = []
        elif not is_turned and not item.cues & _VERBS:
            self._verb = Governor(item, item.end, asks=True)  # "Required: your account number"

    def _is_turned(self, item: Item, before: Governor | None) -> bool:
        """Whether a "not" governs this verb: its own, or that of the verb it hangs on."""
        if 0 <= item.first - self._said.negation <= _NEAR:
            return True
        if before is None or not before.negated or self._said.turned > before.item.first:
            return False
        if before.crossed >= Gap.COMMA:
            return False
        previous = self._items[self._at - 1]
        return item.first - before.end <= _NEAR or Cue.OR in previous.cues

    def _describes(self, item: Item) -> bool:
        """Whether it is said who else does it, or what the bank itself does."""
        said = self._said
        if said.others > said.turned and said.others >= 0:
            return True
        if Cue.NEED in item.cues:
            return said.you > said.bank and item.first - said.you <= _NEAR
        if Cue.QUESTION in item.cues:
            return False
        by_bank = 0 <= item.first - said.bank <= _NEAR and said.bank > max(said.you, said.turned)
        governs = self._verb is not None and self._verb.item.first >= said.bank
        if by_bank and not governs:
            return True
        to_us = self._next_has(Cue.TO_US) or self._next_has(Cue.HERE)
        return said.if_you >= 0 and not to_us and item.first - said.if_you <= 2

    def _next_has(self, cue: Cue) -> bool:
        following = self._items[self._at + 1 : self._at + 2]
        return any(cue in one.cues and one.first <= self._items[self._at].end for one in following)

    def _pronoun(self, item: Item) -> Iterator[_Asked]:
        """ "Find your account number and send it to us": what was named before is asked for."""
        following = self._items[self._at + 1 : self._at + 3]
        if Cue.ASK_IT in item.cues or any(
            Cue.IT in one.cues and one.first - item.end <= 1 for one in following
        ):
            privately = Cue.PRIVATELY in self._run().of_sentence
            for named in [*self._named, *(self._warned if privately else [])]:
                yield self._told(named, is_sure=True)
            self._named, self._warned = [], []

    def _thing(self, item: Item) -> Iterator[_Asked]:
        verb, run = self._verb, self._run()
        if run.has_tail(self._at) or (run.is_weak and not run.is_list):
            return
        if run.stands_alone and not (verb and verb.negated):
            if run.has_cue or self._announced or self._is_listed(verb):
                yield self._told(item, is_sure=True)
                return
            if verb is None and not run.is_weak:
                yield self._told(item, is_sure=False)
                return
        if verb is None or not verb.asks or verb.negated or not self._governs(verb, item, run):
            yield from self._not_asked(item, run)
            return
        if self._is_turned_beside(item):
            return
        verb.has_list = True
        verb.end = max(verb.end, item.end)
        in_other_place = self._elsewhere_of(item)
        if in_other_place and (item.thing not in NEVER or Cue.ENTER in verb.item.cues):
            self._named.append(item)
            return
        yield self._told(item, is_sure=verb.is_sure and not in_other_place)

    def _not_asked(self, item: Item, run: Run) -> Iterator[_Asked]:
        """No verb asks for it: doubtful where nothing says why it is named, else kept for what comes."""
        verb = self._verb
        if verb is None and self._is_unexplained(item, run):
            yield self._told(item, is_sure=False)
        elif self._said.others < 0:
            is_warned = verb is not None and verb.negated and verb.asks
            (self._warned if is_warned else self._named).append(item)

    def _is_unexplained(self, item: Item, run: Run) -> bool:
        """Whether nothing says why a thing of theirs is named: no verb that we know, no "not", no other place."""
        said = self._said
        if (
            item.thing in (WEAK, MAYBE)
            or run.is_subject(self._at)
            or said.others >= 0
            or said.if_you >= 0
        ):
            return False
        return (
            not (self._is_turned_beside(item) or self._elsewhere_of(item))
            and Cue.THEIRS in run.cues
        )

    def _is_turned_beside(self, item: Item) -> bool:
        """Whether a "not" stands between verb and thing, or, in some languages, behind the thing."""
        if 0 <= item.first - self._said.negation <= _NEAR:
            return True
        for one in self._items[self._at + 1 : self._at + 4]:
            if one.first - item.end > _NEAR:
                return False
            if Cue.NOT_BEHIND in one.cues:
                return max(self._heard.gaps[item.end : one.first + 1]) <= Gap.NONE
        return False

    def _is_listed(self, verb: Governor | None) -> bool:
        """Whether it stands in a list behind a colon or a line's end, and a verb that asks; or behind a
        colon and what it is for: "To help you: …"."""
        if verb is None or verb.crossed not in (Gap.COLON, Gap.LINE):
            return False
        return verb.asks or (verb.crossed is Gap.COLON and Cue.LIFTS in verb.item.cues)

    def _governs(self, verb: Governor, item: Item, run: Run) -> bool:
        if item.first - verb.end > _FAR:
            return False
        if verb.crossed >= Gap.COMMA and run.is_subject(self._at):
            return False
        return not (run.is_ready(self._at) and Cue.ASK not in verb.item.cues)

    def _elsewhere_of(self, item: Item) -> bool:
        """Whether it is to be told in another place: named before, or behind it in the same clause."""
        if self._said.elsewhere:
            return True
        for one in self._items[self._at + 1 : self._at + 9]:
            between = self._heard.gaps[item.end : one.first + 1]
            if max(between, default=Gap.NONE) > Gap.COMMA or one.cues & {Cue.BREAK, Cue.WHETHER}:
                return Cue.ELSEWHERE in one.cues and max(between, default=Gap.NONE) <= Gap.COMMA
            if Cue.ELSEWHERE in one.cues:
                return True
        return False

    def _told(self, item: Item, *, is_sure: bool) -> _Asked:
        privately = Cue.PRIVATELY in self._run().of_sentence and item.thing in {*IN_PRIVATE, WEAK}
        return _Asked(item, is_sure and item.thing != MAYBE, privately)

    def _run(self) -> Run:
        return self._runs[self._at]
