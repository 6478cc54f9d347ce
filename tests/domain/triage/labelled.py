"""The labelled posts: invented by somebody who had not seen the lists, and kept from whoever writes them."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "posts"


@dataclass(frozen=True)
class Post:
    """One of them, and the signals that a person hears in it; none of a harmless one."""

    text: str
    signals: Collection[str]
    language: str


def posts() -> list[Post]:
    """All of them."""
    found: list[Post] = []
    for path in sorted(_FOLDER.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["posts"]:
            found.append(Post(row["text"], frozenset(row["signals"]), row["language"]))
    return found
