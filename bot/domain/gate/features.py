"""What an answer is weighed by: its words and pairs of them, the letters within its words, and what the lists know of it.

Letters, because the gate reads six languages and knows the endings of none; what the lists know, because what is learnt
of "send" and "PIN" then holds for all that ask, and for all that must not be asked for.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from bot.domain.gate.hearing import Heard
from bot.domain.triage.features import LETTERS, Feature
from bot.domain.triage.words import Word

_LENGTHS = (4, 5)
_NEAR = 10  # words between two that the lists know
_NEXT = 20  # of what the lists know, looked at behind each: a text of nothing else stays quick


def features(heard: Heard) -> list[Feature]:
    """Each with the number of its word; one that stands there twice is given twice."""
    return [*_said(heard.words), *_asked(heard), *_known(heard)]


def _said(words: Sequence[Word]) -> Iterator[Feature]:
    plain = [word.forms[0] for word in words]
    for at, one in enumerate(plain):
        yield one, at
        if at + 1 < len(plain):
            yield f"{one} {plain[at + 1]}", at
        if at + 2 < len(plain):
            yield f"{one} * {plain[at + 2]}", at
        edged = f"_{one}_"
        for length in _LENGTHS:
            for first in range(len(edged) - length + 1):
                yield LETTERS + edged[first : first + length], at


def _asked(heard: Heard) -> Iterator[Feature]:
    """The last word before each question mark."""
    for at, word in enumerate(heard.words):
        last = at + 1 == len(heard.words) or heard.words[at + 1].sentence != word.sentence
        if last and heard.marks[word.sentence]:
            yield "<?>", at


def _known(heard: Heard) -> Iterator[Feature]:
    known = sorted(
        {
            (first, end, f"{key.sort[0]} {key.name}")
            for key, spans in heard.spans.items()
            for first, end in spans
            if not key.language or key.language in heard.spoken[heard.words[first].sentence]
        }
    )
    for number, (first, end, name) in enumerate(known):
        yield f"<{name}>", first
        for begins, _, other in islice(known, number + 1, number + 1 + _NEXT):
            if begins > end + _NEAR:
                break
            if begins >= end and heard.words[begins].sentence == heard.words[first].sentence:
                yield f"<{name}> <{other}>", first
