"""Weekly data as TOML: what is written is read again, and each fault is told at its entry."""

import pytest

from bot.domain.rules.house.weekly_data import CannedRow, Kind
from bot.domain.rules.house.weekly_toml import TomlIsWrong, read, written

TEXTS = (
    'Say "yes", {name}.\n---\nOr \\ no.',
    "نأسف لذلك يا {name}\n---\nنأسف",
    'Three """ quotes\nand a \x7f\ttab and \u2028 line',
    "one line with \\n in it",
)


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_written_is_read_again(text: str) -> None:
    rows = [CannedRow(title="Card lost", text=text), CannedRow(title="Other", text="We are on it.")]
    assert [row for _, row in read(Kind.CANNED, written(Kind.CANNED, rows))] == rows


def test_what_is_empty_is_not_written() -> None:
    text = written(Kind.CANNED, [CannedRow(title="Card lost", text="Sorry.")])
    assert text == '[[canned_replies]]\ntitle = "Card lost"\ntext = "Sorry."\nlanguage = "en"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = ", "This is no TOML"),
        ('[[canned]]\ntitle = "x"', "Each entry begins with a line [[canned_replies]]"),
        ("canned_replies = 3", "Each entry begins with a line [[canned_replies]]"),
        ('[[canned_replies]]\ntitle = "Card lost"', "entry 1, text: it is missing. Write it."),
        (
            '[[canned_replies]]\ntitle = "Card lost"\ntext = "Hi"\nlangauge = "en"',
            "entry 1, langauge: there is no such key. Did you mean “language”?",
        ),
        ('[[canned_replies]]\ntitle = "Card lost"\ntext = "Hi {nmae}"', "{nmae} is no slot"),
    ],
)
def test_each_fault_is_told_at_its_entry(text: str, told: str) -> None:
    with pytest.raises(TomlIsWrong) as wrong:
        read(Kind.CANNED, text)
    assert told in str(wrong.value)
