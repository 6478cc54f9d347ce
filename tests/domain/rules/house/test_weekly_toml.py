"""Weekly data as TOML: what is written is read again, and each fault is told at its entry."""

import pytest

from bot.domain.rules.house.weekly_data import CannedRow, Kind
from bot.domain.rules.house.weekly_toml import TomlIsWrong, read, written
from bot.language import speaking

ENTRY = '[[canned_replies]]\ntext = "Sorry."\n'
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
        ('[[canned_replies]]\ntitle = "Card lost"', "Entry 1, text: it is missing. Write it."),
        (
            '[[canned_replies]]\ntitle = "Card lost"\ntext = "Hi"\nlangauge = "en"',
            "Entry 1, langauge: there is no such key. Did you mean “language”?",
        ),
        (
            '[[canned_replies]]\ntitle = "Card lost"\ntext = "Hi {nmae}"',
            "Entry 1: There is no slot {nmae}. There are {name}",
        ),
        ("[[canned_replies]", "This is no TOML: "),
        (f"{ENTRY}title = 3", "Entry 1, title: it is no text. Put it in quotation marks."),
        (f'{ENTRY}title = "x"', "Entry 1, title: it is too short: 3 characters at least."),
        (
            f'{ENTRY}title = "{"x" * 61}"',
            "Entry 1, title: it is too long: 60 characters at most.",
        ),
        (
            f'{ENTRY}title = "Card"\nlanguage = "xx"',
            "Entry 1, language: it can be “en”, “ar” and nothing else.",
        ),
        (
            f'{ENTRY}title = "Card"\nsurface = "chat"',
            "Entry 1, surface: it can be “public”, “private” and nothing else.",
        ),
        (
            f'{ENTRY}title = "Card"\nreviewer = "bob"',
            "Entry 1, reviewer: it is nobody's Slack id. Those begin with U or W.",
        ),
        (
            f'{ENTRY}title = "Card"\nuntil = "soon"',
            "Entry 1, until: it is no day. Write one like 2026-12-31.",
        ),
    ],
)
def test_each_fault_is_told_at_its_entry(text: str, told: str) -> None:
    with pytest.raises(TomlIsWrong) as wrong:
        read(Kind.CANNED, text)
    assert told in str(wrong.value)


def test_faults_are_told_one_a_line_and_in_the_language_of_whoever_reads() -> None:
    text = f'{ENTRY}title = "x"\n{ENTRY}title = 3\n{ENTRY}title = "Card"\nlangauge = "en"'
    with speaking("ar-SA"), pytest.raises(TomlIsWrong) as wrong:
        read(Kind.CANNED, text)
    lines = str(wrong.value).splitlines()
    assert len(lines) == len(wrong.value.faults) == 3
    assert all(line.startswith("المدخل ") for line in lines)
    assert not any(word in str(wrong.value) for word in ("should", "Did you", "characters"))
