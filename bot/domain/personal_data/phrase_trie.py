"""One expression for thousands of phrases, that shares their beginnings: each letter of a text is looked at once.

An Arabic word is taken as people type it: with what is glued in front (و ف ب ك ل and the article) and behind
(ي ك كم نا ه ها هم; ة turns into ت before them).
"""

import re
from collections.abc import Iterable

_ARABIC_WORD = re.compile(r"[\u0621-\u064a]{3,}")
_BLANK = r"[ _.\-]{1,3}"
_BLANKS = re.compile(r"[ _.\-]+")
_FRONT = "(?:لل|[وفبكل]{0,2}(?:ال)?)"
_BEHIND = "(?:ي|كم|ك|نا|هم|ها|ه)?"
_AFTER_T = "(?:ه|ت(?:ي|كم|ك|نا|هم|ها|ه|و)?)"
_END = ""

Trie = dict[str, "Trie"]


def plain(phrase: str) -> str:
    """The phrase as phrases are compared: one blank for each row of blanks, dashes and dots."""
    return _BLANKS.sub(" ", phrase).strip()


def pattern_of(phrases: Iterable[str]) -> str:
    """A pattern for any of these folded phrases, the longest where several stand."""
    root: Trie = {}
    for phrase in phrases:
        node = root
        for atom in _atoms(plain(phrase)):
            node = node.setdefault(atom, {})
        node[_END] = {}
    return _written(root)


def _atoms(phrase: str) -> Iterable[str]:
    for number, word in enumerate(phrase.split(" ")):
        if number:
            yield _BLANK
        if _ARABIC_WORD.fullmatch(word):
            stem = word.removeprefix("ال") if len(word) > 4 else word
            yield _FRONT
            yield from stem[:-1]
            yield from [_AFTER_T] if stem[-1] == "ه" else [stem[-1], _BEHIND]
        else:
            yield from map(re.escape, word)


def _written(node: Trie) -> str:
    ways = [atom + _written(rest) for atom, rest in node.items() if atom != _END]
    if not ways:
        return ""
    both = ways[0] if len(ways) == 1 and _END not in node else "(?:" + "|".join(ways) + ")"
    return both + "?" if _END in node else both
