"""The words of a text as a matcher compares them: every way to write one folded into one, with its place in
what was written.

Capitals, accents, digits of any script, invisible signs and the letters of other scripts that look like
Latin ones are undone (``personal_data.folding``). Arabic is read in one spelling, and each of its words also
without what is glued to its front: "and", "so", "with", "like", "for", and the article.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.personal_data.folding import Folded, fold, lowered
from bot.domain.triage.spellings import as_one

LONGEST = 30_000
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[\U0001F300-\U0001FAFF]")  # a small picture is a word too
_SENTENCE_ENDS = re.compile(r"[.!?؟\n]")
_DIGITS_MEANT_AS_LETTERS = str.maketrans("0134578", "oieastb")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")
_ARTICLE = re.compile(r"^(?:ال|لل)(?=\w{3})")
_GLUED = ("وف", "بكلسحه")  # and, so; with, like, for, will: one of each, in this order


@dataclass(frozen=True, slots=True)
class Word:
    """One word: the forms it may be compared by, its place in the original, and its sentence's number."""

    forms: tuple[str, ...]
    start: int
    end: int
    sentence: int


def read(text: str) -> list[Word]:
    """The words of a text in their order; of a very long one, of its beginning."""
    text = text[:LONGEST]
    folded = fold(text)
    return list(_read(lowered(folded.text), folded, text))


def plain_words(text: str) -> list[str]:
    """The words of a text alone, each in its first form, as lists are read."""
    # Most words of the lists; nothing in them is to be folded.
    if text.isascii() and text.isalpha():
        return list(as_one(text.lower()))
    plain = lowered(fold(text).text)
    return [one for found in _WORD.finditer(plain) for one in as_one(found[0])]


def _read(plain: str, folded: Folded, text: str) -> Iterator[Word]:
    sentence, last = 0, 0
    for found in _WORD.finditer(plain):
        start, end = folded.span(*found.span())
        if _SENTENCE_ENDS.search(text, last, start):
            sentence += 1
        last = end
        for one in as_one(found[0]):
            yield Word(forms_of(one), start, end, sentence)


@lru_cache(maxsize=8192)
def forms_of(word: str) -> tuple[str, ...]:
    """The forms a folded word may be compared by; the first is the word itself."""
    forms = [word]
    if _STRETCHED.search(word):
        forms += [_STRETCHED.sub(r"\1\1", word), _STRETCHED.sub(r"\1", word)]
    if _ARABIC.search(word):
        forms += _unglued(word)
    elif not word.isalpha() and not word.isdigit():
        forms.append(word.translate(_DIGITS_MEANT_AS_LETTERS))
    return tuple(dict.fromkeys(forms))


def bare(word: str) -> str:
    """An Arabic word without its article, as phrases are read too."""
    return _ARTICLE.sub("", word)


def _unglued(word: str) -> list[str]:
    """Without the article, and without each letter that may be glued before it; what is left is a word still."""
    forms, rest = [bare(word)], word
    for letters in _GLUED:
        if rest[0] in letters and len(rest) > 3:
            rest = rest[1:]
            forms += [rest, bare(rest)]
    return forms
