"""Splitting a webhook delivery into items, each with a key that a repeat has again.

One delivery holds up to 1,000 changes of several Pages; there is no delivery id and no order. What is
strange in it is an item of its own, which reading sets aside: its neighbours are kept all the same.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.channels import outside
from bot.channels.channel import Hook, HookItem, RawItem
from bot.channels.facebook import messenger
from bot.channels.outside import moment, text
from bot.domain.channels.inbound import Unreadable

_LONGEST_PAGE = 100  # characters of its id
_KINDS = ("changes", "messaging", "standby")


def source_of(page: str) -> str:
    """One source for what the webhook tells and what polling finds, so that their keys meet."""
    return f"facebook:page:{page}"


def messenger_source_of(page: str) -> str:
    """Messenger apart: it has a permission of its own, and polling it may fail alone."""
    return f"facebook:messenger:{page}"


def split(hook: Hook) -> list[HookItem]:
    """Every change of every entry but reactions and marks of reading. Raises Unreadable when it is no delivery."""
    delivery = outside.parsed(hook.body, what="This delivery of Facebook")
    entries = delivery.get("entry") if isinstance(delivery, dict) else None
    if not isinstance(entries, list) or not any(isinstance(entry, dict) for entry in entries):
        raise Unreadable("This delivery of Facebook has no entries.")
    return [item for entry in entries for item in _items(entry)]


def added_key(object_id: str, created: int | str) -> str:
    """The key of a new post or comment. ``created`` is in seconds since 1970."""
    return outside.key(object_id, "add", created)


def _items(entry: Any) -> Iterator[HookItem]:
    told_of = entry if isinstance(entry, Mapping) else {}
    page, at = text(told_of.get("id"))[:_LONGEST_PAGE], told_of.get("time")
    kinds = [kind for kind in _KINDS if told_of.get(kind) is not None]
    for kind in kinds:
        told = told_of[kind]
        for each in told if isinstance(told, list) else [told]:
            if _is_reaction(each) or (kind != "changes" and messenger.is_mere_state(each)):
                continue
            body = {"page": page, "time": at, "kind": kind, "told": each}
            source = source_of(page) if kind == "changes" else messenger_source_of(page)
            yield HookItem(source, page, _item(_key(kind, each, at), body))
    if not kinds:
        body = {"page": page, "time": at, "kind": "entry", "told": entry}
        yield HookItem(source_of(page), page, _item(outside.key_of_odd(entry), body))


def _item(key: str, body: dict[str, Any]) -> RawItem:
    return RawItem(key, json.dumps(body).encode())


def _is_reaction(told: Any) -> bool:
    """Likes flood the feed and say nothing that could be answered; they are not even kept."""
    return text(outside.part(told, "value").get("item")) in {"reaction", "like"}


def _key(kind: str, told: Any, at: Any) -> str:
    """The object's id, the verb and the time of that change; else a hash of the whole."""
    key = messenger.key_of(told) if kind != "changes" else _change_key(told, at)
    return key or f"{kind}:{outside.key_of_odd([kind, told, at])}"


def _seconds(value: Any) -> int | str:
    """A time as polling gives it; where it is none, whatever stands there still makes a key."""
    at = moment(value)
    return text(value) if at is None else int(at.timestamp())


def _change_key(told: Any, at: Any) -> str:
    if not isinstance(told, dict) or not isinstance(told.get("value"), dict):
        return ""
    value, field = told["value"], text(told.get("field"))
    if field == "ratings":
        value = value | {"post_id": value.get("open_graph_story_id")}
    elif field == "mention":
        value = value | {"item": "comment" if value.get("comment_id") else "post"}
    elif field != "feed":
        return ""
    return _feed_key(value, at)


def _feed_key(value: dict[str, Any], at: Any) -> str:
    is_comment = text(value.get("item")) == "comment"
    object_id = text(value.get("comment_id") if is_comment else value.get("post_id"))
    verb = text(value.get("verb"))
    if not object_id or not verb:
        return ""
    if verb == "add":
        return added_key(object_id, _seconds(value.get("created_time") or at))
    if verb in {"remove", "delete"}:
        return outside.key(object_id, verb)  # it happens once, whatever time is given with it
    # Hiding repeats the post's own time, and hide, unhide, hide are three things.
    return outside.key(object_id, verb, value.get("edited_time") or at)
