"""What a text speaks of: ideas that the bank's list says in several ways ("app", "site"; "down", "not
working"), and its other words that say something.

An idea is called ``:app``, so that it is never taken for a word. Words are folded as everywhere; an ``s`` at
the end counts for nothing.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.domain.triage.common_words import COMMON
from bot.domain.triage.matching import Matcher
from bot.domain.triage.words import Word, bare, read
from bot.language import say

IDEA = ":"
_NAMED = re.compile(
    r"(?:https?://|www\.)\S+|[@＠]\w+|\[[^\]\n]{1,40}\]"
)  # links, handles, what was masked
_SHORTEST, _LONGEST = 3, 30
_KEPT = 8192

# Of the shipped list; an idea of the bank's own is called as the bank wrote it.
TITLES = {
    "app": "app",
    "login": "log-in",
    "down": "down",
    "card": "card",
    "declined": "declined",
    "transfer": "transfer",
    "missing": "missing",
    "salary": "salary",
    "cash_machine": "cash machine",
    "balance": "balance",
    "charged_twice": "charged twice",
    "phone_line": "phone line",
    "branch": "branch",
    "code": "code",
}


@lru_cache(maxsize=8)
def compiled(phrases: tuple[tuple[str, tuple[str, ...]], ...], quiet: tuple[str, ...]) -> "Ideas":
    """The ideas of these names and phrases, ready to look through texts; compiled once."""
    return Ideas(phrases, quiet=quiet)


class Ideas:
    """Every idea there is. ``quiet``: words that say nothing here, as the bank's own name."""

    def __init__(
        self, phrases: Iterable[tuple[str, tuple[str, ...]]], *, quiet: Iterable[str] = ()
    ) -> None:
        self._matcher = Matcher(dict(phrases))
        said = {form for word in quiet for one in read(word) for form in one.forms}
        self._quiet = COMMON | said
        self._of = lru_cache(maxsize=_KEPT)(self._read)

    def of(self, text: str) -> frozenset[str]:
        """What the text speaks of. The same text is read once."""
        return self._of(text)

    def _read(self, text: str) -> frozenset[str]:
        words = read(_NAMED.sub(" ", text))
        found: set[str] = set()
        taken: set[int] = set()
        for hit in self._matcher.hits(words):
            found.add(f"{IDEA}{hit.key}")
            taken.update(range(hit.first, hit.end))
        found.update(self._said(word for at, word in enumerate(words) if at not in taken))
        return frozenset(found)

    def _said(self, words: Iterable[Word]) -> Iterator[str]:
        for word in words:
            plain = bare(word.forms[0])
            if plain.isalpha() and plain.isascii() and len(plain) > _SHORTEST:
                plain = plain.removesuffix("s")
            tells = _SHORTEST <= len(plain) <= _LONGEST and plain.isalpha()
            if tells and not self._quiet & {plain, *word.forms}:
                yield plain


def title_of(of: str) -> str:
    """What an idea or a word is called, for the reader: ``down``."""
    name = of.removeprefix(IDEA)
    if of.startswith(IDEA) and name in TITLES:
        return say(TITLES[name])
    return name.replace("_", " ")


def named(topic: Iterable[str]) -> str:
    """What a surge is called: ``app + down``."""
    return " + ".join(title_of(of) for of in topic)
