"""What hangs on a post or comment. The kind and the address only: Facebook's addresses expire."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.channels.outside import part, parts, text, texts

THUMB = "\N{THUMBS UP SIGN}"
# The sign people send with one touch, small, middle and large: a sticker to Facebook, a word to them.
# As seen in use by many, not documented.
_THUMBS = frozenset({"369239263222822", "369239343222814", "369239383222810"})
_THUMB_PICTURES = ("369239266556155", "369239346556147", "369239386556143")


def attachments(value: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """Pictures, films and shared links, from a webhook's change or a Graph object; each once."""
    found = {each["url"]: each for each in (*_told(value), *_of_object(value)) if each["url"]}
    return tuple(found.values())


def is_thumb(sticker: object, picture: object = "") -> bool:
    """Whether a sticker's number, or its picture's address, is the thumb's."""
    address = text(picture)
    return text(sticker) in _THUMBS or any(each in address for each in _THUMB_PICTURES)


def _told(value: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """In a change: ``photo``, ``photos``, ``video`` and ``link`` are addresses."""
    kind = text(value.get("item"))
    yield _one("photo", value.get("photo"))
    for each in texts(value, "photos"):
        yield _one("photo", each)
    yield _one("video", value.get("video"))
    yield _one(kind if kind in {"photo", "video"} else "link", value.get("link"))


def _of_object(value: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """In an object: a comment has one ``attachment``, a post a list of ``attachments``."""
    for each in [part(value, "attachment"), *parts(part(value, "attachments"), "data")]:
        image = text(part(part(each, "media"), "image").get("src"))
        kind = text(each.get("media_type")) or text(each.get("type")) or "link"
        yield _one(kind, image or each.get("url"))


def _one(kind: str, url: object) -> dict[str, Any]:
    return {"type": kind, "url": text(url), "description": ""}
