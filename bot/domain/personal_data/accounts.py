"""Sort codes with the accounts beside them, as the United Kingdom writes them: the pair tells what both are.

By a word beside them accounts and sort codes of all countries are known in ``named_values``.
"""

import re
from collections.abc import Iterator

from bot.domain.personal_data.folding import any_of
from bot.domain.personal_data.kinds import Finding, Kind

_SORT = r"([0-9]{2}-[0-9]{2}-[0-9]{2}|[0-9]{2} [0-9]{2} [0-9]{2})(?![0-9])"
_EIGHT = r"([0-9]{8}|[0-9]{4} [0-9]{4})(?![0-9])"
_NAMED = any_of(
    "account number|account no|account num|account|acct|acc number|acc no|acc|a/c no|a/c|ac"
)
_BETWEEN = (
    r"[ ,;:/|&.-]{1,4}(?:and {1,2})?(?:(?:my|the) {1,2})?(?:"
    + _NAMED
    + r"[ :#.=(-]{1,3}(?:is {1,2})?)?"
)
_PAIR = re.compile(r"(?<![0-9/.-])" + _SORT + _BETWEEN + _EIGHT, re.IGNORECASE)
_SORT_NAMED = r"(?:(?:and {1,2})?(?:sort(?: ?code)?|s/?c)[ :#.=-]{1,3}(?:is {1,2})?)?"
_PAIR_TURNED = re.compile(
    r"(?<![0-9])" + _EIGHT + r"[ ,;:/|&-]{1,4}" + _SORT_NAMED + _SORT + "(?![-/])", re.IGNORECASE
)
_SIX_AND_EIGHT = re.compile(r"(?<![0-9])([0-9]{6})[ ,;:/|&-]{1,4}([0-9]{8})(?![0-9])")
_BANK_WORDS = re.compile(
    any_of("sort|account|acc|acct|bank details|paid into|pay into"), re.IGNORECASE
)


_THREE_PAIRS = re.compile(
    r"(?<![0-9A-Za-z/.-])([0-9]{2})-([0-9]{2})-([0-9]{2})(?![0-9A-Za-z/-]|[.][0-9])"
)


def alone(text: str) -> Iterator[Finding]:
    """Sort codes without a word or an account: three pairs that no calendar knows as a date."""
    for match in _THREE_PAIRS.finditer(text):
        first, second, third = map(int, match.groups())
        dates = ((first, second), (second, first), (third, second))
        if not any(1 <= day <= 31 and 1 <= month <= 12 for day, month in dates):
            yield Finding(*match.span(), Kind.SORT_CODE)


def find(text: str) -> Iterator[Finding]:
    """Sort codes and accounts of each pair in folded text."""
    for match in _PAIR.finditer(text):
        yield from _pair(match, 1, 2)
    for match in _PAIR_TURNED.finditer(text):
        yield from _pair(match, 2, 1)
    for match in _SIX_AND_EIGHT.finditer(text):
        if _BANK_WORDS.search(text, max(0, match.start() - 40), match.start()):
            yield from _pair(match, 1, 2)


def _pair(match: re.Match[str], sort: int, account: int) -> Iterator[Finding]:
    yield Finding(*match.span(sort), Kind.SORT_CODE)
    yield Finding(*match.span(account), Kind.ACCOUNT)
