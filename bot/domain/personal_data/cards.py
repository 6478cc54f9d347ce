"""Payment card numbers: groups of digits of a known range that pass the Luhn check, and what is told
right behind them. By the word "card" beside it any long number is one, mistyped or not: ``named_values``.

A number is looked for wherever a group of digits begins, so work is at most 19 windows a group,
each in constant time.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from bot.domain.personal_data.card_ranges import lengths_for
from bot.domain.personal_data.kinds import CARD_MARK, Finding, Kind

SHORTEST, LONGEST = 13, 19
_GROUP = re.compile(r"[0-9]+")
_GAP = re.compile(r"[ .,/_\-|:;*\\~]{1,3}")
# Printed as on the card, what stands between matters little, words too: (4111)(1111), 4111 then 1111 …
_AS_PRINTED = re.compile(
    r"(?<![0-9])(?=([0-9]{4}(?:[^0-9\ue000\ue001]{1,16}[0-9]{4}){3}"
    r"|[0-9]{4}[^0-9\ue000\ue001]{1,16}[0-9]{6}[^0-9\ue000\ue001]{1,16}[0-9]{5})(?![0-9]))"
)
# Letters typed for figures, in a group that holds a figure or stands among groups that do.
_LIKE_DIGITS = re.compile(
    r"(?<![^\W_])(?:(?=[OoIl]*[0-9])[0-9OoIl]{3,19}|(?<=[0-9OoIl][ .-])[OoIl]{4})(?![^\W_])"
)
_MEANT = str.maketrans("OoIl", "0011")
_SEPARATED = r"[ ,;:|/\-]{1,4}"
_EXPIRES = r"(?:(?:0[1-9]|1[0-2])(?: ?[/|\-. ] ?)?|[1-9] ?[/|\-.] ?)(?:20)?[2-4][0-9](?![0-9/])"
_ALONE = r"(?![0-9]|[.,:][0-9]| {0,2}[^\W\d_])"
_WORDS_TO = r"[^0-9\ue000\ue001]{1,36}"
_BESIDE = re.compile(
    rf"{CARD_MARK}{_SEPARATED}(?P<expiry>{_EXPIRES})(?:{_SEPARATED}(?P<code>[0-9]{{3,4}})(?![0-9]))?"
    rf"|{CARD_MARK}{_SEPARATED}(?P<first>[0-9]{{3,4}}){_SEPARATED}(?P<then>{_EXPIRES})"
    rf"|{CARD_MARK}{_WORDS_TO}(?P<told>(?:0[1-9]|1[0-2]) ?[/|] ?(?:20)?[2-4][0-9])(?![0-9/])"
    rf"(?:(?: and|,| y| et| und| e|/|\|| -| \+)? (?P<last>[0-9]{{3,4}}){_ALONE})?"
    rf"|{CARD_MARK} ?[|/,;:\-(]? ?(?P<alone>[0-9]{{3,4}}){_ALONE}"
)
_KINDS_BESIDE = {
    "expiry": Kind.EXPIRY,
    "then": Kind.EXPIRY,
    "told": Kind.EXPIRY,
    **dict.fromkeys(("code", "first", "last", "alone"), Kind.CARD_CODE),
}
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)

Group = tuple[int, int]


def find(text: str) -> Iterator[Finding]:
    """Card numbers in folded text, in links too. Overlapping readings of one run are given as one."""
    for run in _runs(text):
        yield from _merged(_cards_in(text, run))
    for match in _AS_PRINTED.finditer(text):
        if _is_card(match[1]):
            yield Finding(*match.span(1), Kind.CARD)


def with_figures(text: str) -> str:
    """The text with figures where letters were typed for them: "41l1 OOOO"."""
    return _LIKE_DIGITS.sub(lambda match: match[0].translate(_MEANT), text)


def beside(text: str) -> Iterator[Finding]:
    """Expiry dates and security codes that follow a card, where a mark stands for it: "…1111|09|28|449"."""
    for match in _BESIDE.finditer(text):
        for name, kind in _KINDS_BESIDE.items():
            if match[name]:
                yield Finding(*match.span(name), kind)


def _is_card(written: str) -> bool:
    digits = "".join(filter(str.isdigit, written))
    return len(digits) in lengths_for(digits[:6]) and passes_luhn(digits)


def passes_luhn(digits: str) -> bool:
    """The check digit rule of ISO/IEC 7812-1, annex B."""
    return _Luhn(digits).holds(0, len(digits))


def _runs(text: str) -> Iterator[list[Group]]:
    """Groups of digits with no more than a gap between them, where there are enough digits for a
    card.
    """
    run: list[Group] = []
    for match in _GROUP.finditer(text):
        if run and not _GAP.fullmatch(text, run[-1][1], match.start()):
            yield from _long_enough(run)
            run = []
        run.append(match.span())
    yield from _long_enough(run)


def _long_enough(run: list[Group]) -> Iterator[list[Group]]:
    if sum(end - start for start, end in run) >= SHORTEST:
        yield run


def _cards_in(text: str, run: list[Group]) -> Iterator[Group]:
    """Every card that begins and ends with a group, and one with more typed straight after it."""
    digits = "".join(text[start:end] for start, end in run)
    luhn = _Luhn(digits)
    ends = dict(
        zip(accumulate(end - start for start, end in run), (end for _, end in run), strict=True)
    )
    at = 0
    for start, end in run:
        lengths = lengths_for(digits[at : at + 6])
        if lengths and _card_and_more_in_one_group(luhn, at, end - start):
            yield start, end
        for length in lengths:
            if at + length in ends and luhn.holds(at, at + length):
                yield start, ends[at + length]
        at += end - start


def _card_and_more_in_one_group(luhn: "_Luhn", at: int, size: int) -> bool:
    """A card with its expiry date or security code typed straight after it: 16 or 15 digits and 3
    to 7 more.
    """
    length = 15 if luhn.digits[at] == "3" else 16
    return 3 <= size - length <= 7 and luhn.holds(at, at + length)


def _merged(spans: Iterator[Group]) -> Iterator[Finding]:
    first, last = -1, -1
    for start, end in sorted(spans):
        if start < last:
            last = max(last, end)
            continue
        if last > 0:
            yield Finding(first, last, Kind.CARD)
        first, last = start, end
    if last > 0:
        yield Finding(first, last, Kind.CARD)


class _Luhn:
    """Running sums over a run, so that any window of it is checked in constant time."""

    def __init__(self, digits: str) -> None:
        values = [int(digit) for digit in digits]
        self.digits = digits
        self._sums = tuple(
            list(
                accumulate(
                    (_DOUBLED[v] if i % 2 == odd else v for i, v in enumerate(values)), initial=0
                )
            )
            for odd in (0, 1)
        )

    def holds(self, start: int, end: int) -> bool:
        """Whether `start:end` passes, and is not one digit over and over."""
        sums = self._sums[end % 2]
        if (sums[end] - sums[start]) % 10:
            return False
        return len(set(self.digits[start:end])) > 1
