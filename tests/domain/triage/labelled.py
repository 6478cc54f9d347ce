"""The labelled posts: invented by somebody who had seen neither the lists nor the posts that the weights are learnt from.

Nobody who writes the lists reads them; only how many are heard is counted.
"""

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.domain.personal_data import find
from bot.domain.personal_data.masking import mask

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Post:
    """One of them as the rules see it, masked, and the signals that a person hears in it; none of a harmless one."""

    text: str
    signals: Collection[str]
    language: str


def posts() -> list[Post]:
    """All of them."""
    return list(_read())


def ordinary_questions() -> list[str]:
    """What people ask a bank every day; nothing in it is to be loud."""
    return _lines("ordinary_questions.txt")


def ordinary_complaints() -> list[str]:
    """Sentences of complaints; nothing in them is to be loud."""
    return _lines("complaints.txt")


def _lines(name: str) -> list[str]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _read() -> Iterator[Post]:
    for path in sorted((_HERE / "posts").glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["posts"]:
            masked = mask(row["text"], find(row["text"], regions=("GB",)))
            yield Post(masked, frozenset(row["signals"]), row["language"])
