"""One look at a source of a channel, as the worker takes it."""

from bot.channels.channel import Channel, Page, Source
from bot.sandbox.credentials import NORTHBANK
from tests.channels.scripted import Answer
from tests.channels.stage import Stage

PAGE = NORTHBANK.page_id


def named(channel: Channel, name: str) -> Source:
    return next(each for each in channel.sources() if each.name == name)


def look(stage: Stage, channel: Channel, name: str, cursor: str) -> Page:
    return channel.poll(source=named(channel, name), cursor=cursor, now=stage.now())


def names(page: Page) -> list[str]:
    return [limit.name for limit in page.limits_hit]


def swept(stage: Stage) -> tuple[Channel, str, str]:
    """The channel with second looks, and the names of the first source and of the look at it."""
    channel = stage.channel(sweep_every_s=3600.0)  # type: ignore[call-arg]  # each stage passes it on
    first = channel.sources()[0].name
    return channel, first, f"{first}:day"


def pages_of(object_id: str, count: int) -> list[Answer]:
    """So many pages of one new comment each, with marks m0, m1 …"""
    made = {"created_time": "2026-11-02T09:59:00+0000", "from": {"id": "7", "name": "Ana Roth"}}
    found = []
    for n in range(count):
        mark = {"paging": {"next": "https://x", "cursors": {"after": f"m{n}"}}}
        comment = {"id": f"{object_id}_{n}", "message": f"word {n}", **made}
        found.append(Answer({"data": [comment], **(mark if n < count - 1 else {})}))
    return found
