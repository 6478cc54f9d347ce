"""What happened on a Page, as the `value` of a `feed` change or a Messenger event.

Sources: developers.facebook.com/docs/graph-api/webhooks/reference/page#feed and
/docs/messenger-platform/reference/webhook-events (2026-09); the reference has only a schema, the
shapes are those that developers publish. `remove` carries no message.
"""

from collections.abc import Sequence
from typing import Any

from bot.sandbox.facebook.objects import FacebookObject, FacebookObjects, epoch, graph_time


def feed_change(objects: FacebookObjects, item: FacebookObject, verb: str) -> dict[str, Any]:
    """The change for verb add, edited, remove, hide or unhide of a post or comment."""
    value: dict[str, Any] = {
        "from": {"id": item.author_id, "name": objects.name(item.author_id)},
        "post_id": item.post_id,
        "created_time": epoch(item.created_at),
        "item": _item(item),
        "verb": verb,
    }
    if item.is_comment:
        value |= {"comment_id": item.id, "parent_id": item.parent_id}
        value["post"] = _post_of(objects, item)
    else:
        value["published"] = 1
    if verb != "remove":
        value["message"] = item.message
    if verb == "edited":
        value["edited_time"] = epoch(item.updated_at)
    return {"field": "feed", "value": value}


def message_event(
    *,
    sender: str,
    recipient: str,
    at_ms: int,
    mid: str,
    text: str,
    attachments: Sequence[str] = (),
    app_id: str | None = None,
    metadata: str = "",
    removed: bool = False,
) -> dict[str, Any]:
    """A Messenger message; with `app_id` it is the echo of one the Page sent."""
    message: dict[str, Any] = {"mid": mid}
    if removed:
        message["is_deleted"] = True
    elif text:
        message["text"] = text
    if attachments and not removed:
        address = "https://cdn.example/"
        message["attachments"] = [
            {"type": kind, "payload": {"url": f"{address}{mid}"}} for kind in attachments
        ]
    if app_id is not None:
        message |= {"is_echo": True, "app_id": int(app_id)}
    if metadata:
        message["metadata"] = metadata
    who = {"sender": {"id": sender}, "recipient": {"id": recipient}}
    return {**who, "timestamp": at_ms, "message": message}


def edit_event(
    *, sender: str, recipient: str, at_ms: int, mid: str, text: str, count: int
) -> dict[str, Any]:
    """A Messenger message that its author changed."""
    return {
        "sender": {"id": sender},
        "recipient": {"id": recipient},
        "timestamp": at_ms,
        "message_edit": {"mid": mid, "text": text, "num_edit": count},
    }


def rating_change(
    *, story: str, author_id: str, name: str, text: str, positive: bool, at: int
) -> dict[str, Any]:
    """A recommendation of the Page."""
    value = {
        "item": "rating",
        "verb": "add",
        "recommendation_type": "positive" if positive else "negative",
        "review_text": text,
        "reviewer_id": author_id,
        "reviewer_name": name,
        "created_time": at,
        "open_graph_story_id": story,
    }
    return {"field": "ratings", "value": value}


def _item(item: FacebookObject) -> str:
    if item.is_comment:
        return "comment"
    return "status" if item.author_id == item.page_id else "post"


def _post_of(objects: FacebookObjects, item: FacebookObject) -> dict[str, Any]:
    post = objects.objects[item.post_id]
    return {
        "id": post.id,
        "status_type": "mobile_status_update",
        "is_published": True,
        "updated_time": graph_time(post.updated_at),
        "permalink_url": objects.link(post),
        "promotion_status": "inactive",
    }
