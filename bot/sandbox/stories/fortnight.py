"""The two weeks before: ten working days at a desk that answers, a few things late, so that digests, charts
and the board have something to tell. The clock travels through them; everything else is played as ever.

The posts are those of the other stories whose words are free to use (`banking77`), by other invented people.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.sandbox.credentials import BRANDS

DAYS = 10
POSTS_A_DAY = 5
UNDO_S = 15  # longer than a bank thinks about an answer
LATE = 4  # which of the day's posts waits until the afternoon, on every other day
SAYS = (
    "The two weeks before today are being played: they fill the digests, the charts and the board."
)
_FIRST = ("Ada", "Bruno", "Clio", "Dara", "Emil", "Flora", "Gus", "Hedda", "Igor", "Juno")
_LAST = ("Ambler", "Brook", "Corvin", "Dunmore", "Eklund")
_TEAM = ("U0JONAS", "U0AMIRA", "U0TOM", "U0NOURA")
_ANSWERS = (
    "Sorry for the trouble, {name}. We have looked into it and it works again; tell us here if not.",
    "Thank you for asking, {name}. You find it in the app under Help, and we are here all day.",
    "That should not happen, {name}. It is put right today, and the fee comes back with it.",
    "It is on its way, {name}, and with you within two working days.",
)

Row = dict[str, Any]


def rows(folder: Path) -> list[Row]:
    """Every step of the two weeks, as the files of other stories hold theirs."""
    words = [
        step["text"].split(" ", 1)[1] if step["text"].startswith("@") else step["text"]
        for name in ("quiet", "storm")
        for step in json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["steps"]
        if step["do"] == "post" and step["source"] == "banking77"
    ]
    made = [row for day in range(DAYS) for row in _day(day, words)]
    made += [_row("travel", kind="10:00")]
    return [{"at": float(number), **row} for number, row in enumerate(made)]


def _day(day: int, words: list[str]) -> Iterator[Row]:
    numbers = [day * POSTS_A_DAY + each for each in range(POSTS_A_DAY)]
    waits = numbers[LATE] if day % 2 else None
    yield _row("travel", kind="09:30")
    yield from (_post(number, words) for number in numbers)
    yield from (_answer(number) for number in numbers if number != waits)
    yield from _until_published()
    yield _row("travel", kind="15:30")
    if waits is not None:
        yield _answer(waits)
        yield from _until_published()
    yield _row("await", kind="digest")


def _until_published() -> Iterator[Row]:
    """The time to undo passes at once; an answer counts from when it stands there, so the day waits for it."""
    yield _row("await", kind="answers")
    yield _row("travel", kind=f"+{UNDO_S}")
    yield _row("await", kind="published")


def _post(number: int, words: list[str]) -> Row:
    brand, on_x = BRANDS[number % len(BRANDS)], number % 3 != 0
    said = words[number % len(words)]
    return _row(
        "post",
        channel="x" if on_x else "facebook",
        brand=brand.name,
        author=_customer(number),
        text=f"@{brand.x_username} {said}" if on_x else said,
        source="banking77",
    )


def _answer(number: int) -> Row:
    who = _TEAM[number % len(_TEAM)]
    words = _ANSWERS[number % len(_ANSWERS)].format(name=_customer(number).split()[0])
    kind = "solve" if number % 3 else "answer"
    return _row("work", kind=kind, author=who, about=_customer(number), text=words)


def _customer(number: int) -> str:
    return f"{_FIRST[number % len(_FIRST)]} {_LAST[number // len(_FIRST) % len(_LAST)]}"


def _row(do: str, **more: str) -> Row:
    empty = {"channel": "slack", "brand": "", "author": "", "text": "", "source": "written"}
    return {"do": do, "says": SAYS, **empty, **more}
