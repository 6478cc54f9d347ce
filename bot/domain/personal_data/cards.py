"""Payment card numbers: groups of digits of a known range that pass the Luhn check, and the
security codes told with them.

A number is looked for wherever a group of digits begins, so work is at most 19 windows a group,
each in constant time.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from bot.domain.personal_data import links
from bot.domain.personal_data.card_ranges import lengths_for
from bot.domain.personal_data.folding import any_of
from bot.domain.personal_data.kinds import Finding, Kind

SHORTEST, LONGEST = 13, 19
_GROUP = re.compile(r"[0-9]+")
_GAP = re.compile(r"[ .,/_\-|:;*\\~]{1,3}")
_CARD_PARAMETER = re.compile(r"(?:card|pan|cc|ccn)[a-z_-]{0,12}=$", re.IGNORECASE)
_FOUR_FOURS = re.compile(r"[0-9]{4}([-._])[0-9]{4}\1[0-9]{4}\1[0-9]{4}")
# Printed as on the card, what stands between matters little: (4111)(1111), "4111" "1111" …
_AS_PRINTED = re.compile(
    r"(?<![0-9])(?=([0-9]{4}(?:[^0-9A-Za-z]{1,8}[0-9]{4}){3}"
    r"|[0-9]{4}[^0-9A-Za-z]{1,8}[0-9]{6}[^0-9A-Za-z]{1,8}[0-9]{5})(?![0-9]))"
)
_SECURITY_CODE = re.compile(
    r"(?<!\w)"
    + any_of(
        "cvv|cvv2|cvc|cvc2|cvn|card security code|security code|رمز الأمان|cryptogramme|"
        "código de seguridad"
    )
    + r"(?: {0,2}(?:is|number|no|code|est|es|هو|[:=#-])){0,3} {0,2}([0-9]{3,4})(?![0-9])",
    re.IGNORECASE,
)
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)

Group = tuple[int, int]


def find(text: str) -> Iterator[Finding]:
    """Card numbers, then security codes, in folded text. Overlapping readings of one run are given
    as one.
    """
    web = links.spans(text)
    for run in _runs(text):
        yield from _merged(span for span in _cards_in(text, run) if not _is_an_id(text, span, web))
    for match in _AS_PRINTED.finditer(text):
        if _is_card(match[1]) and not _is_an_id(text, match.span(1), web):
            yield Finding(*match.span(1), Kind.CARD)
    for match in _SECURITY_CODE.finditer(text):
        yield Finding(*match.span(1), Kind.CARD_CODE)


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
    digits = "".join(text[start:end] for start, end in run)
    luhn = _Luhn(digits)
    at = 0
    for index, (start, end) in enumerate(run):
        lengths = lengths_for(digits[at : at + 6])
        if lengths:
            glued = _card_and_more_in_one_group(luhn, at, end - start)
            if glued:
                yield start, end
            yield from _windows(run, index, at, lengths, luhn)
        at += end - start


def _windows(
    run: list[Group], index: int, at: int, lengths: frozenset[int], luhn: "_Luhn"
) -> Iterator[Group]:
    """Every card that begins with this group and ends with a group."""
    size = 0
    for start, end in run[index : index + LONGEST]:
        size += end - start
        if size > LONGEST:
            return
        if size in lengths and luhn.holds(at, at + size):
            yield run[index][0], end


def _card_and_more_in_one_group(luhn: "_Luhn", at: int, size: int) -> bool:
    """A card with its expiry date or security code typed straight after it: 16 or 15 digits and 3
    to 7 more.
    """
    length = 15 if luhn.digits[at] == "3" else 16
    return 3 <= size - length <= 7 and luhn.holds(at, at + length)


def _is_an_id(text: str, span: Group, web: links.Spans) -> bool:
    """Inside a link a number is an id, unless its parameter says card or it is written in four
    fours.
    """
    start, end = span
    if not links.holds(web, start, end):
        return False
    named = _CARD_PARAMETER.search(text, max(0, start - 20), start)
    return not named and not _FOUR_FOURS.fullmatch(text, start, end)


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
