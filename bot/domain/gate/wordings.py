"""Whole wordings that should not go out unseen: facts, promises, blame and the like, by the lists of phrases."""

from collections.abc import Iterable, Iterator, Sequence

from bot.domain.gate.findings import Finding, Kind, Span
from bot.domain.gate.hearing import EVERY, Heard, Key

# What each list of phrases finds, and whether that is sure.
ASKS_DETAILS = "asks_details"
LISTS: dict[str, tuple[Kind, bool]] = {
    ASKS_DETAILS: (Kind.ASKS_SECRET, True),
    "fact": (Kind.CUSTOMER_FACT, True),
    "fact_maybe": (Kind.CUSTOMER_FACT, False),
    "promise": (Kind.PROMISE, True),
    "product_words": (Kind.PRODUCT_WORDS, True),
    "admission": (Kind.ADMISSION, True),
    "blame": (Kind.BLAME, True),
    "tone": (Kind.TONE, True),
    "internal_words": (Kind.INTERNAL_WORDS, True),
    "colleague": (Kind.COLLEAGUE, True),
    "competitor": (Kind.COMPETITOR, True),
}
NOT_IN = "not_in"  # what takes a fact or a promise back: "if", "whether"
LOOKS_UP = (
    "looks_up"  # where a customer sees for themselves: "you can check your balance in the app"
)
_FACTS = frozenset({"fact", "fact_maybe"})
_SAID_ONLY = frozenset(
    {"fact", "fact_maybe", "promise", "blame"}
)  # no question, and under no condition
_BEFORE = 8  # words


def wordings(heard: Heard, languages: Sequence[str]) -> Iterator[Finding]:
    """Each kind that is there once, with every place where it stands."""
    found: set[tuple[Kind, bool]] = set()
    looked_up = {language: _looked_up(heard, language) for language in languages}
    for name, (kind, is_sure) in LISTS.items():
        places: list[Span] = []
        for language in (*languages, EVERY):
            for first, end in heard.spans.get(Key(language, "phrases", name), ()):
                sentence = heard.words[first].sentence
                if name in _FACTS and sentence in looked_up.get(language, ()):
                    continue
                span = _place(heard, language, name, first, end)
                if span is not None:
                    places.append(span)
        if places and (kind, True) not in found:
            found.add((kind, is_sure))
            yield Finding(kind, joined(places), is_sure)


def _place(heard: Heard, language: str, name: str, first: int, end: int) -> Span | None:
    """Where it stands; None where it is not meant, or is another language's."""
    if language and language not in heard.spoken[heard.words[first].sentence]:
        return None
    if name in _SAID_ONLY and _is_open(heard, language, name, first, end):
        return None
    if name == "colleague":
        return _named(heard, end)
    if name == "competitor" and not _is_a_name(heard, first):
        return None
    return heard.place(first, end)


def _is_open(heard: Heard, language: str, name: str, first: int, end: int) -> bool:
    """Whether it stands in a question, or behind an "if"."""
    if heard.marks[heard.words[end - 1].sentence] == "?":
        return True
    sentence = heard.words[first].sentence
    return any(
        first - _BEFORE <= at < (first if name == "blame" else end)
        and heard.words[at].sentence == sentence
        for at, _ in heard.spans.get(Key(language, "phrases", NOT_IN), ())
    )


def _looked_up(heard: Heard, language: str) -> frozenset[int]:
    """The sentences that say where customers see it for themselves, with no figure and no fact beside it."""
    places = heard.spans.get(Key(language, "phrases", LOOKS_UP), ())
    if not places:
        return frozenset()
    told = {word.sentence for word in heard.words if any(map(str.isdigit, word.forms[0]))}
    for name in _FACTS:
        for fact in heard.spans.get(Key(language, "phrases", name), ()):
            is_open = _is_open(heard, language, name, *fact)
            if not is_open and not any(_share(fact, place) for place in places):
                told.add(heard.words[fact[0]].sentence)
    return frozenset(heard.words[at].sentence for at, _ in places) - told


def _share(one: Span, other: Span) -> bool:
    """Whether a word is in both."""
    return one[0] < other[1] and other[0] < one[1]


def _named(heard: Heard, end: int) -> Span | None:
    """The name behind "my colleague", where one follows."""
    if end < len(heard.words) and _is_a_name(heard, end) and not heard.gaps[end]:
        return heard.place(end, end + 1)
    return None


def _is_a_name(heard: Heard, at: int) -> bool:
    """Whether it begins with a capital, or is of a script that has none."""
    letter = heard.text[heard.words[at].start]
    return letter.isalpha() and not letter.islower()


def joined(places: Iterable[Span]) -> tuple[Span, ...]:
    """Places in their order, those that overlap as one."""
    some: list[Span] = []
    for start, end in sorted(places):
        if some and start < some[-1][1]:
            some[-1] = (some[-1][0], max(end, some[-1][1]))
        else:
            some.append((start, end))
    return tuple(some)
