"""What comes along with a post or a private message: who wrote it, its pictures, the post above it."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from bot.channels import outside
from bot.channels.outside import text
from bot.channels.x.text import written
from bot.domain.channels.inbound import Context, Person, Unreadable
from bot.domain.personal_data import find
from bot.domain.records.messages.author import Verified

_VERIFIED = {
    "none": Verified.NO,
    "blue": Verified.PAID,
    "business": Verified.ORGANISATION,
    "government": Verified.GOVERNMENT,
}
_ABOVE = ("replied_to", "quoted", "")  # a private message that shares a post names no type


def person_of(person_id: str, includes: Mapping[str, Any]) -> Person:
    """The person with this id, named where X told the name."""
    for user in outside.parts(includes, "users"):
        if text(user.get("id")) == person_id:
            return Person(
                external_id=person_id,
                handle=text(user.get("username")),
                name=text(user.get("name")),
                account_since=outside.moment(user.get("created_at")),
                followers=outside.count(outside.part(user, "public_metrics"), "followers_count"),
                verified=_verified(user),
            )
    return Person(external_id=person_id)


def _verified(user: Mapping[str, Any]) -> Verified | None:
    """X's type, else its yes or no; None where it told neither."""
    if known := _VERIFIED.get(text(user.get("verified_type"))):
        return known
    told = user.get("verified")
    return (Verified.YES if told else Verified.NO) if isinstance(told, bool) else None


def attachments_of(
    post: Mapping[str, Any], includes: Mapping[str, Any]
) -> tuple[dict[str, Any], ...]:
    """Pictures and films as links with their descriptions; nothing is fetched."""
    known = {text(media.get("media_key")): media for media in outside.parts(includes, "media")}
    keys = outside.texts(outside.part(post, "attachments"), "media_keys")
    return tuple(_attachment(known.get(key) or {}) for key in keys)


def references_of(post: Mapping[str, Any]) -> dict[str, str]:
    """The posts that this one refers to: their ids by how; a private message says no how."""
    referred = outside.parts(post, "referenced_posts")
    return {text(each.get("type")): number for each in referred if (number := text(each.get("id")))}


def context_of(
    post: Mapping[str, Any], includes: Mapping[str, Any], *, web_url: str
) -> Context | None:
    """The post that this one answers, else the one it quotes; None where X did not tell it."""
    references = references_of(post)
    told = {text(each.get("id")): each for each in outside.parts(includes, "posts")}
    for kind in _ABOVE:
        above = told.get(references.get(kind) or "nothing")
        if above is not None:
            with suppress(Unreadable):  # it explains the post, and costs it nothing
                return _context(post, above, includes, web_url)
    return None


def permalink(web_url: str, handle: str, post_id: str) -> str:
    """The public address of a post; X finds it without the handle, too, as for one that is
    somebody's number."""
    return f"{web_url}/{handle if handle and not find(handle) else 'i'}/status/{post_id}"


def _context(
    post: Mapping[str, Any], above: Mapping[str, Any], includes: Mapping[str, Any], web_url: str
) -> Context:
    author, number = text(above.get("author_id")), outside.needed(above, "id")
    handle = person_of(author, includes).handle or _named_in(post, author)
    return Context(
        external_id=number,
        author=f"@{handle}" if handle else "",
        text=written(above),
        permalink=permalink(web_url, handle, number),
        at=outside.moment(above.get("created_at")),
    )


def _named_in(post: Mapping[str, Any], author: str) -> str:
    """A reply names the author above it; to ask X for them would be one more paid read."""
    mentions = outside.parts(outside.part(post, "entities"), "mentions")
    return next((text(m.get("username")) for m in mentions if text(m.get("id")) == author), "")


def _attachment(media: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": text(media.get("type")) or "media",
        "url": text(media.get("url")) or text(media.get("preview_image_url")),
        "description": text(media.get("alt_text")),
    }
