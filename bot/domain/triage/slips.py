"""Small slips in long Latin words: a letter left out, doubled, or two that changed places.

What was meant is worked out when a word is looked up: every slip of every word would be thirty thousand strings.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

_FROM = 7  # letters: shorter words turn into others by one slip


class Slips:
    """The long words of all lists, and which of them somebody meant."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known = frozenset(one for one in words if len(one) >= _FROM and one.isascii())
        self._longest = max(map(len, self._known), default=0)
        self._by_ends: dict[tuple[str, str, int], list[str]] = defaultdict(list)
        for word in self._known:
            self._by_ends[word[0], word[-1], len(word)].append(word)

    def meant(self, form: str) -> str | None:
        """The word that was meant by one with a slip in it; None for a word of the lists, and for any other."""
        if form in self._known or not _FROM - 1 <= len(form) <= self._longest + 1:
            return None
        undone = {one for one in (*_undoubled(form), *_turned_back(form)) if one in self._known}
        return min(undone.union(self._left_out(form)), default=None)

    def _left_out(self, form: str) -> Iterator[str]:
        """Words that lack one letter here. Neither end may lack: "stranger", "changed" are words of their own
        without the last."""
        for word in self._by_ends.get((form[0], form[-1], len(form) + 1), ()):
            if any(form == word[:at] + word[at + 1 :] for at in range(1, len(word) - 1)):
                yield word


def _undoubled(form: str) -> Iterator[str]:
    for at in range(1, len(form) - 1):
        if form[at] == form[at - 1]:
            yield form[:at] + form[at + 1 :]


def _turned_back(form: str) -> Iterator[str]:
    for at in range(1, len(form)):
        yield form[: at - 1] + form[at] + form[at - 1] + form[at + 1 :]
