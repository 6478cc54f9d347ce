"""Whether two texts say the same, or nearly: by the words they share, in one spelling."""

from bot.domain.triage.words import read

_SHORTEST = 3  # letters of a word that counts
_SHARED_LEAST = 3
_NEARLY = 0.6  # of the words of the shorter one


def words_of(text: str) -> frozenset[str]:
    """The words that count, without the accounts that are named."""
    spoken = " ".join(word for word in text.split() if not word.startswith("@"))
    return frozenset(word.forms[0] for word in read(spoken) if len(word.forms[0]) >= _SHORTEST)


def say_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the shorter of two texts stands in the other for the most part."""
    shared, shorter = len(one & other), min(len(one), len(other))
    if not shorter:
        return False
    return one == other or (shared >= _SHARED_LEAST and shared / shorter >= _NEARLY)
