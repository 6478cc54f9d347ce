"""A story as its JSON file gives it: steps with the second they happen at, at real pace."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

FOLDER = Path(__file__).parent
STORIES = ("arabic", "day", "outage", "quiet", "storm", "troll")
Do = Literal["post", "repost", "page_post", "edit", "delete", "fault", "clear"]
COUNTED = frozenset({"post", "repost"})


@dataclass(frozen=True)
class Step:
    """One thing that happens `at` seconds after the story began.

    `key` names what is made so that later steps can answer (`to`) or change it (`of`).
    """

    at: float
    do: Do
    channel: str
    brand: str
    author: str
    text: str
    source: str
    key: str | None = None
    to: str | None = None
    of: str | None = None
    kind: str = ""


@dataclass(frozen=True)
class Story:
    """A titled list of steps in the order of their times."""

    title: str
    steps: tuple[Step, ...]

    @property
    def posts(self) -> int:
        """How many customers' posts it has: edits, deletions and Pages' own posts do not count."""
        return sum(step.do in COUNTED for step in self.steps)

    @property
    def seconds(self) -> float:
        """How long it takes at the real pace."""
        return self.steps[-1].at


@cache
def load(name: str) -> Story:
    """The story of that name. Raises ValueError when there is none."""
    if name not in STORIES:
        raise ValueError(f"There is no story {name!r}; there are {', '.join(STORIES)}.")
    data: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return Story(data["title"], tuple(Step(**step) for step in data["steps"]))
