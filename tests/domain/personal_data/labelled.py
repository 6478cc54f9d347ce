"""The labelled posts: text, and the spans in it that are personal data."""

import re
from dataclasses import dataclass
from pathlib import Path

from bot.domain.personal_data import Finding, Kind

_MARK = re.compile(r"\[\[(\w+)\|(.*?)\]\](?!\])")


@dataclass(frozen=True)
class Post:
    """One invented post."""

    language: str
    text: str
    spans: tuple[Finding, ...]


def posts() -> list[Post]:
    """All rows of labelled.txt."""
    lines = Path(__file__).with_name("labelled.txt").read_text(encoding="utf-8").split("\n")
    return [_post(line) for line in lines if line and not line.startswith("#")]


def _post(line: str) -> Post:
    language, marked = line.split(": ", 1)
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.append(Finding(len(text), len(text) + len(mark[2]), Kind(mark[1])))
        text += mark[2]
        at = mark.end()
    return Post(language, text + marked[at:], tuple(spans))
