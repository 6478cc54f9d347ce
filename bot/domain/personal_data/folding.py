"""One spelling for the many ways to write the same thing: any script's digits, invisible
characters, odd dashes.

Patterns are written once, against folded text; the offset map leads back to the original, which is
what gets masked.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

_DROPPED = frozenset({"Mn", "Me", "Cf", "Cc", "Cn"})  # marks, invisible and control characters
_SPACES = frozenset({"Zs", "Zl", "Zp"})
_MARKS = frozenset({"Mn", "Me"})
_LIKE = {
    **dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2800", " "),
    **dict.fromkeys(
        "\u115f\u1160\u3164\uffa0\u0640", ""
    ),  # fillers that look empty, and the Arabic stretch
    **dict.fromkeys("\u2212\u2043\u02d7", "-"),
    **dict.fromkeys("\u00b7\u2022\u2219\u22c5\u30fb\u06d4\u3002\u066b", "."),
    **dict.fromkeys("\u060c\u066c\u3001", ","),
    **dict.fromkeys("\u2044\u2215", "/"),
    **dict.fromkeys("\u2018\u2019\u02bc\u2032", "'"),
    "\u061b": ";",
}
_ODD_ASCII = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_ASCII_SPACES = str.maketrans("\t\n\v\f\r", "     ")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text, and for each of its characters the index of the original one it came from."""

    text: str
    offsets: Sequence[int]
    original: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original behind `start:end` of the folded text; marks on its last
        character belong to it.
        """
        last = self.offsets[end - 1] + 1
        while last < len(self.original) and unicodedata.category(self.original[last]) in _MARKS:
            last += 1
        return self.offsets[start], last


def fold(text: str) -> Folded:
    """Compatibility forms and accents undone, digits in ASCII, dashes as `-`, white space as a
    blank, invisibles gone.
    """
    if text.isascii() and not _ODD_ASCII.search(text):
        return Folded(text.translate(_ASCII_SPACES), range(len(text)), text)
    pieces = [_fold_character(character) for character in text]
    offsets = list(chain.from_iterable([at] * len(piece) for at, piece in enumerate(pieces)))
    return Folded("".join(pieces), offsets, text)


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
