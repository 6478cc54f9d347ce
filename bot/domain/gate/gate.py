"""All that the gate looks for, in one look at a text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.domain.gate.addresses import Hosts
from bot.domain.gate.covered import is_covered
from bot.domain.gate.findings import Finding, Kind
from bot.domain.gate.governing import Request
from bot.domain.gate.hearing import EVERY, Ear, Heard, Vocabulary
from bot.domain.gate.marks import marks
from bot.domain.gate.patterns import patterns
from bot.domain.gate.quoted import quoted
from bot.domain.gate.requests import requests
from bot.domain.gate.things import NAMES, NEVER
from bot.domain.gate.weighing import weighed
from bot.domain.gate.wordings import joined, wordings
from bot.domain.personal_data.findings import Regions
from bot.domain.triage.weights import NO_WEIGHTS, Weights


@dataclass(frozen=True)
class Lists:
    """What the bank named: hosts, other banks, words of the house, its own brands."""

    links: tuple[str, ...] = ()
    shorteners: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    internal_words: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()


class Gate:
    """Ready to look through answers; made once."""

    def __init__(
        self,
        vocabularies: Mapping[str, Vocabulary],
        lists: Lists,
        weights: Weights = NO_WEIGHTS,
    ) -> None:
        own = {name.casefold() for name in lists.brands}
        others = [name for name in lists.competitors if name.casefold() not in own]
        named = {"competitor": _way_of(others), "internal_words": _way_of(lists.internal_words)}
        phrases = {name: (some,) for name, some in named.items() if some}
        everywhere = {EVERY: Vocabulary(phrases=phrases)}
        self._languages = tuple(vocabularies)
        self._brands = lists.brands
        self._weights = weights
        self._ear = Ear({**vocabularies, **everywhere}, lists.brands)
        self._hosts = Hosts.of(listed=lists.links, shorteners=lists.shorteners, brands=lists.brands)

    def look(
        self, text: str, *, is_public: bool, customer: str = "", regions: Regions = ("GB",)
    ) -> list[Finding]:
        """Everything in a text. ``customer``: what the answer answers."""
        heard = self._ear.hear(text)
        found = list(_asked(self.requests(heard), is_public=is_public))
        found += quoted(heard.text, customer, regions=regions)
        asks = any(one.kind is Kind.ASKS_SECRET and one.is_sure for one in found)
        found += (
            one
            for one in wordings(heard, self._languages)
            if one.kind is not Kind.ASKS_SECRET or (is_public and not asks)
        )
        found += patterns(heard.text, self._brands)
        found += self._hosts.find(heard.text)
        found += marks(heard.text)
        if heard.is_cut:
            return [*once(found), Finding(Kind.UNREAD)]
        return once([*found, *weighed(heard, self._weights, found, is_public=is_public)])

    def hear(self, text: str) -> Heard:
        """Read a text once, by all lists."""
        return self._ear.hear(text)

    def requests(self, heard: Heard) -> list[Request]:
        """What it asks for in any language, each thing once: as the language has it that is surest."""
        found: dict[str, Request] = {}
        for language in self._languages:
            for one in requests(heard, language):
                known = found.get(one.thing)
                if is_covered(heard.text, one.spans):
                    continue
                if known is None or (one.is_sure and not known.is_sure):
                    found[one.thing] = one
        return list(found.values())


def once(found: Iterable[Finding]) -> list[Finding]:
    """Of each kind one finding with every place; of requests one for each thing; the sure ones where any is."""
    of: dict[tuple[Kind, str], Finding] = {}
    for one in found:
        key = (one.kind, one.values.get("thing", one.values.get("host", "")))
        known = of.get(key)
        if known is None or (one.is_sure and not known.is_sure):
            of[key] = one
        elif one.is_sure == known.is_sure:
            of[key] = replace(known, spans=joined((*known.spans, *one.spans)))
    return list(of.values())


def _way_of(names: Iterable[str]) -> str:
    return "/".join("_".join(name.split()) for name in names)


def _asked(found: Iterable[Request], *, is_public: bool) -> Iterator[Finding]:
    for one in found:
        if one.thing in NEVER or is_public:
            kind = Kind.ASKS_IN_PRIVATE if one.privately else Kind.ASKS_SECRET
            values = {"thing": one.thing, "name": NAMES[one.thing]}
            yield Finding(kind, one.spans, one.is_sure, values)
