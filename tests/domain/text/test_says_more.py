"""An edit that says something else is told from one that says the same in better spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text.says_more import says_more


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("My card was declined", "my card was declined!!"),
        ("My card was declined", "My card was declined."),
        ("I cant log in", "I can't log in"),
        ("My card was delcined", "My card was declined"),
        ("I was chargd twice", "I was charged twice"),
        ("Où est ma carte", "Ou est ma carte"),
        ("أين بطاقتي", "أيـن بطاقتي"),
    ],
)
def test_the_same_in_better_spelling_says_nothing_more(before: str, after: str) -> None:
    assert not says_more(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Thanks!", "My card was stolen, nobody helps"),
        ("My card was not stolen", "My card was stolen"),
        ("My card was declined", "My card was declined again"),
        ("It works now", "It works not"),
        ("You took 100 pounds", "You took 900 pounds"),
        ("Thanks 🙂", "Thanks 😡"),
        ("You pay me back.", "You pay me back?"),
        ("My account is ****", "My account is ****"),  # another one under the mask
        ("أين بطاقتي", "سرقت بطاقتي"),
    ],
)
def test_other_words_figures_and_signs_say_more(before: str, after: str) -> None:
    assert says_more(before, after)


@given(st.text(), st.text(alphabet="abcdefgh", min_size=1))
def test_a_word_more_always_says_more(text: str, word: str) -> None:
    assert says_more(text, f"{text} {word}")


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_can_be_told_apart_or_not(before: str, after: str) -> None:
    assert says_more(before, after) in {True, False}
