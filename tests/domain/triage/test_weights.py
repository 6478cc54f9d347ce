"""Weights: what is learnt from labelled texts, written, read again and weighed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.triage.features import Feature, Features
from bot.domain.triage.learning import Labelled, learn
from bot.domain.triage.phrases import read_concepts
from bot.domain.triage.weights import NoTable, Weights, packed
from bot.domain.triage.words import read

_CONCEPTS = read_concepts({"fruit": "apple~ pear~ plum~ تفاح~", "anger": "angry furious غاضب"})
_FEATURES = Features(_CONCEPTS)


def _reading(text: str) -> list[Feature]:
    return _FEATURES.of(read(text))


_POSTS = [
    *(
        Labelled(f"the parrot took my apples {day}", {"theft"})
        for day in ("monday", "today", "again")
    ),
    *(Labelled(f"a parrot stole pears {day}", {"theft"}) for day in ("monday", "today", "again")),
    *(Labelled(f"I am furious about {what}", {"anger"}) for what in ("this", "that", "it", "you")),
    *(
        Labelled(f"what does a {what} cost today", set())
        for what in ("parrot", "cage", "card", "pin")
    ),
    *(Labelled(f"my card came {day}", set()) for day in ("monday", "today", "again", "early")),
]
_CHANCES = {"theft": 0.4, "anger": 0.4}


def _weigh(weights: Weights, text: str) -> list[str]:
    return sorted(weights.weigh(_FEATURES.of(read(text))))


@pytest.fixture(scope="module")
def learnt() -> Weights:
    return learn(_POSTS, _reading, chances=_CHANCES)


def test_what_was_labelled_is_heard_in_other_words_for_the_same_concept(learnt: Weights) -> None:
    assert _weigh(learnt, "a parrot took two plums") == ["theft"]
    assert _weigh(learnt, "what does a cage cost") == []
    assert _weigh(learnt, "my card came late") == []


def test_the_same_texts_give_the_same_weights(learnt: Weights) -> None:
    assert learn(_POSTS, _reading, chances=_CHANCES) == learnt


def test_what_is_written_is_read_as_it_was(learnt: Weights) -> None:
    again = Weights(learnt.enough, learnt.table)
    for one in _POSTS:
        assert _weigh(again, one.text) == _weigh(learnt, one.text)


def test_the_words_with_most_points_are_told_first() -> None:
    weights = Weights((("theft", 20),), packed("theft\nparrot\ta15\ntook\ta9\ntoday\ta-3\n"))
    weighed = weights.weigh(_FEATURES.of(read("Today a parrot took it")))
    assert weighed["theft"].points == 21
    assert weighed["theft"].words[:2] == (2, 3)


def test_a_long_text_is_weighed_in_stretches() -> None:
    weights = Weights((("theft", 20),), packed("theft\nparrot\ta15\ntook\ta9\n"))
    between = "and then some more words " * 30
    assert _weigh(weights, f"parrot {between} took") == []
    assert _weigh(weights, f"{between} a parrot took it {between}") == ["theft"]
    assert _weigh(weights, "parrot parrot parrot") == []  # said twice it counts once


@given(st.text(max_size=300))
def test_any_text_can_be_weighed(text: str) -> None:
    weights = Weights((("theft", 5),), packed("theft\nparrot\ta15\n<fruit>\ta9\n"))
    words = read(text)
    for one in weights.weigh(_FEATURES.of(words)).values():
        assert one.points >= one.enough
        assert all(0 <= at < len(words) for at in one.words)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("theft\nparrot\tb15\n", "are no points"),
        ("theft\nparrot\ta\n", "are no points"),
    ],
)
def test_a_table_that_cannot_be_read_is_told(written: str, said: str) -> None:
    with pytest.raises(NoTable, match=said):
        assert Weights((("theft", 5),), packed(written)).names


def test_a_table_that_was_cut_is_told(learnt: Weights) -> None:
    with pytest.raises(NoTable, match="cut short"):
        assert Weights(learnt.enough, learnt.table[:-40]).names
