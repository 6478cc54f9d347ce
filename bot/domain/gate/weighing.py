"""What no list finds, all words of an answer weighed together may: pointed out, it never stops an answer by itself."""

from collections.abc import Iterable, Iterator

from bot.domain.gate.features import features
from bot.domain.gate.findings import Finding, Kind
from bot.domain.gate.hearing import Heard
from bot.domain.gate.wordings import joined
from bot.domain.triage.weights import Weights

_WORDS_MARKED = 4  # those with most points
# What says as much already: whoever is asked for a detail in private is asked for it.
_SAID_BY = {Kind.ASKS_SECRET: {Kind.ASKS_SECRET, Kind.ASKS_IN_PRIVATE}}


def weighed(
    heard: Heard, weights: Weights, found: Iterable[Finding], *, is_public: bool
) -> Iterator[Finding]:
    """Each kind that the words together are enough for and that is not found already."""
    known = {one.kind for one in found}
    for name, one in weights.weigh(features(heard)).items():
        kind = Kind(name)
        if kind is Kind.ASKS_SECRET and not is_public:
            continue  # in private a detail may be asked for; the lists know what never may
        if known.isdisjoint(_SAID_BY.get(kind, {kind})):
            places = (heard.place(at, at + 1) for at in one.words[:_WORDS_MARKED])
            yield Finding(kind, joined(places), is_sure=False)
