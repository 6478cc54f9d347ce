"""How much of what follows a question for a memorable word is the answer."""

import pytest

from bot.domain.personal_data.said_words import answer_in


@pytest.mark.parametrize(
    ("words", "led", "answer"),
    [
        ("Rover sleeps upstairs", False, "Rover"),
        ("Rover sleeps upstairs", True, "Rover sleeps upstairs"),
        ("Rover Bonny", False, "Rover Bonny"),
        ("rover and more words follow", True, "rover and more"),
        ("Rover and the", True, "Rover"),
        ("rover sleeps", False, ""),
    ],
)
def test_small_words_are_of_it_only_where_a_word_leads_to_it(
    words: str, led: bool, answer: str
) -> None:
    assert words[: answer_in(words, led=led)] == answer
