"""What one item of Facebook means; told by webhook or found by polling, the same thing is equal.

The reference lists the fields of a ``feed`` change, not their combinations, so this is tables and a
payload file for each combination. Anything else is not used, with its reason.
"""

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channels import outside
from bot.channels.facebook import messenger, ratings
from bot.channels.facebook.attachments import THUMB, attachments, is_thumb
from bot.channels.facebook.told import Told
from bot.channels.outside import moment, needed, part, text, words
from bot.domain.channels.inbound import Happening, Inbound, Introduced, NotUsed, Person, Unreadable

_HAPPENINGS = {
    "add": Happening.POSTED,
    "edited": Happening.EDITED,
    "edit": Happening.EDITED,
    "update": Happening.EDITED,
    "remove": Happening.REMOVED,
    "delete": Happening.REMOVED,
    "hide": Happening.HIDDEN,
    "unhide": Happening.UNHIDDEN,
}
_CORE = (
    "item", "verb", "comment_id", "post_id", "parent_id", "created_time", "sender_id", "published",
    "open_graph_story_id", "recommendation_type",
)  # fmt: skip
# A visitor's post is "post"; with media "photo", "video" or "share". The Page's own are "status" …,
# but only the author tells them apart.
_POSTS = frozenset({"post", "status", "photo", "video", "share", "link", "album", "note"})


@dataclass(frozen=True)
class Reader:
    """Reads items of our Pages. ``ours`` are all our Page ids."""

    ours: Collection[str]
    web_url: str  # https://www.facebook.com

    def read(self, *, account: str, body: bytes) -> Inbound | Introduced | NotUsed:
        """The item as an Inbound, or why it is of no use. Raises Unreadable."""
        item = _item(body)
        if account and account not in self.ours:
            return NotUsed(reason="not one of our Pages")
        with outside.reading("Facebook's item"):
            return self._read(account, item)

    def glimpse(self, *, account: str, body: bytes) -> Inbound | None:
        """What is left of an item without all that can be strange; None when that is nothing."""
        with suppress(Unreadable):
            bare = _bare(_item(body))
            told = self.read(account=account, body=json.dumps(bare).encode())
            return told if isinstance(told, Inbound) else None
        return None

    def _read(self, account: str, item: dict[str, Any]) -> Inbound | Introduced | NotUsed:
        kind, told = item["kind"], item["told"]
        if not account or not isinstance(told, dict):
            raise Unreadable("It names no Page, or is no object.")
        if kind in {"entry", "found_talk"}:
            raise Unreadable("Facebook told something of a kind that is not known.")
        if kind in {"messaging", "standby"}:
            return messenger.told_event(
                told, page=account, ours=self.ours, standby=kind == "standby"
            )
        if kind == "person":
            return messenger.introduced(told, page=account)
        if kind == "found_message":
            return messenger.found_message(told, page=account, person=part(item, "person"))
        public = _change(item) if kind == "changes" else _found(item)
        return public if isinstance(public, NotUsed) else self._inbound(account, public)

    def _inbound(self, account: str, told: Told) -> Inbound | NotUsed:
        is_ours = told.author is not None and told.author.external_id in self.ours
        if is_ours and told.parent_id is None:
            return NotUsed(reason="the Page's own post")
        is_edit = told.happening == Happening.EDITED
        version = f"{told.object_id}@{int(told.at.timestamp())}" if is_edit else told.object_id
        return Inbound(
            channel="facebook",
            account=account,
            happening=told.happening,
            external_id=told.object_id,
            version_id=version,
            conversation=told.post_id,
            parent_external_id=told.parent_id,
            author=told.author,
            is_ours=is_ours,
            answerable=told.answerable,
            text=told.text,
            attachments=told.attachments,
            permalink=told.permalink or permalink(self.web_url, told.post_id, told.object_id),
            at=told.at,
            first_at=told.first_at,
        )


def permalink(web_url: str, post_id: str, object_id: str) -> str:
    """The public address of a post or comment."""
    page, _, number = post_id.rpartition("_")
    address = f"{web_url}/{page}/posts/{number}" if page else f"{web_url}/{number}"
    if object_id == post_id:
        return address
    return f"{address}?comment_id={object_id.rpartition('_')[2]}"


def _item(body: bytes) -> dict[str, Any]:
    item = outside.parsed(body, what="This item of Facebook")
    if not isinstance(item, dict) or text(item.get("kind")) not in {
        "changes", "messaging", "standby", "found", "found_message", "person", "entry", "found_talk",
    }:  # fmt: skip
        raise Unreadable("This item of Facebook is of no known kind.")
    return item


