"""What a word may be a form of: English without its endings, Arabic without what is glued to it on both sides.

A list writes ``drain~`` and means drains, drained and draining; ``سرق~`` and means يسرقون, سرقوها and انسرقت.
Every form a word might come from is given, also those that are no words: the lists say which count.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_ARABIC = re.compile(r"[\u0621-\u064a]")
_SHORTEST = 3
_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ers", "ings")
_BEFORE = (
    ("و", "ف"),
    ("ب", "ل", "ك", "س", "ح", "ه", "ع", "عم", "ال", "لل", "بال", "وال", "كال", "عال", "ما"),
    ("ي", "ت", "ن", "ا", "م", "ان", "ات", "ين", "تن", "نن", "يت", "تت", "نت", "مت", "است", "يست"),
)
_BEHIND = (
    *("ه", "ها", "ك", "كم", "كن", "هم", "هن", "ني", "ي", "نا", "و", "وا", "ون", "ين", "ان", "ات"),
    *("ت", "تي", "تو", "تم", "توا", "تها", "ته", "تهم", "تني", "تنا", "تك", "وه", "وها", "وني"),
    *("ونا", "وك", "وكم", "وهم", "يه", "يها", "يتي", "لي", "له", "لك", "لكم", "لهم", "لنا", "لها"),
    *("ش", "تش", "وش", "اتي", "اته", "اتها", "اتكم", "اتنا", "اتهم", "ونه", "ونها", "ونهم", "ونك"),
    *("ونكم", "ونني", "تكم", "يني", "يك", "يكم", "ينا", "يهم", "تين", "تان"),
)


@lru_cache(maxsize=16384)
def stems_of(word: str) -> frozenset[str]:
    """Every form that this word may come from, itself among them."""
    found = _arabic(word) if _ARABIC.search(word) else _english(word)
    return frozenset([word, *found])


def _english(word: str) -> Iterator[str]:
    for ending in _ENDINGS:
        if not word.endswith(ending) or len(word) - len(ending) < _SHORTEST - 1:
            continue
        base = word.removesuffix(ending)
        yield base
        if ending != "s":
            yield base + "e"
            if base[-1] == base[-2]:
                yield base[:-1]
            if base[-1] == "i":
                yield base[:-1] + "y"


def _arabic(word: str) -> Iterator[str]:
    for rest in _without_front(word):
        yield rest
        for behind in _BEHIND:
            if rest.endswith(behind) and len(rest) - len(behind) >= _SHORTEST:
                yield rest.removesuffix(behind)


def _without_front(word: str) -> set[str]:
    """The word without none, one or several of what may be glued before it, in their order."""
    found = {word}
    for letters in _BEFORE:
        found |= {
            one.removeprefix(front)
            for one in found
            for front in letters
            if one.startswith(front) and len(one) - len(front) >= _SHORTEST
        }
    return found
