"""In which letters a text is written. Names, tags, links and signs do not count: they are the same in all."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

_NOT_PROSE = re.compile(r"https?://\S+|[@#]\w+")
_WORD = re.compile(
    r"[^\W\d_]+(?:[\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff]|[^\W\d_])*(?:['’][^\W\d_]+)*"
)
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")  # sooooo
_AS_ONE = {"KATAKANA": "HIRAGANA"}
_HAN_OF_JAPANESE = 0.1  # with so much kana among Han, it is Japanese


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without names, tags, links, numbers and signs."""
    return _WORD.findall(_NOT_PROSE.sub(" ", text).lower())


def plain(words: list[str]) -> str:
    """Words on one line, drawn-out letters cut short: what an identifier is asked about."""
    return _DRAWN_OUT.sub(r"\1\1", " ".join(words))


def script_of(words: list[str]) -> str:
    """The script of most of the letters, by the first word of Unicode's names for them; empty of no letters."""
    counts = Counter(_script(letter) for word in words for letter in word)
    counts.pop("", None)
    if not counts:
        return ""
    if counts["HIRAGANA"] > _HAN_OF_JAPANESE * counts["CJK"]:
        counts["HIRAGANA"] += counts.pop("CJK", 0)
    return max(counts, key=lambda script: counts[script])


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    if letter.isascii():
        return "LATIN" if letter.isalpha() else ""
    name = unicodedata.name(letter, "").partition(" ")[0]
    return (
        ""
        if name in {"COMBINING", "MODIFIER", "MASCULINE", "FEMININE"}
        else _AS_ONE.get(name, name)
    )
