"""Bare thanks: only where nothing but thanks was said; in doubt it is a message that waits."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text import thanks_words
from bot.domain.text.thanks import is_bare_thanks

CORPUS = tomllib.loads(
    (Path(__file__).parents[2] / "corpora" / "thanks.toml").read_text(encoding="utf-8")
)
BRAND = ("northbank", "Northbank")


def is_thanks(text: str) -> bool:
    return is_bare_thanks(text, names=BRAND)


def test_no_message_that_waits_is_taken_for_thanks() -> None:
    assert [text for text in CORPUS["waits"] if is_thanks(text)] == []


def test_most_of_what_only_thanks_is_known_as_thanks() -> None:
    missed = [text for text in CORPUS["thanks"] if not is_thanks(text)]
    assert len(missed) <= 0.05 * len(CORPUS["thanks"]), missed


@pytest.mark.parametrize(
    "text",
    [
        "I demand this is resolved or I go to the ombudsman",
        "Please get this resolved ASAP",
        "Three weeks to get a card sorted is a disgrace",
        "Cheers for the £35 charge",
        "Thanks, I sent the form, waiting for your call",
        "Thanks!!! 😡",
        "شكرا على سرقة فلوسي",
        "Thanks in advance",
        "Yes thanks",  # may answer a question of ours
        "Thanks https://t.co/abc",
        "sorted",
        "",
        " @NorthbankHelp ",
    ],
)
def test_what_says_a_word_more_waits(text: str) -> None:
    assert not is_thanks(text)


@pytest.mark.parametrize("text", ["🙏", "❤️👍🏽", "Thank you! 🙏", "thaaanks :)", "شُكْرًا"])
def test_kind_signs_and_every_spelling_are_thanks(text: str) -> None:
    assert is_thanks(text)


def test_a_stranger_may_not_be_thanked_for_what_we_do_not_know() -> None:
    assert is_bare_thanks("Thanks Zbigniew", names=("Zbigniew",))
    assert not is_bare_thanks("Thanks Zbigniew")
    assert not is_bare_thanks("Thanks thieves")


def test_the_handle_at_the_start_is_ours_where_the_post_answers_us() -> None:
    names = ("nbk", "National Bank")
    assert is_bare_thanks("@NatBankKwt thanks", names=names, answers_us=True)
    assert not is_bare_thanks("@NatBankKwt thanks", names=names)
    assert not is_bare_thanks("@NatBankKwt @FOS thanks", names=names, answers_us=True)
    assert not is_bare_thanks("thanks @FOS", names=names, answers_us=True)
    assert is_bare_thanks("@NBK_Help thanks", names=names)
    assert is_bare_thanks("thanks @nationalbank", names=names)
    assert not is_bare_thanks("thanks @centralbank", names=names)


@given(
    st.sampled_from(CORPUS["thanks"]),
    st.text(st.characters(whitelist_categories=("Ll", "Lo")), min_size=4, max_size=12),
)
def test_one_word_more_that_is_not_known_makes_it_wait(thanks: str, word: str) -> None:
    known = {each for phrase in thanks_words.THANKS | thanks_words.BESIDE for each in phrase}
    if thanks_words.fold(word) not in known | thanks_words.NAMES:
        assert not is_thanks(f"{thanks} {word}")


@given(st.text(max_size=400))
def test_it_takes_any_text(text: str) -> None:
    assert is_bare_thanks(text) in {True, False}
