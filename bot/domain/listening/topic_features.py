"""What a post's topic is read by: its words, pairs of them, and three to five letters of each word.

Letters, because posts are typed in a hurry and Arabic glues so much to a word that the same one is seldom written
twice in the same way.
"""

import re
from collections.abc import Iterator

from bot.domain.triage.words import plain_words

LETTERS = "~"  # before letters of a word, so that they are never taken for a word; "_" for its ends
_LENGTHS = (3, 4, 5)
_WORDS_MOST = 600  # of a long story its beginning
_ARABIC = re.compile(r"[\u0621-\u064a]")
_ARTICLE = re.compile(r"^(?:وال|بال|فال|كال|ال|لل)(?=\w{3})")
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")


def said_words(text: str) -> list[str]:
    """The words of a text, in their order: one spelling, without numbers, Arabic ones without their article."""
    return [_plain(word) for word in plain_words(text)[:_WORDS_MOST] if not word.isdigit()]


def features_of(text: str) -> dict[str, str]:
    """What stands in a text, each once, with the word or words that it was read from."""
    return dict(_features(said_words(text)))


def _features(words: list[str]) -> Iterator[tuple[str, str]]:
    for at, word in enumerate(words):
        yield word, word
        if at + 1 < len(words):
            pair = f"{word} {words[at + 1]}"
            yield pair, pair
        edged = f"_{word}_"
        for length in _LENGTHS:
            for first in range(len(edged) - length + 1):
                yield LETTERS + edged[first : first + length], word


def _plain(word: str) -> str:
    word = _STRETCHED.sub(r"\1", word)
    return _ARTICLE.sub("", word) if _ARABIC.search(word) else word
