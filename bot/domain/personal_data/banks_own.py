"""What the bank says of numbers: which are its own, which are known to be of fraudsters, and how those look that only
this bank gives out.

It travels with the countries whose numbers are known, wherever a text is read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.personal_data.kinds import Finding, Kind


@dataclass(frozen=True, slots=True)
class BanksOwn:
    """``contacts`` are never masked: numbers, addresses, "@bank.example" for a whole domain. A number of ``fraud`` is
    shown by its name. ``pictures`` are the bank's own numbers: "CRN-######", # for a digit and ? for a letter.
    """

    contacts: frozenset[str] = frozenset()
    fraud: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, Kind], ...] = ()


NOTHING_OF_ITS_OWN = BanksOwn()


class Regions(tuple[str, ...]):
    """The countries (ISO 3166) whose numbers are known where a text is read; with them, what is the bank's own there."""

    own: BanksOwn = NOTHING_OF_ITS_OWN

    @classmethod
    def of(cls, countries: tuple[str, ...], own: BanksOwn) -> "Regions":
        """These countries, and this of the bank's own."""
        regions = cls(countries)
        regions.own = own
        return regions


def own_of(regions: tuple[str, ...]) -> BanksOwn:
    """What is the bank's own where these regions are known; nothing, where only countries are named."""
    return regions.own if isinstance(regions, Regions) else NOTHING_OF_ITS_OWN


def find(text: str, own: BanksOwn) -> Iterator[Finding]:
    """Numbers that look as the bank's own do, in folded text."""
    for picture, kind in own.pictures:
        for match in _pattern(picture).finditer(text):
            yield Finding(*match.span(), kind)


@lru_cache(maxsize=256)
def _pattern(picture: str) -> re.Pattern[str]:
    signs = {"#": "[0-9]", "?": "[A-Z]", " ": "[ -]?", "-": "[ -]?"}
    written = "".join(signs.get(sign) or re.escape(sign) for sign in picture)
    return re.compile(rf"(?<![0-9A-Za-z]){written}(?![0-9A-Za-z])", re.IGNORECASE)
