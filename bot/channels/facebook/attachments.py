"""What hangs on a post or comment. The kind and the address only: Facebook's addresses expire."""

from collections.abc import Iterator, Mapping
from typing import Any


def attachments(value: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """Pictures, films and shared links, from a webhook's change or a Graph object; each once."""
    found = {each["url"]: each for each in (*_told(value), *_of_object(value)) if each["url"]}
    return tuple(found.values())


def _told(value: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """In a change: ``photo``, ``photos``, ``video`` and ``link`` are addresses."""
    kind = value.get("item")
    link = value.get("link")
    if value.get("photo"):
        yield _one("photo", value["photo"])
    for each in value.get("photos") or []:
        yield _one("photo", each)
    if value.get("video"):
        yield _one("video", value["video"])
    if isinstance(link, str):
        yield _one(kind if kind in {"photo", "video"} else "link", link)


def _of_object(value: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """In an object: a comment has one ``attachment``, a post a list of ``attachments``."""
    several = value.get("attachments") or {}
    each_of = several.get("data") or [] if isinstance(several, dict) else []
    for each in [value.get("attachment"), *each_of]:
        if isinstance(each, dict):
            image = ((each.get("media") or {}).get("image") or {}).get("src")
            kind = str(each.get("media_type") or each.get("type") or "link")
            yield _one(kind, image or each.get("url") or "")


def _one(kind: Any, url: Any) -> dict[str, Any]:
    return {"type": str(kind), "url": str(url), "description": ""}
