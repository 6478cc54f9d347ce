"""Praise that asks for nothing: only with its grounds beside it; in doubt it is a message that waits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text.praise import is_bare_praise
from tests.domain.text.test_thanks import CORPUS
from tests.growth import grows_with_size

BRAND = ("northbank", "Northbank")
PRAISE = (
    "Great service this morning!",
    "@NorthbankHelp great service this morning",
    "Excellent customer service on the phone today",
    "Just wanted to say your staff were so helpful in branch yesterday",
    "Priya was absolutely brilliant",
    "Amazing service from Priya today",
    "Big shout out to the team, really helpful staff in the branch today ❤️",
    "Great service ❤️",
    "Thank you, the lady I spoke to was lovely",
    "The staff couldn't have been more helpful this afternoon",
    "خدمة ممتازة اليوم",
    "خدمة رائعة من الموظفين في الفرع",
    "تعامل راقي صباح اليوم 🌹",
    "الموظفة كانت رائعة اليوم",
)
WAITS = (
    "Great service",
    "Great service!",
    "Thanks for nothing",
    "great, my card is blocked again",
    "Great service as always",
    "Great service again today",
    "Wow, great service this morning",
    "Great service this morning 👏👏👏",
    "Great service this morning 🙄",
    "Great service this morning 🙂",
    "Great service this morning...",
    "Great service this morning?",
    "“Great” service this morning",
    "Great service this morning, 40 minutes on hold",
    "Great service this morning, now where is my refund",
    "Great service this morning compared to Harbour",
    "Great service this morning https://t.co/abc",
    "Great service this morning @FOS",
    "Great job today",
    "Well done",
    "Best bank ever",
    "Your staff were not helpful in branch yesterday",
    "Your staff were so helpful",
    "The staff could have been more helpful today",
    "Priya",
    "today",
    "",
    "خدمة ممتازة",
    "ما شاء الله خدمة ممتازة اليوم",
    "خدمة ممتازة اليوم ساعتين انتظار",
    "خدمة سيئة اليوم",
    "وين الخدمة الممتازة اليوم",
)


def is_praise(text: str) -> bool:
    return is_bare_praise(text, names=BRAND)


@pytest.mark.parametrize("text", PRAISE)
def test_praise_with_its_grounds_asks_for_nothing(text: str) -> None:
    assert is_praise(text)


@pytest.mark.parametrize("text", WAITS)
def test_what_may_be_meant_sourly_or_says_a_word_more_waits(text: str) -> None:
    assert not is_praise(text)


def test_no_labelled_message_that_waits_is_taken_for_praise() -> None:
    assert [text for text in CORPUS["waits"] if is_praise(text)] == []


@given(
    st.sampled_from(PRAISE),
    st.text(st.characters(whitelist_categories=("Ll", "Lo")), min_size=13, max_size=20),
)
def test_one_word_more_that_is_not_known_makes_it_wait(praise: str, word: str) -> None:
    assert not is_praise(f"{praise} {word}")


@given(st.text(max_size=400))
def test_it_takes_any_text(text: str) -> None:
    assert is_praise(text) in {True, False}


def test_its_work_does_not_grow_with_what_is_long() -> None:
    assert grows_with_size(is_praise, "great service today ")
