"""What one item of Facebook means; told by webhook or found by polling, the same thing is equal.

The reference lists the fields of a ``feed`` change, not their combinations, so this is tables and a
payload file for each combination. Anything else is not used, with its reason.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channels.facebook import messenger, ratings
from bot.channels.facebook.attachments import attachments
from bot.channels.facebook.moments import moment
from bot.channels.facebook.told import Told
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
        if account not in self.ours:
            return NotUsed(reason="not one of our Pages")
        try:
            return self._read(account, item)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            # The error's own text could repeat what the customer wrote.
            reason = f"Facebook's item has an unexpected shape ({type(error).__name__})."
            raise Unreadable(reason) from None

    def _read(self, account: str, item: dict[str, Any]) -> Inbound | Introduced | NotUsed:
        kind, told = item["kind"], item["told"]
        if kind in {"messaging", "standby"}:
            return messenger.told_event(
                told, page=account, ours=self.ours, standby=kind == "standby"
            )
        if kind == "person":
            return messenger.introduced(told, page=account)
        if kind == "found_message":
            return messenger.found_message(told, page=account, person=item["person"])
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
        )


def permalink(web_url: str, post_id: str, object_id: str) -> str:
    """The public address of a post or comment."""
    page, _, number = post_id.rpartition("_")
    address = f"{web_url}/{page}/posts/{number}" if page else f"{web_url}/{number}"
    if object_id == post_id:
        return address
    return f"{address}?comment_id={object_id.rpartition('_')[2]}"


def _item(body: bytes) -> dict[str, Any]:
    try:
        item = json.loads(body)
    except ValueError:
        raise Unreadable("This item of Facebook is not JSON.") from None
    if not isinstance(item, dict) or item.get("kind") not in {
        "changes", "messaging", "standby", "found", "found_message", "person",
    }:  # fmt: skip
        raise Unreadable("This item of Facebook is of no known kind.")
    return item


def _change(item: Mapping[str, Any]) -> Told | NotUsed:
    """A webhook's change."""
    field, value = item["told"]["field"], item["told"]["value"]
    if field == "ratings":
        return ratings.rating(value, sent=item["time"])
    if field == "mention":
        return ratings.mention(value, page=str(item["page"]), sent=item["time"])
    if field != "feed":
        return NotUsed(reason=f"the field {field} is not read")
    happening = _HAPPENINGS.get(str(value.get("verb")))
    is_comment = value["item"] == "comment"
    unused = _no_use(value, happening)
    if unused or happening is None:
        return NotUsed(reason=unused or "a verb that is not used")
    object_id, post_id = (
        str(value["comment_id" if is_comment else "post_id"]),
        str(value["post_id"]),
    )
    return Told(
        happening=happening,
        object_id=object_id,
        post_id=post_id,
        parent_id=str(value.get("parent_id") or post_id) if is_comment else None,
        author=_author(value),
        text=str(value.get("message") or ""),
        attachments=attachments(value),
        at=_at(value, happening, item["time"]),
        permalink="" if is_comment else str((value.get("post") or {}).get("permalink_url") or ""),
    )


def _no_use(value: Mapping[str, Any], happening: Happening | None) -> str:
    if value["item"] != "comment" and value["item"] not in _POSTS:
        return f"an item of kind {value['item']}"
    if happening is None:
        return f"the verb {value.get('verb')}"
    if happening == Happening.EDITED and "message" not in value:
        return "a change without words"
    return "not published" if value.get("published") == 0 else ""


def _found(item: Mapping[str, Any]) -> Told:
    """A post or comment that polling found."""
    found, post_id = item["told"], str(item["post_id"])
    is_comment = str(found["id"]) != post_id
    parent = str((found.get("parent") or {}).get("id") or post_id)
    return Told(
        happening=Happening.POSTED,
        object_id=str(found["id"]),
        post_id=post_id,
        parent_id=parent if is_comment else None,
        author=_author(found),
        text=str(found.get("message") or ""),
        attachments=attachments(found),
        at=moment(found["created_time"]),
        permalink="" if is_comment else str(found.get("permalink_url") or ""),
    )


def _author(value: Mapping[str, Any]) -> Person | None:
    """Older changes have ``sender_id``; without a permission nobody is named at all."""
    who = value.get("from") or {}
    author_id = str(who.get("id") or value.get("sender_id") or "")
    name = str(who.get("name") or value.get("sender_name") or "")
    return Person(external_id=author_id, name=name) if author_id else None


def _at(value: Mapping[str, Any], happening: Happening, sent: object) -> datetime:
    """When it happened. Only a new post's ``created_time`` is that; later changes repeat it."""
    if happening == Happening.POSTED:
        return moment(value.get("created_time") or sent)
    return moment(value.get("edited_time") or sent)
