"""The customer's own secrets, repeated in our answer."""

import re
from collections.abc import Iterator

from bot.domain.gate.findings import Finding, Kind
from bot.domain.personal_data.findings import Regions, find
from bot.domain.personal_data.folding import fold

_LONG_NUMBER = re.compile(r"(?<![\w.,])\d(?:[ ./-]?\d){4,30}(?!\w)")
_SIGNS = re.compile(r"[^\W_]")
_SHORTEST = 3
_MOST = 20  # values of one customer


def quoted(text: str, customer: str, *, regions: Regions) -> Iterator[Finding]:
    """Where the answer repeats personal data of the customer's text; a long number of theirs is doubtful."""
    if not customer:
        return
    folded, theirs = fold(text), fold(customer)
    values = {theirs.original[one.start : one.end]: True for one in find(customer, regions=regions)}
    for number in _LONG_NUMBER.finditer(theirs.text):
        values.setdefault(number[0], False)
    for is_sure in (True, False):
        spans = [
            folded.span(*found.span())
            for value in [each for each, sure in values.items() if sure is is_sure][:_MOST]
            for found in _pattern(fold(value).text).finditer(folded.text)
        ]
        if spans:
            yield Finding(Kind.QUOTES_CUSTOMER, tuple(sorted(spans)), is_sure=is_sure)


def _pattern(value: str) -> re.Pattern[str]:
    signs = _SIGNS.findall(value)
    if len(signs) < _SHORTEST:
        return re.compile(r"(?!)")
    return re.compile(r"(?<!\w)" + r"[\W_]{0,2}".join(signs) + r"(?!\w)", re.IGNORECASE)
