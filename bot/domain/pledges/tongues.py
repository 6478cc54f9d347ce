"""How one language promises something and says by when: patterns over folded text, and what they mean.

Folded is: small letters, without accents, digits in ASCII, one form of each Arabic letter.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.domain.pledges.when import Clock, EndOf, On, Unit, Within
from bot.domain.records.pledge import Deed

AM, PM = "am", "pm"


@dataclass(frozen=True)
class Tongue:
    """The words of one language. Every value before a mapping's ``:`` is a pattern."""

    pledges: Mapping[Deed, str]
    denied: str  # takes a pledge behind it back
    within: str  # before a span of time
    numbers: Mapping[str, int]
    units: Mapping[str, Unit]
    working: str  # beside a unit: as the desk is open
    by: str  # before a time of the clock
    halves: Mapping[str, str]  # after one: AM, PM, or "" for a mark that says only that it is one
    hours: Mapping[str, int]  # as words
    days: Mapping[str, int]
    weekdays: tuple[str, ...]  # Monday first
    ends: Mapping[str, EndOf]
    parts: Mapping[str, Clock]
    months: tuple[str, ...] = ()
    spans: Mapping[str, Within] | None = None  # said in one word
    half_past: str = ""
    counts_bare: bool = False  # a unit without a number is one of it

    @cached_property
    def pledge(self) -> re.Pattern[str]:
        """Any pledge; the name of its group is the deed."""
        ways = "|".join(f"(?P<{deed}>{words})" for deed, words in self.pledges.items())
        return re.compile(rf"(?<!\w)(?:{ways})")

    @cached_property
    def denial(self) -> re.Pattern[str]:
        """What takes back the pledge that follows it."""
        return re.compile(rf"(?<!\w)(?:{self.denied})(?!\w)")

    @cached_property
    def span(self) -> re.Pattern[str]:
        """``within two working days``."""
        number = rf"(?P<count>\d{{1,3}}|{_any(self.numbers)})"
        upto = (
            rf"(?: ?(?:-|to|or|a|ou|o|bis|oder|الي|او) ?(?P<upto>\d{{1,3}}|{_any(self.numbers)}))?"
        )
        counted = rf"(?:{number}{upto} ?)" + ("?" if self.counts_bare else "")
        beside = rf"(?:{self.working})"
        unit = rf"(?:(?P<before>{beside}) ?)?(?P<unit>{_any(self.units)})(?: (?P<after>{beside}))?"
        return re.compile(rf"(?<!\w)(?:{self.within}) ?{counted}{unit}(?!\w)")

    @cached_property
    def clock(self) -> re.Pattern[str]:
        """``by 5 pm``, ``17:30``; what stands behind may make it something else."""
        number = rf"(?P<hour>\d{{1,2}}|{_any(self.hours)})"
        half = rf"(?: ?(?P<half>{_any(self.halves)})(?!\w))?"
        past = rf"(?P<past> {self.half_past})?" if self.half_past else ""
        no_more = rf"(?! ?(?:%|[-/.,:]\d|\d|(?:{self.working} )?(?:{_any(self.units)})(?!\w)))"
        minute = r"(?: ?[:.h] ?(?P<minute>[0-5]\d)(?!\d))?"
        return re.compile(
            rf"(?<![\w:/.,£$€-])(?:(?P<by>{self.by}) ?)?{number}{minute}{past}{half}(?!\w){no_more}"
        )

    @cached_property
    def date(self) -> re.Pattern[str]:
        """``12 December``, ``December 12th``."""
        if not self.months:
            return re.compile(r"(?!)")
        names = "|".join(f"(?P<month_{n}>{words})" for n, words in enumerate(self.months, 1))
        again = names.replace("?P<month_", "?P<named_")
        nth = r"(?:st|nd|rd|th|er|\.)?"
        return re.compile(
            rf"(?<!\w)(?:(?P<day>[0-3]?\d){nth} (?:of |de |d')?(?:{names})"
            rf"|(?:{again}) (?P<day_behind>[0-3]?\d){nth})(?![\w:])"
        )

    @cached_property
    def day(self) -> list[tuple[re.Pattern[str], On]]:
        """The days by their names; the first that is there is meant."""
        found = [(words, On(end_of=end)) for words, end in self.ends.items()]
        found += [(words, On(days=days)) for words, days in self.days.items()]
        found += [(words, On(weekday=n)) for n, words in enumerate(self.weekdays)]
        return [(_whole(words), on) for words, on in found]

    @cached_property
    def part(self) -> list[tuple[re.Pattern[str], Clock]]:
        """Parts of a day, and by when they are over."""
        return [(_whole(words), clock) for words, clock in self.parts.items()]

    @cached_property
    def one_word(self) -> list[tuple[re.Pattern[str], Within]]:
        """Spans of one word."""
        return [(_whole(words), span) for words, span in (self.spans or {}).items()]


def meant(word: str, words: Mapping[str, object]) -> object:
    """What the first pattern says that takes the whole word; None where none does."""
    return next((value for pattern, value in words.items() if re.fullmatch(pattern, word)), None)


def _any(words: Mapping[str, object]) -> str:
    return "|".join(words) or "(?!)"


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")
