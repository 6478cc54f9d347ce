"""What comes along with a post or a private message: who wrote it, its pictures, the post above it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.channels.x.text import written
from bot.domain.channels.inbound import Context, Person
from bot.domain.personal_data import find

_ABOVE = ("replied_to", "quoted", "")  # a private message that shares a post names no type


def person_of(person_id: str, includes: Mapping[str, Any]) -> Person:
    """The person with this id, named where X told the name."""
    for user in includes.get("users") or []:
        if str(user.get("id")) == person_id:
            handle, name = str(user.get("username") or ""), str(user.get("name") or "")
            return Person(external_id=person_id, handle=handle, name=name)
    return Person(external_id=person_id)


def attachments_of(
    post: Mapping[str, Any], includes: Mapping[str, Any]
) -> tuple[dict[str, Any], ...]:
    """Pictures and films as links with their descriptions; nothing is fetched."""
    known = {media.get("media_key"): media for media in includes.get("media") or []}
    keys = (post.get("attachments") or {}).get("media_keys") or []
    return tuple(_attachment(known.get(key) or {}) for key in keys)


def context_of(
    post: Mapping[str, Any], includes: Mapping[str, Any], *, web_url: str
) -> Context | None:
    """The post that this one answers, else the one it quotes; None where X did not tell it."""
    references = {
        str(each.get("type") or ""): str(each["id"]) for each in post.get("referenced_posts") or []
    }
    told = {str(each.get("id")): each for each in includes.get("posts") or []}
    for kind in _ABOVE:
        above = told.get(references.get(kind, ""))
        if above is not None:
            return _context(post, above, includes, web_url)
    return None


def permalink(web_url: str, handle: str, post_id: str) -> str:
    """The public address of a post; X finds it without the handle, too, as for one that is
    somebody's number."""
    return f"{web_url}/{handle if handle and not find(handle) else 'i'}/status/{post_id}"


def _context(
    post: Mapping[str, Any], above: Mapping[str, Any], includes: Mapping[str, Any], web_url: str
) -> Context:
    author = str(above.get("author_id") or "")
    handle = person_of(author, includes).handle or _named_in(post, author)
    given = above.get("created_at")
    return Context(
        external_id=str(above["id"]),
        author=f"@{handle}" if handle else "",
        text=written(above),
        permalink=permalink(web_url, handle, str(above["id"])),
        at=datetime.fromisoformat(str(given)) if given else None,
    )


def _named_in(post: Mapping[str, Any], author: str) -> str:
    """A reply names the author above it; to ask X for them would be one more paid read."""
    mentions = (post.get("entities") or {}).get("mentions") or []
    return next((str(m.get("username") or "") for m in mentions if m.get("id") == author), "")


def _attachment(media: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": str(media.get("type") or "media"),
        "url": str(media.get("url") or media.get("preview_image_url") or ""),
        "description": str(media.get("alt_text") or ""),
    }
