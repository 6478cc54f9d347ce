"""Graph's write operations on posts and comments: answer, edit, hide, delete.

Sources: developers.facebook.com/docs/graph-api/reference/{object/comments,comment} (2026-09). The
8,000 characters of a comment are what third-party clients report, not in the reference.
"""

from typing import Any

from bot.sandbox.credentials import Brand
from bot.sandbox.facebook.errors import GraphError, missing
from bot.sandbox.facebook.events import feed_change
from bot.sandbox.facebook.objects import FacebookObject, FacebookObjects
from bot.sandbox.facebook.webhook import Webhook

COMMENT_LIMIT = 8000


class Writing:
    """The write handlers. Called with the world's lock held; each tells the webhook."""

    def __init__(self, objects: FacebookObjects, webhook: Webhook) -> None:
        self.objects = objects
        self.webhook = webhook

    def comment(
        self, brand: Brand | None, object_id: str, given: dict[str, str], late: float
    ) -> dict[str, Any]:
        """POST /{post or comment}/comments."""
        parent = self._target(brand, object_id, "POST")
        message = given.get("message", "")
        if not message.strip():
            raise GraphError(100, "(#100) Comment must have a message or an attachment")
        if len(message) > COMMENT_LIMIT:
            raise GraphError(100, "(#100) The comment is too long")
        written = self.objects.comment(
            parent=parent, author_id=parent.page_id, message=message, via="api", late=late
        )
        self.tell(written, "add", late=late)
        return {"id": written.id}

    def change(
        self, brand: Brand | None, object_id: str, given: dict[str, str], late: float
    ) -> dict[str, Any]:
        """POST /{comment}: `is_hidden` for others' comments, `message` for one's own."""
        item = self._target(brand, object_id, "POST")
        own = item.author_id == item.page_id
        if "is_hidden" in given:
            if own or not item.is_comment:
                raise GraphError(100, "(#100) This comment can't be hidden")
            self.hide(item, given["is_hidden"].casefold() in ("true", "1"))
        elif "message" in given:
            if not own:
                raise GraphError(200, "(#200) You can only edit your own comments")
            self.edit(item, given["message"])
        else:
            raise GraphError(100, "(#100) Nothing to change: give message or is_hidden")
        return {"success": True}

    def delete(self, brand: Brand | None, object_id: str) -> dict[str, Any]:
        """DELETE /{post or comment}."""
        self.remove(self._target(brand, object_id, "DELETE"))
        return {"success": True}

    def edit(self, item: FacebookObject, message: str) -> None:
        self.objects.edit(item, message)
        self.tell(item, "edited")

    def hide(self, item: FacebookObject, hidden: bool) -> None:
        item.hidden = hidden
        self.tell(item, "hide" if hidden else "unhide")

    def remove(self, item: FacebookObject) -> None:
        for gone in self.objects.remove(item):
            self.tell(gone, "remove")

    def tell(self, item: FacebookObject, verb: str, *, late: float = 0.0) -> None:
        """Queue the webhook for what happened."""
        change = feed_change(self.objects, item, verb)
        self.webhook.send(item.page_id, "feed", change, late=late)

    def _target(self, brand: Brand | None, object_id: str, method: str) -> FacebookObject:
        item = self.objects.readable(object_id)
        if item is None or brand is None or item.page_id != brand.page_id:
            raise missing(object_id, method)
        return item
