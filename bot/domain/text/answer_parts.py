"""A long answer as several posts, each of which answers the one before: cut at the ends of sentences, else of words.

The text of an answer holds all of its posts, each with its number in front, ``(1/2) …``, and a blank line between
two: what is approved, kept and proved is what is published. The number stands in front because an answer ends
with the initials of whoever wrote it.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise

from bot.domain.text.links import link_spans

MOST = 9  # of one digit, so that a number weighs the same whatever it is
_LEAST_FILLED = (
    3  # a post that ends with a sentence is filled to a third of what fits, or words decide
)
_NUMBER = re.compile(r"(?:\A|\n\n)\(([1-9])/([2-9])\) ")
_BLANK = re.compile(r"\s+")
_SENTENCE_ENDS = re.compile(r"[.!?;…؟؛۔。！？][\"'”’»)\]]*\Z")
_SHORT = re.compile(
    r"(?:\b[^\W\d_]|\b(?:mr|mrs|ms|dr|st|no|nr|sr|sra|srta|mme|m\.|z\. ?b|e\.g|i\.e|approx|ext|tel))\.\Z",
    re.IGNORECASE,
)
_DIGIT_BEFORE, _DIGIT_AFTER = re.compile(r"[\d+][)\-.,:/]*\Z"), re.compile(r"[(\-+]*\d")
_JOINS = frozenset({"Mn", "Mc", "Me"})  # Unicode categories of what belongs to the sign before it


def split(
    text: str, *, limit: int, length: Callable[[str], int], most: int
) -> tuple[str, ...] | None:
    """The posts that this text becomes, numbered where they are several; None where it needs more than ``most``,
    or cannot be cut so that each fits."""
    given = parts_of(text)
    if len(given) <= most and all(length(part) <= limit for part in given):
        return given
    body = whole(text)
    if most < 2 or length(body) > most * limit:
        return None
    for at_sentences in (True, False):
        pieces = _cut(body, limit=limit, length=length, at_sentences=at_sentences)
        if pieces and 1 < len(pieces) <= min(most, MOST):
            parts = tuple(
                f"({number}/{len(pieces)}) {piece}" for number, piece in enumerate(pieces, start=1)
            )
            return parts if parts_of(joined(parts)) == parts else None
    return None


def joined(parts: tuple[str, ...]) -> str:
    """The posts as one text, from which ``parts_of`` reads them again."""
    return "\n\n".join(parts)


def parts_of(text: str) -> tuple[str, ...]:
    """The posts that a text was cut into; the text alone where it is one."""
    starts = list(_NUMBER.finditer(text))
    numbers = [(int(found[1]), int(found[2])) for found in starts]
    if len(numbers) < 2 or numbers != [(at, len(numbers)) for at in range(1, len(numbers) + 1)]:
        return (text,)
    if starts[0].start() != 0:
        return (text,)
    edges = [found.start() for found in starts] + [len(text)]
    return tuple(text[a:b].strip() for a, b in pairwise(edges))


def whole(text: str) -> str:
    """The words without numbers, as if they went out as one post."""
    parts = parts_of(text)
    if len(parts) == 1:
        return text
    return " ".join(part.partition(") ")[2] for part in parts)


def _cut(
    text: str, *, limit: int, length: Callable[[str], int], at_sentences: bool
) -> list[str] | None:
    """The pieces, each as long as fits beside its number; None where a word alone is too long."""
    breaks = list(_breaks(text))
    pieces: list[str] = []
    start = 0

    def weight(end: int) -> int:
        return length(f"({MOST}/{MOST}) {text[start:end].rstrip()}")

    while start < len(text):
        if weight(len(text)) <= limit:
            pieces.append(text[start:].strip())
            return pieces
        ahead = [one for one in breaks if one[0] > start]
        fits = bisect_right(ahead, limit, key=lambda one: weight(one[0]))
        if not fits or len(pieces) >= MOST:
            return None
        end, begins, _ = ahead[fits - 1]
        if at_sentences:
            for at, next_begins, is_end in reversed(ahead[:fits]):
                if is_end and weight(at) * _LEAST_FILLED >= limit:
                    end, begins = at, next_begins
                    break
        pieces.append(text[start:end].strip())
        start = begins
    return pieces


def _breaks(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where the text may be cut: the end of what stays, the start of what follows, whether a sentence ends there."""
    links = list(link_spans(text))
    for blank in _BLANK.finditer(text):
        at, begins = blank.span()
        if at == 0 or begins == len(text) or any(a < begins and at < b for a, b in links):
            continue
        before, after = text[max(0, at - 12) : at], text[begins : begins + 3]
        if unicodedata.category(after[0]) in _JOINS or after[0] == "\u200d":
            continue
        if "\n" in blank[0]:
            yield at, begins, True
        elif not (_DIGIT_BEFORE.search(before) and _DIGIT_AFTER.match(after)):
            yield at, begins, _ends_sentence(before, after)


def _ends_sentence(before: str, after: str) -> bool:
    if not _SENTENCE_ENDS.search(before):
        return False
    return not after[0].islower() and not _SHORT.search(before)
