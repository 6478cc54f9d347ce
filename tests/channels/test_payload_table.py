"""The table of payloads says of every file what it is, and whether its shape is documented or guessed."""

import re
from fnmatch import fnmatch
from pathlib import Path

_FOLDER = Path(__file__).parents[1] / "payloads"
_ROW = re.compile(r"^\| (`.+?) \| (.+?) \| (.+?) \|$")
_NAME = re.compile(r"`([a-z_]+/[a-z_*]+)`")


def rows() -> list[tuple[list[str], str]]:
    """The patterns of each row, and what it says of their shape."""
    lines = (_FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
    found = [match for line in lines if (match := _ROW.match(line))]
    return [(_NAME.findall(match[1]), match[3]) for match in found]


def files() -> list[str]:
    """Every payload as ``x/edited``."""
    return sorted(f"{path.parent.name}/{path.stem}" for path in _FOLDER.glob("*/*.json"))


def test_every_payload_stands_in_the_table() -> None:
    patterns = [pattern for names, _ in rows() for pattern in names]
    missing = [name for name in files() if not any(fnmatch(name, each) for each in patterns)]
    assert missing == []


def test_nothing_stands_in_the_table_that_is_no_payload() -> None:
    patterns = [pattern for names, _ in rows() for pattern in names]
    assert [p for p in patterns if not any(fnmatch(name, p) for name in files())] == []


def test_every_row_says_documented_guessed_or_seen() -> None:
    words = re.compile("documented|guessed|seen on the wire")
    assert [shape for _, shape in rows() if not words.search(shape)] == []
