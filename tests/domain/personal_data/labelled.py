"""The labelled posts: text, and the spans in it that are personal data."""

import re
from dataclasses import dataclass
from pathlib import Path

from bot.domain.personal_data import Finding, Kind

_MARK = re.compile(r"\[\[(\w+)\|(.*?)\]\](?!\])")
_SEVERAL = ("GB", "US", "SA", "FR", "ES")  # the regions of a row that names no country


@dataclass(frozen=True)
class Post:
    """One invented post."""

    language: str  # "en-GB", or without a country
    text: str
    spans: tuple[Finding, ...]

    @property
    def regions(self) -> tuple[str, ...]:
        """Whose numbers are known where it is read."""
        country = self.language.partition("-")[2]
        return (country,) if country else _SEVERAL


def posts() -> list[Post]:
    """All rows of labelled.txt."""
    return posts_of(Path(__file__).with_name("labelled.txt"))


def posts_of(path: Path) -> list[Post]:
    """All rows of this file."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [_post(line) for line in lines if line.strip() and not line.startswith("#")]


def _post(line: str) -> Post:
    language, marked = line.split(": ", 1)
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.append(Finding(len(text), len(text) + len(mark[2]), Kind(mark[1])))
        text += mark[2]
        at = mark.end()
    return Post(language, text + marked[at:], tuple(spans))
