"""One spelling for the many ways to write the same thing: any script's digits, invisible characters, odd dashes,
accents, the forms of Arabic letters, letters of other scripts that look Latin, and what HTML leaves behind.

Masking, thanks, priorities, signals and the gate on answers all read what ``fold`` gives; the offset map leads back
to the original, which is what gets masked. Capitals are kept; ``lowered`` takes them away.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import chain

_DROPPED = frozenset({"Mn", "Me", "Cf", "Cc", "Cn"})  # marks, invisible and control characters
_SPACES = frozenset({"Zs", "Zl", "Zp"})
_MARKS = frozenset({"Mn", "Me"})
_ONE_LETTER = {
    **dict(zip("ةىٱکیگچپڤھہ", "هياكيكجبفهه", strict=True)),
    **dict(zip("асеорхуіјѕԁһԛԝ", "aceopxyijsdhqw", strict=True)),  # Cyrillic
    **dict(zip("αορτυνκιε", "aoptuvkie", strict=True)),  # Greek
    **dict(zip("łøđßæ", "lodsa", strict=True)),
}
_LIKE = {
    **_ONE_LETTER,
    **{other.upper(): letter.upper() for other, letter in _ONE_LETTER.items() if other not in "ß"},
    "ı": "i",
    **dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2800", " "),
    **dict.fromkeys(
        "\u115f\u1160\u3164\uffa0\u0640", ""
    ),  # fillers that look empty, and the Arabic stretch
    **dict.fromkeys("\u2212\u2043\u02d7", "-"),
    **dict.fromkeys("\u00b7\u2022\u2219\u22c5\u30fb\u06d4\u3002\u066b", "."),
    **dict.fromkeys("\u060c\u066c\u3001", ","),
    **dict.fromkeys("\u2044\u2215", "/"),
    **dict.fromkeys("\u2018\u2019\u02bc\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u2033", '"'),
    "\u061b": ";",
}
_ODD_ASCII = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_ASCII_SPACES = str.maketrans("\t\n\v\f\r", "     ")
# What a page's source or address has for one character: "&nbsp;", "&#52;", "%20", and "<br>" for a new line.
_OF_HTML = re.compile(
    r"&(?:#[0-9]{1,6}|#x[0-9a-f]{1,5}|nbsp|amp|lt|gt|quot|apos|ndash|mdash|thinsp|ensp|emsp|zwnj|zwj|shy"
    r"|hyphen|minus|colon|comma|period|sol|bull|middot|commat|lowbar);|<br {0,3}/?>|%20|%2d",
    re.IGNORECASE,
)


_WRITTEN = {"%2d": "-"}


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text, and for each of its characters the index of the original one it came from."""

    text: str
    offsets: Sequence[int]
    original: str
    ends: Mapping[int, int] = field(default_factory=dict)  # of what is more than one character

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original behind `start:end` of the folded text; marks on its last
        character belong to it.
        """
        at = self.offsets[end - 1]
        last = self.ends.get(at, at + 1)
        while last < len(self.original) and unicodedata.category(self.original[last]) in _MARKS:
            last += 1
        return self.offsets[start], last


def fold(text: str) -> Folded:
    """Compatibility forms and accents undone, digits in ASCII, dashes as `-`, white space as a
    blank, invisibles gone, one form of each letter.
    """
    of_html = list(_OF_HTML.finditer(text)) if any(sign in text for sign in "&<%") else []
    if not of_html and text.isascii() and not _ODD_ASCII.search(text):
        return Folded(text.translate(_ASCII_SPACES), range(len(text)), text)
    pieces = [_fold_character(character) for character in text]
    for match in of_html:
        start, end = match.span()
        one = (
            unescape(match[0].lower())
            if match[0].startswith("&")
            else _WRITTEN.get(match[0].lower(), " ")
        )
        pieces[start:end] = ["".join(map(_fold_character, one)), *[""] * (end - start - 1)]
    offsets = list(chain.from_iterable([at] * len(piece) for at, piece in enumerate(pieces)))
    return Folded("".join(pieces), offsets, text, {m.start(): m.end() for m in of_html})


def lowered(text: str) -> str:
    """Folded text in small letters, each in its place."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    # NFKD is NFKC with the accents apart. They are dropped, so "numéro" and "numero" are one word.
    return "".join(map(_fold_piece, unicodedata.normalize("NFKD", character)))


def _fold_piece(piece: str) -> str:
    if piece in _LIKE:
        return _LIKE[piece]
    category = unicodedata.category(piece)
    if category in _DROPPED:
        return ""
    if category == "Pd":
        return "-"
    return " " if category in _SPACES else piece


def any_of(phrases: str) -> str:
    """A pattern for any of these phrases, written `one|two words`, the longest first."""
    return "(?:" + "|".join(as_folded(p) for p in sorted(phrases.split("|"), key=len)[::-1]) + ")"


def as_folded(phrase: str) -> str:
    """A pattern for the phrase as it looks in folded text; a blank stands for one to three."""
    return re.escape(fold(phrase).text).replace(r"\ ", " {1,3}")
