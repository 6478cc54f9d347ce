"""Splitting a webhook delivery into items, each with a key that a repeat has again.

One delivery holds up to 1,000 changes of several Pages; there is no delivery id and no order.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from bot.channels.channel import Hook, HookItem, RawItem
from bot.channels.facebook import messenger
from bot.channels.facebook.moments import moment
from bot.domain.channels.inbound import Unreadable


def source_of(page: str) -> str:
    """One source for what the webhook tells and what polling finds, so that their keys meet."""
    return f"facebook:page:{page}"


def messenger_source_of(page: str) -> str:
    """Messenger apart: it has a permission of its own, and polling it may fail alone."""
    return f"facebook:messenger:{page}"


def split(hook: Hook) -> list[HookItem]:
    """Every change of every entry but reactions and marks of reading. Raises Unreadable when it is no delivery."""
    try:
        delivery = json.loads(hook.body)
    except ValueError:
        raise Unreadable("This delivery of Facebook is not JSON.") from None
    entries = delivery.get("entry") if isinstance(delivery, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Unreadable("This delivery of Facebook has no entries.")
    return [item for entry in entries for item in _items(entry)]


def added_key(object_id: str, created: int | str) -> str:
    """The key of a new post or comment. ``created`` is in seconds since 1970."""
    return f"{object_id}:add:{created}"


def _items(entry: dict[str, Any]) -> Iterator[HookItem]:
    page, at = str(entry.get("id") or ""), entry.get("time")
    for kind in ("changes", "messaging", "standby"):
        told = entry.get(kind)
        for each in told if isinstance(told, list) else []:
            if _is_reaction(each) or (kind != "changes" and messenger.is_mere_state(each)):
                continue
            body = {"page": page, "time": at, "kind": kind, "told": each}
            item = RawItem(_key(kind, each, at), json.dumps(body).encode())
            source = source_of(page) if kind == "changes" else messenger_source_of(page)
            yield HookItem(source, page, item)


def _is_reaction(told: Any) -> bool:
    """Likes flood the feed and say nothing that could be answered; they are not even kept."""
    value = told.get("value") if isinstance(told, dict) else None
    return isinstance(value, dict) and value.get("item") in {"reaction", "like"}


def _key(kind: str, told: Any, at: Any) -> str:
    """The object's id, the verb and the time of that change; else a hash of the whole."""
    key = messenger.key_of(told) if kind != "changes" else _change_key(told, at)
    if key:
        return key
    digest = hashlib.sha256(json.dumps([kind, told, at], sort_keys=True).encode()).hexdigest()
    return f"{kind}:{digest[:40]}"


def _seconds(value: Any) -> int | str:
    """A time as polling gives it; where it is none, whatever stands there still makes a key."""
    try:
        return int(moment(value).timestamp())
    except (ValueError, OverflowError):
        return str(value)


def _change_key(told: Any, at: Any) -> str:
    value = told.get("value") if isinstance(told, dict) else None
    if not isinstance(value, dict):
        return ""
    if told.get("field") == "ratings" and value.get("item") == "rating":
        value = value | {"post_id": value.get("open_graph_story_id")}
    elif told.get("field") == "mention":
        value = value | {"item": "comment" if value.get("comment_id") else "post"}
    elif told.get("field") != "feed":
        return ""
    return _feed_key(value, at)


def _feed_key(value: dict[str, Any], at: Any) -> str:
    is_comment = value.get("item") == "comment"
    object_id = value.get("comment_id") if is_comment else value.get("post_id")
    verb = value.get("verb")
    if not object_id or not verb:
        return ""
    if verb == "add":
        return added_key(str(object_id), _seconds(value.get("created_time") or at))
    if verb in {"remove", "delete"}:
        return f"{object_id}:{verb}"  # it happens once, whatever time is given with it
    # Hiding repeats the post's own time, and hide, unhide, hide are three things.
    return f"{object_id}:{verb}:{value.get('edited_time') or at}"
