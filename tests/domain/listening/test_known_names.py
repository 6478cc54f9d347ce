"""Names that are known do not reach a provider; everyday words and what the bank is called do."""

import pytest

from bot.domain.listening.known_names import HIDDEN, KnownNames

KNOWN = KnownNames(
    ["Ana María Ruiz", "ana_ruiz", "Tom O'Brien", "أحمد السالم", "Will Long", "Northbank Fan Tim"],
    but=["Northbank", "نورث بنك"],
)


@pytest.mark.parametrize(
    "said",
    [
        "This is ana maria ruiz",
        "this is ANA",
        "Hello Ana, thank you",
        "thanks Maria.",
        "Ana's card",
        "ask ana_ruiz there",
        "Regards, Tom O'Brien",
        "Regards, O'Brien",
        "لأحمد السالم",
        "شكرا أحمد",
        "شكرا احمد",
        "from Will Long, again",
    ],
)
def test_a_known_name_is_hidden_in_any_spelling(said: str) -> None:
    left = KNOWN.without(said)
    assert HIDDEN in left
    for name in ("ana", "mar", "ruiz", "brien", "حمد", "will"):
        assert name not in left.lower()


@pytest.mark.parametrize(
    "said",
    [
        "Will you look long at my account?",
        "Northbank never answers",
        "Banana bread, and Anatomy",
        "My card was declined",
        "نورث بنك لا يرد",
        "",
    ],
)
def test_what_is_no_name_stays_as_it_is(said: str) -> None:
    assert KNOWN.without(said) == said


def test_a_sentence_in_the_place_of_a_name_hides_no_word_of_its_own() -> None:
    known = KnownNames(["Declined cards make Ben very angry indeed"])
    assert known.without("My card was declined again") == "My card was declined again"


def test_nothing_known_hides_nothing() -> None:
    assert KnownNames(["", "@", "x"]).without("Ana Ruiz x") == "Ana Ruiz x"


def test_a_part_of_two_letters_is_hidden_only_within_the_whole_name() -> None:
    known = KnownNames(["Li Wu"])
    assert known.without("Li Wu wrote, and Li waits") == f"{HIDDEN} wrote, and Li waits"
