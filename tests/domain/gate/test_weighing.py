"""What no list finds is weighed; it is pointed out, and stops nothing."""

import pytest

from bot.domain.gate.findings import Finding, Kind
from bot.domain.gate.gate import Gate, Lists
from bot.domain.gate.hearing import Vocabulary
from bot.domain.triage.weights import Weights, packed

_TABLE = packed("asks_secret promise\nheron\ta20\nmoon\tb20\nby moon\tb9\n<p fact>\ta5\n")
_WEIGHTS = Weights((("asks_secret", 20), ("promise", 25)), _TABLE)
_ENGLISH = Vocabulary(
    things={"pin": ("pin",)}, cues={"ask": ("send",)}, phrases={"promise": ("tomorrow",)}
)


@pytest.fixture
def gate() -> Gate:
    return Gate({"en": _ENGLISH}, Lists(), _WEIGHTS)


def _found(gate: Gate, text: str, *, is_public: bool = True) -> list[Finding]:
    return gate.look(text, is_public=is_public)


def test_words_that_are_enough_together_are_pointed_out_where_they_stand(gate: Gate) -> None:
    (found,) = _found(gate, "It comes by moon")
    assert found.kind is Kind.PROMISE
    assert not found.is_sure
    assert [found.spans[0], found.spans[-1]] == [(9, 11), (12, 16)]
    assert _found(gate, "It comes at moon") == []


def test_what_a_list_finds_is_not_weighed_again(gate: Gate) -> None:
    assert [one.is_sure for one in _found(gate, "Tomorrow, by moon")] == [True]


def test_a_detail_may_be_asked_for_in_private(gate: Gate) -> None:
    assert [one.kind for one in _found(gate, "Which heron?")] == [Kind.ASKS_SECRET]
    assert _found(gate, "Which heron?", is_public=False) == []


def test_an_answer_that_is_too_long_is_not_weighed(gate: Gate) -> None:
    assert [one.kind for one in _found(gate, "heron " * 2000)] == [Kind.UNREAD]
