"""Customers who may have been meant where a name finds nobody: a letter wrong, or one too many."""

from collections.abc import Iterable
from difflib import get_close_matches

from bot.domain.search.name_folding import folded

_MOST = 3
_ALIKE = 0.75  # of 1: "hartly" and "hartley" 0.92, "gwen" and "owen" 0.75, "ruiz" and "diaz" 0.5
_SHORTEST = 3  # letters: two are alike with everything


def nearest_names(typed: str, people: Iterable[tuple[str, str]]) -> list[str]:
    """Of people (name, handle) at most three as they would be typed, the nearest first."""
    known: dict[str, str] = {}
    for name, handle in people:
        shown = name or f"@{handle}"
        for spelt in (name, handle, *name.split()):
            if len(spelt) >= _SHORTEST:
                known.setdefault(folded(spelt), shown)
    found = get_close_matches(folded(typed), list(known), n=2 * _MOST, cutoff=_ALIKE)
    return list(dict.fromkeys(known[each] for each in found))[:_MOST]
