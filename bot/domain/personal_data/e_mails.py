"""E-mail addresses, and the ways to spell one out: "john dot doe at gmail dot com", "john [at]
bank [dot] com".

Each @ is the middle of at most one address, looked at 80 characters to either side: time grows with
the text, no faster.
"""

import re
from collections.abc import Iterator

from bot.domain.personal_data.folding import any_of
from bot.domain.personal_data.kinds import Finding, Kind

_REACH = 80
_AT = any_of("at|آت|एट")
_AT_ONLY = any_of(
    "arroba|arobase|chiocciola|małpa|apenstaartje|klammeraffe|kukac"
)  # words that mean nothing else
_DOT = any_of("dot|نقطة|دوت|डॉट|ڈاٹ")
_ANY_DOT_WORD = any_of("dot|نقطة|دوت|डॉट|ڈاٹ|punto|point|punkt|ponto|kropka|nokta|titik")
_LABEL = r"[\w-]{1,63}"
_HOST = re.compile(r"(?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24}(?![\w@])")
_LOCAL_BACKWARDS = re.compile(r"[\w.+%'-]{1,64}")
_PROVIDERS = any_of(
    "gmail|googlemail|hotmail|outlook|yahoo|ymail|icloud|live|msn|aol|proton|protonmail|gmx|mail|me"
)
_BRACKETED_DOT = r" {0,2}[\[({] {0,2}(?:" + _ANY_DOT_WORD + r"|\.) {0,2}[\])}] {0,2}"
_SPOKEN_DOT = r"(?:" + _BRACKETED_DOT + r"| {1,2}" + _DOT + r" {1,2})"
_ANY_DOT = r"(?:" + _BRACKETED_DOT + r"| {1,2}" + _ANY_DOT_WORD + r" {1,2}| {1,2}\. {0,2}|\.)"
# Endings that are no word of the sentence: "noon dot it" is no address.
_SPOKEN_TOP = any_of(
    "com|net|org|edu|gov|info|biz|io|co|uk|fr|es|de|eu|ie|nl|ch|ca|au|sa|ae|eg|qa|kw|bh|jo|mx|br|كوم"
)
# Words before "at" that are no names: "look at yahoo.com".
_NO_NAME = re.compile(
    any_of(
        "look|looked|looking|see|seen|find|found|read|visit|us|me|it|is|are|was|work|works|worked|"
        "account|available|online|here|news|posted|up|or|and|register|registered|signed|not|that"
    ),
    re.IGNORECASE,
)
_TOP = r"[^\W\d_]{2,12}(?!\w)"
_TAIL = r"(?:\.[^\W\d_]{2,3}(?!\w))?"

_SPOKEN_HOST = re.compile(
    rf"{_LABEL}(?:{_SPOKEN_DOT}{_LABEL}){{0,3}}{_SPOKEN_DOT}{_SPOKEN_TOP}(?!\w)", re.IGNORECASE
)
_WRITTEN_HOST = re.compile(
    rf"{_LABEL}(?:{_ANY_DOT}{_LABEL}){{0,3}}{_ANY_DOT}{_TOP}{_TAIL}", re.IGNORECASE
)
_PROVIDER_HOST = re.compile(_PROVIDERS + _ANY_DOT + _TOP + _TAIL, re.IGNORECASE)
_BARE_PROVIDER = re.compile(  # "jane@gmail", and "jane@gmail com"
    r"(?:gmail|googlemail|hotmail|outlook|yahoo|ymail|icloud|protonmail|gmx)(?: {1,2}com)?(?![\w.@])",
    re.IGNORECASE,
)
_CLEAR_AT = re.compile(
    rf" {{0,2}}[\[({{<] {{0,2}}(?:{_AT}|{_AT_ONLY}|@) {{0,2}}[\])}}>] {{0,2}}"
    rf"| {{1,2}}{_AT_ONLY} {{1,2}}",
    re.IGNORECASE,
)
# " @name" with nothing between is a handle, not an address with blanks in it.
_SPOKEN_AT = re.compile(rf" {{1,2}}{_AT} {{1,2}}| {{1,2}}@ {{1,2}}|(?<! )@ {{0,2}}", re.IGNORECASE)
# Behind what is a name by its look, "p.kurz at web.de", a host may be written as it is.
_NAMED_AT = re.compile(rf" (?:{_AT}|chez|bei|presso) {{1,2}}(?=[\w-]{{1,63}}\.)", re.IGNORECASE)
_LOOKS_A_NAME = re.compile(
    r"(?<![\w.@/])(?:[^\W_]{1,20}[._][^\W\d_]{3,20}|[^\W\d_]{3,20}[._]\w{1,20}) ?$", re.IGNORECASE
)
# Read from right to left: the local part of a spelled-out address may have spelled-out dots.
_SPOKEN_LOCAL_BACKWARDS = re.compile(
    r"[\w.+%'-]{1,64}(?: {1,2}(?:tod|otnup|tniop|ةطقن|erocsrednu|hsad) {1,2}[\w+%'-]{1,64}){0,3}",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Finding]:
    """Addresses in folded text, plain ones first, then those spelled out."""
    backwards = text[::-1]
    yield from _plain(text, backwards)
    for match in _CLEAR_AT.finditer(text):
        yield from _spelled(
            backwards, match, _WRITTEN_HOST.match(text, match.end(), match.end() + _REACH)
        )
    for match in _SPOKEN_AT.finditer(text):
        end = match.end() + _REACH
        found = _SPOKEN_HOST.match(text, match.end(), end) or _PROVIDER_HOST.match(
            text, match.end(), end
        )
        yield from _spelled(backwards, match, found)
    for match in _NAMED_AT.finditer(text):
        host = _HOST.match(text, match.end(), match.end() + _REACH)
        name = _LOOKS_A_NAME.search(text, max(0, match.start() - 44), match.start())
        if host and name:
            yield Finding(name.start(), host.end(), Kind.EMAIL)


def _plain(text: str, backwards: str) -> Iterator[Finding]:
    at = text.find("@")
    while at >= 0:
        host = _HOST.match(text, at + 1, at + 1 + 255) or _BARE_PROVIDER.match(text, at + 1)
        local = _LOCAL_BACKWARDS.match(backwards, len(text) - at) if host else None
        if host and local:
            start = at - len(local[0].rstrip(".'-%"))
            # "@name@server" is a handle of the fediverse, not a mailbox.
            if text[start - 1 : start] != "@":
                yield Finding(start, host.end(), Kind.EMAIL)
        at = text.find("@", at + 1)


def _spelled(backwards: str, at: re.Match[str], host: re.Match[str] | None) -> Iterator[Finding]:
    if host is None:
        return
    local = _SPOKEN_LOCAL_BACKWARDS.match(backwards, len(backwards) - at.start())
    if local and not _NO_NAME.fullmatch(local[0][::-1]):
        yield Finding(at.start() - local.end() + local.start(), host.end(), Kind.EMAIL)