def _bare(item: Mapping[str, Any]) -> dict[str, Any]:
    """The item with what says which post it is, whose, and when; and nothing else."""
    told = part(item, "told")
    value, kept = part(told, "value"), outside.plain(item, "kind", "page", "time", "post_id")
    people = {
        name: who
        for name in ("from", "sender", "recipient", "parent")
        if (who := outside.plain(told.get(name), "id", "name"))
    }
    bare = outside.plain(told, "id", "field", "created_time", "timestamp") | people
    if value:
        who = outside.plain(value.get("from"), "id", "name")
        bare["value"] = outside.plain(value, *_CORE) | ({"from": who} if who else {})
    if message := outside.plain(told.get("message"), "mid", "is_echo", "is_deleted"):
        bare["message"] = message
    return kept | {"told": bare, "person": outside.plain(item.get("person"), "id", "name")}


def _change(item: Mapping[str, Any]) -> Told | NotUsed:
    """A webhook's change."""
    field, value = needed(item["told"], "field"), item["told"].get("value")
    page, sent = text(item.get("page")), item.get("time")
    if field not in {"feed", "ratings", "mention"}:
        return NotUsed(reason=f"the field {field} is not read")
    if value is None:
        return NotUsed(reason="a change that does not say what changed")
    if field == "ratings":
        return ratings.rating(value, sent=sent)
    if field == "mention":
        return ratings.mention(value, page=page, sent=sent)
    happening = _HAPPENINGS.get(text(value.get("verb")))
    is_comment = needed(value, "item") == "comment"
    unused = _no_use(value, happening, page)
    if unused or happening is None:
        return NotUsed(reason=unused or "a verb that is not used")
    object_id = needed(value, "comment_id" if is_comment else "post_id")
    post_id = text(value.get("post_id")) or _post_above(object_id, page)
    link = "" if is_comment else text(part(value, "post").get("permalink_url"))
    return Told(
        happening=happening,
        object_id=object_id,
        post_id=post_id,
        parent_id=(text(value.get("parent_id")) or post_id) if is_comment else None,
        author=_author(value),
        text=_words(value),
        attachments=_attached(value),
        at=_at(value, happening, sent),
        permalink=link,
        first_at=moment(value.get("created_time")) if happening == Happening.EDITED else None,
    )


def _no_use(value: Mapping[str, Any], happening: Happening | None, page: str) -> str:
    item, author = text(value.get("item")), _author(value)
    if item != "comment" and item not in _POSTS:
        return f"an item of kind {item}"
    if happening is None:
        return f"the verb {text(value.get('verb'))}"
    if item != "comment" and author is not None and author.external_id == page:
        return "the Page's own post"
    if happening == Happening.EDITED and "message" not in value:
        return "a change without words"
    return "not published" if value.get("published") == 0 else ""


def _post_above(comment_id: str, page: str) -> str:
    """A comment's id begins with its post's number."""
    return f"{page}_{comment_id.partition('_')[0]}"


def _found(item: Mapping[str, Any]) -> Told:
    """A post or comment that polling found."""
    found, post_id = item["told"], needed(item, "post_id")
    object_id = needed(found, "id")
    is_comment = object_id != post_id
    parent = text(part(found, "parent").get("id")) or post_id
    at = moment(found.get("created_time"))
    if at is None:
        raise Unreadable("Facebook does not say when it was made.")
    return Told(
        happening=Happening.POSTED,
        object_id=object_id,
        post_id=post_id,
        parent_id=parent if is_comment else None,
        author=_author(found),
        text=_words(found),
        attachments=_attached(found),
        at=at,
        permalink="" if is_comment else text(found.get("permalink_url")),
    )


def _author(value: Mapping[str, Any]) -> Person | None:
    """Older changes have ``sender_id``; without a permission nobody is named at all."""
    who = part(value, "from")
    author_id = text(who.get("id")) or text(value.get("sender_id"))
    name = text(who.get("name")) or text(value.get("sender_name"))
    return Person(external_id=author_id, name=name) if author_id else None


def _words(value: Mapping[str, Any]) -> str:
    """What was written; the thumb, which people send as a sticker, is the thumb's sign."""
    return words(value, "message") or (THUMB if _is_thumb(value) else "")


def _attached(value: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    return () if _is_thumb(value) else attachments(value)


def _is_thumb(value: Mapping[str, Any]) -> bool:
    hung = part(value, "attachment")
    picture = part(part(hung, "media"), "image").get("src")
    sticker = part(hung, "target").get("id")
    return is_thumb(sticker, picture) or is_thumb("", value.get("photo"))


def _at(value: Mapping[str, Any], happening: Happening, sent: object) -> datetime:
    """When it happened. Only a new post's ``created_time`` is that; later changes repeat it."""
    named = "created_time" if happening == Happening.POSTED else "edited_time"
    at = moment(value.get(named)) or moment(sent)
    if at is None:
        raise Unreadable("Facebook does not say when it happened.")
    return at
