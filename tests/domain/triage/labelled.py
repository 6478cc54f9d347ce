"""The labelled posts: invented by somebody who had not seen the lists.

Half of them was then seen by whoever writes the lists, chosen by the text's own figures; the other half is only
counted. ``seen/`` was seen from the beginning: the author of the lists wrote it.
"""

import hashlib
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
    is_seen: bool


def posts() -> list[Post]:
    """All that somebody else invented."""
    return list(_read("posts"))


def ordinary_questions() -> list[str]:
    """What people ask a bank every day; nothing in it is to be loud."""
    lines = (_HERE / "ordinary_questions.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def own_posts() -> list[Post]:
    """Those of the author of the lists."""
    return list(_read("seen"))


def _read(folder: str) -> Iterator[Post]:
    for path in sorted((_HERE / folder).glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["posts"]:
            text = row["text"]
            is_seen = folder == "seen" or hashlib.sha256(text.encode()).digest()[0] % 2 == 0
            masked = mask(text, find(text, regions=("GB",)))
            yield Post(masked, frozenset(row["signals"]), row["language"], is_seen)
