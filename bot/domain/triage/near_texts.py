"""Which of many texts are nearest to another: by the words they share, of which the rare ones count most."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import log, sqrt

from bot.domain.triage.stems import stems_of
from bot.domain.triage.words import read

_SHORTEST = 3  # letters of a word that counts


class NearTexts:
    """The texts, kept by the stems of their words: a question looks at those that share one, and at no other."""

    def __init__(self, texts: Sequence[str]) -> None:
        said = [Counter(_stems(text)) for text in texts]
        known = Counter(stem for stems in said for stem in stems)
        self._worth = {stem: log(1 + len(texts) / times) for stem, times in known.items()}
        self._by_stem: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, stems in enumerate(said):
            points = self._points(stems)
            length = sqrt(sum(one * one for one in points.values())) or 1.0
            for stem, one in points.items():
                self._by_stem[stem].append((number, one / length))

    def near(self, text: str) -> dict[int, float]:
        """How near each text is by its number, the nearest first; those that share no word are left out."""
        found: dict[int, float] = defaultdict(float)
        for stem, points in self._points(Counter(_stems(text))).items():
            for number, share in self._by_stem.get(stem, ()):
                found[number] += points * share
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))

    def _points(self, stems: Counter[str]) -> dict[str, float]:
        return {
            stem: (1 + log(times)) * self._worth[stem]
            for stem, times in stems.items()
            if stem in self._worth
        }


def stems_said(text: str) -> frozenset[str]:
    """The stems by which a text is found again."""
    return frozenset(_stems(text))


def _stems(text: str) -> Iterator[str]:
    """What each word that counts may come from, so that endings do not matter."""
    for word in read(text):
        for stem in stems_of(word.forms[0]):
            if len(stem) >= _SHORTEST:
                yield stem
