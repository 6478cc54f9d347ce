"""A long answer as several posts: nothing is lost, each fits, and nothing that belongs together is cut."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.text.answer_parts import joined, parts_of, split, whole
from bot.domain.text.links import links
from bot.domain.text.weighted_length import weighted_length

LIMIT, MOST = 280, 4
SENTENCE = "We looked at what happened to your transfer of last Tuesday and found where it stopped."
LONG = " ".join(f"{SENTENCE[:-1]} at step {number}." for number in ("one", "two", "three", "four"))
ARABIC = "نظرنا في ما جرى لتحويلك يوم الثلاثاء الماضي ووجدنا أين توقف وسنخبرك غدا بكل شيء"
WORDS = st.sampled_from(
    [
        "sorry",
        "the",
        "bank.com/help",
        "https://northbank.example/a/long/way?to=the+page",
        "020",
        "7946",
        "0958",
        "1",
        "000,50",
        "👩‍👩‍👧‍👦",
        "e\u0301te\u0301",
        "تحويلك؟",
        "شكرا.",
        "done.",
        "why?",
        "口座。",
        "^AB",
        "(1/2)",
        "Mr.",
    ]
)
TEXTS = st.lists(
    st.tuples(WORDS, st.sampled_from([" ", " ", " ", "\n", "\n\n", "  "])), max_size=160
).map(lambda pairs: "".join(word + blank for word, blank in pairs).strip())


def cut(text: str, most: int = MOST) -> tuple[str, ...] | None:
    return split(text, limit=LIMIT, length=weighted_length, most=most)


@given(TEXTS)
@example("(1/2) a\n\n(2/2) " + "b " * 300)
@example("word " * 220)
def test_the_parts_are_the_text_and_each_of_them_fits(text: str) -> None:
    parts = cut(text)
    if parts is None:
        return
    assert all(weighted_length(part) <= LIMIT for part in parts)
    assert len(parts) <= MOST
    assert whole(joined(parts)).split() == whole(text).split()
    assert parts_of(joined(parts)) == parts
    assert cut(joined(parts)) == parts  # looking twice changes nothing
    if len(parts) > 1:
        assert [part[:5] for part in parts] == [
            f"({at}/{len(parts)})" for at in range(1, len(parts) + 1)
        ]
        assert sum(len(links(part)) for part in parts) == len(links(whole(text)))


@given(TEXTS)
def test_no_number_is_cut(text: str) -> None:
    parts = cut(text) or ()
    for before, after in pairwise(parts):
        said = after.partition(") ")[2]
        is_paragraph = re.search(rf"{re.escape(before[-12:])}\s*\n\s*{re.escape(said[:6])}", text)
        assert is_paragraph or not (before[-1].isdigit() and said[0].isdigit())


def test_what_fits_stays_one_post_without_a_number() -> None:
    assert cut("Sorry, we are on it. ^AB") == ("Sorry, we are on it. ^AB",)


def test_a_long_answer_is_cut_where_sentences_end_and_the_initials_stay_last() -> None:
    parts = cut(f"{LONG} ^AB")
    assert parts is not None
    assert len(parts) == 2
    assert parts[0].startswith("(1/2) We looked")
    assert parts[0].endswith(".")
    assert parts[1].endswith("^AB")


@pytest.mark.parametrize("sign", ["؟", "؛", "."])
def test_arabic_sentences_end_too(sign: str) -> None:
    parts = cut(" ".join(f"{ARABIC}{sign}" for _ in range(5)))
    assert parts is not None
    assert all(part.endswith(sign) for part in parts)


def test_an_abbreviation_ends_no_sentence() -> None:
    text = f"{'so ' * 60}we wrote to Mr. Example about it and asked him {'again ' * 20}"
    parts = cut(text)
    assert parts is not None
    assert not parts[0].endswith("Mr.")


def test_a_sentence_that_is_too_long_is_cut_between_words() -> None:
    parts = cut("word " * 100)
    assert parts is not None
    assert {word for part in parts for word in part.split()} == {"word", "(1/2)", "(2/2)"}


@pytest.mark.parametrize("text", ["x" * 400, "word " * 260, "a" * 100_000, "a " * 100_000])
def test_what_cannot_be_cut_or_needs_too_many_posts_is_not_cut(text: str) -> None:
    assert cut(text) is None


def test_a_channel_that_carries_one_post_gets_one() -> None:
    assert cut(LONG, most=1) is None


def test_whoever_writes_the_numbers_says_where_it_is_cut() -> None:
    assert cut("(1/2) First this.\n\n(2/2) Then that.") == ("(1/2) First this.", "(2/2) Then that.")


def test_numbers_that_do_not_fit_together_are_words() -> None:
    for text in (
        "(1/2) alone",
        "(1/3) a\n\n(2/3) b",
        "before (1/2) a\n\n(2/2) b",
        "(2/2) a\n\n(1/2) b",
    ):
        assert parts_of(text) == (text,)
