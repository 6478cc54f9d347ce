"""What a text is weighed by: its words without their endings, pairs of them, the letters within its words, and the
concepts it speaks of, alone and in pairs near each other.

Letters, because nobody writes a word in all its forms into the posts that are learnt from, and Arabic glues so much to
one that it is seldom written twice in the same way. Concepts, because what is learnt of a word then holds for all that
mean the same.
"""

import re
from collections.abc import Iterator, Sequence

from bot.domain.triage.matching import Matcher
from bot.domain.triage.phrases import Concepts
from bot.domain.triage.words import Word

LETTERS = "~"  # before letters of a word, so that they are never taken for a word; "_" for its ends
_ARABIC = re.compile(r"[\u0621-\u064a]")
_ENDINGS = ("ings", "ing", "ed", "es", "s")
_SHORTEST, _LENGTHS = 3, (3, 4, 5)
_OF_LATIN = 4  # letters, of words that have as many
_NEAR = 8  # words between two concepts, at most

Feature = tuple[str, int]  # and the number of the word at which it begins


class Features:
    """Reads what texts are weighed by; knows the concepts."""

    def __init__(self, concepts: Concepts) -> None:
        self._matcher = Matcher({name: [f"<{name}>"] for name in concepts}, concepts)

    def of(self, words: Sequence[Word]) -> list[Feature]:
        """Each with its word; one that stands there twice is given twice."""
        return [*_said(words), *self._meant(words)]

    def _meant(self, words: Sequence[Word]) -> Iterator[Feature]:
        meant = [(str(hit.key), hit.first, hit.end) for hit in self._matcher.hits(words)]
        for number, (name, at, end) in enumerate(meant):
            yield f"<{name}>", at
            for other, begins, _ in meant[number + 1 :]:
                if begins > end + _NEAR:
                    break  # they come in the order of the text
                if begins >= end:
                    first, second = sorted((name, other))
                    yield f"<{first}> <{second}>", at


def _said(words: Sequence[Word]) -> Iterator[Feature]:
    plain = [_plain(word) for word in words]
    for at, one in enumerate(plain):
        yield one, at
        if at + 1 < len(plain):
            yield f"{one} {plain[at + 1]}", at
        if _ARABIC.search(one):
            yield from ((letters, at) for letters in _letters(f"_{one}_", _LENGTHS))
        elif len(one) >= _OF_LATIN:
            yield from ((letters, at) for letters in _letters(f"_{one}_", (_OF_LATIN,)))


def _plain(word: Word) -> str:
    if _ARABIC.search(word.forms[0]):
        return min(word.forms, key=len)
    return _without_ending(word.forms[0])


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending)
    return word


def _letters(word: str, lengths: Sequence[int]) -> Iterator[str]:
    for length in lengths:
        for at in range(len(word) - length + 1):
            yield LETTERS + word[at : at + length]
