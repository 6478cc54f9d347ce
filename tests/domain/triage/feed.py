"""An ordinary feed to count in: the posts of the sandbox's stories by chance, as many an hour as that hour of
the week has; and invented posts of people whose app is down."""

import json
import math
from functools import cache
from pathlib import Path
from random import Random

from bot.domain.triage import bursts
from bot.domain.triage.bursts import History, Spoken
from tests.domain.triage.labelled import posts
from tests.domain.triage.shipped import rules

_STORIES = Path(__file__).parents[3] / "bot" / "sandbox" / "stories"
_WEEK = 7 * 24
_BY_NIGHT, _BY_DAY = 0.3, 1.4
OUTAGE = (
    "@NorthbankHelp is your app down again?",
    "Can't log in to online banking, just get an error",
    "App not working since 9, anyone else?",
    "your website is offline and my rent is due today",
    "Internet banking keeps crashing on me, error 503",
    "been trying to get into my account on the app for an hour. blank screen",
    "Mobile banking won't load. Useless.",
    "Is there an outage? The site doesn't open on my phone either",
    "تطبيقكم لا يعمل منذ الصباح",
    "التطبيق معطل وما أقدر أدخل حسابي",
    "Log in doesn't work on the app, it says service unavailable",
    "@NorthbankHelp app is showing an error and I'm stuck at the till",
)


@cache
def ordinary() -> tuple[str, ...]:
    """Posts of ordinary days, in their authors' words; those about an outage are left out."""
    found = [
        step["text"]
        for name in ("day", "quiet", "storm", "troll", "arabic", "outage")
        for step in json.loads((_STORIES / f"{name}.json").read_text(encoding="utf-8"))["steps"]
        if step.get("do") == "post" and step.get("source") != "written"
    ]
    found += [post.text for post in posts()]
    return tuple(dict.fromkeys(found))


def hour(random: Random, *, posts_an_hour: float, number: int) -> list[Spoken]:
    """The posts of one hour, each by somebody else. ``number``: which hour since a Monday's midnight."""
    by_day = 8 <= number % 24 < 22
    expected = posts_an_hour * (_BY_DAY if by_day else _BY_NIGHT)
    many = _poisson(random, expected)
    return [spoken(random.choice(ordinary()), author=f"{number}:{one}") for one in range(many)]


def spoken(text: str, *, author: str) -> Spoken:
    """A post as bursts see it."""
    return Spoken(author, rules().spoken_of(text))


def weeks(random: Random, *, posts_an_hour: float, count: int) -> list[dict[str, int]]:
    """So many weeks of hours, counted."""
    return [
        bursts.counted(hour(random, posts_an_hour=posts_an_hour, number=number))
        for number in range(count * _WEEK)
    ]


def history(hours: list[dict[str, int]], *, number: int) -> History:
    """What is known at an hour: it and the one before it in each earlier week, and the day before."""
    earlier = [one for week in range(1, 9) for one in (number - week * _WEEK,) if one >= 0]
    return History(
        same_hours=[hours[one] for one in earlier if one < len(hours)],
        last_day=hours[max(0, number - 24) : number],
    )


def _poisson(random: Random, expected: float) -> int:
    left, count, floor = random.random(), 0, math.exp(-expected)
    while left > floor:
        left *= random.random()
        count += 1
    return count
