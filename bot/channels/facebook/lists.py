"""Graph's lists: page after page, each checked to be what it is documented to be."""

from collections.abc import Iterator
from typing import Any

from bot.channels.facebook.client import FacebookClient
from bot.channels.facebook.moments import moment
from bot.channels.transport import CutOff

MOST_PAGES = 20


def newest_comments(
    client: FacebookClient, object_id: str, *, fields: str
) -> Iterator[dict[str, Any]]:
    """Pages of comments at any depth, newest first."""
    return pages(
        client, object_id, "comments",
        fields=fields, filter="stream", order="reverse_chronological", limit="100",
    )  # fmt: skip


def pages(
    client: FacebookClient, object_id: str, name: str, **given: str
) -> Iterator[dict[str, Any]]:
    """All pages of what hangs on an object; whoever reads stops when it is enough."""
    for _ in range(MOST_PAGES):
        answer = client.edge(object_id, name, **given)
        yield answer
        paging = answer.get("paging") or {}
        if not paging.get("next"):
            return
        given["after"] = str((paging.get("cursors") or {}).get("after") or "")
    raise CutOff(f"Facebook has more than {MOST_PAGES} pages of {name}.")


def objects(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """What one page lists. Raises CutOff when it is no list of objects with ids."""
    data = answer.get("data")
    if not isinstance(data, list) or not all(isinstance(e, dict) and e.get("id") for e in data):
        raise CutOff("Facebook's answer has no list of objects where it documents one.")
    return data


def created(found: dict[str, Any]) -> int:
    """When an object was made, in seconds since 1970. Raises CutOff when it does not say."""
    try:
        return int(moment(found["created_time"]).timestamp())
    except (KeyError, ValueError):
        raise CutOff("Facebook's answer holds something without a time.") from None
