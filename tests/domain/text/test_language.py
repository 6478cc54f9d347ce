"""Which way a text is read."""

import pytest

from bot.domain.text.language import direction


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Where is my card?", "ltr"),
        ("أين بطاقتي؟", "rtl"),
        ("@examplebank #help https://bank.example/abc أين بطاقتي", "rtl"),
        ("My name is نورة and I have been waiting", "ltr"),
        ("איפה הכרטיס שלי", "rtl"),
        ("12345 !!", "ltr"),
        ("", "ltr"),
    ],
)
def test_direction_is_that_of_most_letters(text: str, expected: str) -> None:
    assert direction(text) == expected
