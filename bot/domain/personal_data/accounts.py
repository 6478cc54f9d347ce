"""Account numbers and sort codes. An account number is only digits: the words next to it, before
or after, tell what it is.
"""

import re
from collections.abc import Iterator

from bot.domain.personal_data.folding import any_of
from bot.domain.personal_data.kinds import Finding, Kind

_NAMED = any_of(
    "account number|account no|account num|account nr|account #|account id|acct number|acct no|"
    "acct #|acct|a/c number|a/c no|a/c|acc number|acc no|bank details|رقم الحساب|رقم حسابي|"
    "رقم حسابنا|حسابي رقم|الحساب رقم|حساب رقم|numéro de compte|n° de compte|no de compte|"
    "compte numéro|compte n°|compte no|n° compte|número de cuenta|nº de cuenta|no de cuenta|"
    "cuenta número|cuenta nº|cuenta no|nro de cuenta"
)
_BARE = any_of("account|my acc|حسابي|mon compte|mi cuenta")
_LINK = (
    r"[ .]{0,2}(?:[ :#=(-]{0,3}(?:is|was|number|no|nr|est|le|es|el|هو|رقم|it's)?(?![^\W\d]))"
    r"{0,2}[ :#=(.-]{0,3}"
)
_MONEY = any_of(
    "pounds|dollars|euros|quid|gbp|usd|eur|sar|aed|egp|riyals|riyal|dirhams|rupees|points|ريال|"
    "درهم|جنيه|دولار|٪|%"
)
_NO_AMOUNT = r"(?![0-9]|[.,][0-9]| {0,1}" + _MONEY + ")"
_SIX_OR_MORE = r"(?<![0-9£$€.,])([0-9](?:[ -]?[0-9]){5,16})" + _NO_AMOUNT
_SEVEN_OR_MORE = _SIX_OR_MORE.replace("5,16", "6,16")
_SORT = r"([0-9]{2}-[0-9]{2}-[0-9]{2}|[0-9]{2} [0-9]{2} [0-9]{2})(?![0-9])"
_EIGHT = r"([0-9]{8}|[0-9]{4} [0-9]{4})(?![0-9])"

_AFTER_NAME = re.compile(_NAMED + _LINK + _SIX_OR_MORE, re.IGNORECASE)
_AFTER_BARE = re.compile(r"(?<!\w)" + _BARE + _LINK + _SEVEN_OR_MORE, re.IGNORECASE)
_BEFORE_NAME = re.compile(
    _SIX_OR_MORE
    + r"[ ,(-]{0,3}(?:(?:is|est|es|هو|هذا) {1,2})?(?:(?:my|the|our|mon|mi|le|el|est|es) {1,2}){0,2}"
    + _NAMED,
    re.IGNORECASE,
)
_SORT_NAMED = re.compile(
    r"(?<!\w)"
    + any_of("sort code|sortcode|s/c|sort")
    + _LINK
    + r"([0-9]{2}[ \-./]?[0-9]{2}[ \-./]?[0-9]{2})(?![0-9])(?:[^0-9]{1,30}"
    + _EIGHT
    + ")?",
    re.IGNORECASE,
)
_BETWEEN = (
    r"[ ,;:/|&.-]{1,4}(?:(?:and|et|y|و) {1,2})?(?:(?:my|the) {1,2})?(?:"
    + _NAMED
    + "|"
    + _BARE
    + ")?"
    + _LINK
)
_PAIR = re.compile(r"(?<![0-9/.-])" + _SORT + _BETWEEN + _EIGHT, re.IGNORECASE)
_PAIR_TURNED = re.compile(
    r"(?<![0-9])" + _EIGHT + r"[ ,;:/|&-]{1,4}" + _SORT + "(?![-/])", re.IGNORECASE
)
_SIX_AND_EIGHT = re.compile(r"(?<![0-9])([0-9]{6})[ ,;:/|&-]{1,4}([0-9]{8})(?![0-9])")
_BANK_WORDS = re.compile(
    any_of("sort|account|acc|acct|bank details|paid into|pay into"), re.IGNORECASE
)


def find(text: str) -> Iterator[Finding]:
    """Sort codes with their accounts, then account numbers by their words, in folded text."""
    for match in (*_SORT_NAMED.finditer(text), *_PAIR.finditer(text)):
        yield from _pair(match, 1, 2)
    for match in _PAIR_TURNED.finditer(text):
        yield from _pair(match, 2, 1)
    for match in _SIX_AND_EIGHT.finditer(text):
        if _BANK_WORDS.search(text, max(0, match.start() - 40), match.start()):
            yield from _pair(match, 1, 2)
    for pattern in (_AFTER_NAME, _AFTER_BARE, _BEFORE_NAME):
        for match in pattern.finditer(text):
            yield Finding(*match.span(1), Kind.ACCOUNT)


def _pair(match: re.Match[str], sort: int, account: int) -> Iterator[Finding]:
    yield Finding(*match.span(sort), Kind.SORT_CODE)
    if match[account]:
        yield Finding(*match.span(account), Kind.ACCOUNT)
