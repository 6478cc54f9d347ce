"""Secrets that are words, not numbers: passwords, and answers to security questions.

A word like any other is one only where it is told ("my password is rosebud", "pw: rosebud"), and where it does not
say how the password fares ("my password is wrong").
"""

import re

from bot.domain.personal_data.folding import fold, lowered
from bot.domain.personal_data.names.between import NO_PASSWORD, STOPS

_NO_PASSWORD = frozenset(lowered(fold(NO_PASSWORD).text).split())
_STOPS = frozenset(lowered(fold(STOPS).text).split())
_SAYS_HOW = re.compile(r"(?:ed|ing|able|ible|ful|less|ly|n't|ously)$")
_SMALL = frozenset(
    "on of the upon a na de la le du des del da do di van der von am and y e el al ibn bin بن".split()  # noqa: SIM905
)
# "نورة العتيبي": what a script without capitals shows of a second name.
_OF_A_FAMILY = re.compile(r"ال[^\W\d_]{3,}")
_BELONGS = re.compile(
    r"(?:(?<![^\W_])(?:[A-Z][a-z]+|(?i:v[oa]n(?: de[rn]?)?|de l[ao]s?|dell?[ao]?|d[aou]s?|di|al|bin|ibn)) )+$"
)
_HIDDEN = re.compile(r"[*xX•.#_?-]+")
_CLAUSE_ENDS = re.compile(r" {0,2}(?:$|[.,;!?)\"\n]|(?:and|but|please|pls|it|so|why|help|can)\b)")
_FARES = re.compile(
    r" (?:is |was |got |gets |being |keeps )?(?:not|never|doesn't|doesnt|didn't|won't|wont|isn't|wasn't|rejected|refused"
    r"|declined|wrong|incorrect|invalid|denied|no longer|failed|failing|fails)(?!\w)",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"(?:[^\W\d_]{3,12}[-_.]){2,}[^\W\d_]{3,12}$|(?=.*[^\W\d_])(?=.*[0-9])|[^\W_][@#$%^&*+=!_][^\W_]|^[0-9]{4,}$|[a-z][A-Z]"
)


def is_password(written: str, *, quoted: bool, led: str, rest: str) -> bool:
    """Whether this token is the password itself. ``led``: the word or sign before it; ``rest``: what follows."""
    token = written.rstrip(".,?")
    if len(token) < 3 or _HIDDEN.fullmatch(token) or token.startswith(("http", "www.", "[")):
        return False
    if lowered(token).strip("'!") in _NO_PASSWORD:
        return False
    if _STRONG.search(token):
        return True
    if quoted:
        return True
    if not led:
        return _is_followed_by_how(token, rest)
    if led in (":", "=", "->", "=>"):
        return len(token) >= 4
    says_how = bool(_SAYS_HOW.search(token.rstrip("!")))
    return len(token) >= 4 and not says_how and bool(_CLAUSE_ENDS.match(rest))


def _is_followed_by_how(token: str, rest: str) -> bool:
    """Whether it is said how the word fares: "memorable word tangerine not accepted"."""
    return len(token) >= 5 and not _SAYS_HOW.search(token) and bool(_FARES.match(rest))


def answer_in(words: str, *, led: bool) -> int:
    """How many letters of ``words`` are the answer, or 0. Where a word such as "is" leads to it, up to three words
    before another clause; else what begins with a capital, or stands in a script that has none."""
    parts = words.split(" ")
    first = parts[0]
    if lowered(first).strip("'\".") in _NO_PASSWORD or (
        _SAYS_HOW.search(first) and not first[0].isupper()
    ):
        return 0
    if not led and first[0].islower():
        return len(first) if _is_followed_by_how(first, words[len(first) :]) else 0
    taken = 1
    for at, word in enumerate(parts[1:], 2):
        plain = lowered(word).strip("'.")
        if plain in _STOPS and plain not in _SMALL and not word[:1].isupper():
            break
        if (
            word[:1].isupper()
            or (led and at <= 3 and plain not in _NO_PASSWORD)
            or (at == 2 and _OF_A_FAMILY.match(word) and plain not in _NO_PASSWORD)
        ):
            taken = at
        elif lowered(word) not in _SMALL:
            break
    while taken > 1 and lowered(parts[taken - 1]) in _SMALL:
        taken -= 1
    return len(" ".join(parts[:taken]).rstrip(".'\"-"))


def begins(before: str) -> int:
    """How many letters at the end of ``before`` belong to the answer behind it: "von der" Heide, "Old" Mill Road."""
    match = _BELONGS.search(before)
    return len(match[0]) if match else 0
