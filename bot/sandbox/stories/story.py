"""A story as its JSON file gives it: steps with the second they happen at, at real pace."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from bot.sandbox.stories import fortnight

# What a person can follow: sixty posts in two and a half minutes.
SECONDS_A_POST = 2.5
FOLDER = Path(__file__).parent
HISTORY = "fortnight"  # what is played first in a new world
_AT_ONCE = 1e6
DESK = FOLDER / "desk"
STORIES = (
    "arabic",
    "chat",
    "chat_arabic",
    "day",
    "fortnight",
    "fraud",
    "listening",
    "outage",
    "quiet",
    "storm",
    "surge",
    "troll",
)
Do = (
    Literal["post", "repost", "page_post", "edit", "delete", "fault", "clear"]  # on the platforms
    | Literal["press", "choose", "submit"]  # by staff, in Slack
    | Literal["travel", "await"]  # by the clock, and until all is done
    | Literal["work"]  # by colleagues, in Slack, whatever presses it takes
    | Literal["phone"]  # by the customer, in the secure chat
)
COUNTED = frozenset({"post", "repost"})


@dataclass(frozen=True)
class Step:
    """One thing that happens `at` seconds after the story began.

    `key` names what is made so that later steps can answer (`to`) or change it (`of`). What staff and the
    customer do in the secure chat is `about` a customer, and `says` what a presenter may read out.
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
    about: str = ""
    where: Literal["public", "private"] = "public"
    values: dict[str, Any] = field(default_factory=dict)
    says: str = ""


@dataclass(frozen=True)
class Story:
    """A titled list of steps in the order of their times."""

    name: str
    title: str
    steps: tuple[Step, ...]
    own_pace: float | None = None

    @property
    def posts(self) -> int:
        """How many customers' posts it has: edits, deletions and Pages' own posts do not count."""
        return sum(step.do in COUNTED for step in self.steps)

    @property
    def seconds(self) -> float:
        """How long it takes at the real pace."""
        return self.steps[-1].at

    @property
    def pace(self) -> float:
        """How many times faster than at the real pace people can follow it."""
        return self.own_pace or self.seconds / (SECONDS_A_POST * self.posts)


@cache
def load(name: str) -> Story:
    """The story of that name. Raises ValueError when there is none."""
    if name not in STORIES:
        raise ValueError(f"There is no story {name!r}; there are {', '.join(STORIES)}.")
    if name == HISTORY:
        return _fortnight()
    data = _read(FOLDER / f"{name}.json")
    steps = [*(Step(**step) for step in data["steps"]), *_desk(name)]
    return Story(
        name, data["title"], tuple(sorted(steps, key=lambda step: step.at)), data.get("pace")
    )


def _fortnight() -> Story:
    """Ten days as fast as the bot follows."""
    steps = tuple(Step(**row) for row in fortnight.rows(FOLDER))
    return Story(HISTORY, "The two weeks before", steps, own_pace=_AT_ONCE)


def _desk(name: str) -> Iterator[Step]:
    """What colleagues do meanwhile: who does what about which customer, one line each."""
    file = DESK / f"{name}.json"
    for row in _read(file)["work"] if file.exists() else ():
        yield Step(
            at=row["at"],
            do="work",
            channel="slack",
            brand="",
            author=row["who"],
            text=row.get("text", ""),
            source="written",
            kind=row["does"],
            about=row["about"],
            values={"to": row["to"]} if "to" in row else {},
        )


def _read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found
