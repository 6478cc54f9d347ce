"""X's write operations: publish, delete, hide a reply; with the rules X refuses by.

Sources: docs.x.com/x-api/posts/manage-tweets (reply rule of 2026-02-23, quote posts removed
2026-04-20), /x-api/posts/hide-replies (2026-08). How recent a duplicate has to be is not
documented; 24 hours is a guess.
"""

from datetime import timedelta
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.credentials import Brand
from bot.sandbox.x.length import LIMIT, weighted_length
from bot.sandbox.x.links import wrapped
from bot.sandbox.x.posts import XPost, XPosts, parse
from bot.sandbox.x.problems import DUPLICATE, GONE, NOT_ENGAGED, TOO_LONG, ProblemError, invalid

DUPLICATE_FOR = timedelta(hours=24)
BODY = frozenset({"text", "reply", "made_with_ai", "reply_settings", "for_super_followers_only"})


class Writing:
    """The write handlers. Called with the world's lock held; `brand` is who signed."""

    def __init__(self, posts: XPosts) -> None:
        self.posts = posts

    def publish(self, call: Call, brand: Brand, late: float) -> dict[str, Any]:
        body = _checked_body(call)
        author = self.posts.users[brand.x_id]
        text = body["text"]
        reply = body.get("reply") or {}
        parent = self._parent(brand, reply) if reply else None
        if weighted_length(text) > LIMIT:
            raise ProblemError(403, TOO_LONG)
        if self._said_recently(brand, text, parent):
            raise ProblemError(403, DUPLICATE)
        post = self.posts.write(
            author=author,
            said=text,
            reply_to=parent,
            exclude=frozenset(map(str, reply.get("exclude_reply_user_ids") or [])),
            via="api",
            late=late,
        )
        return {"id": post.id, "text": wrapped(post.text), "edit_history_tweet_ids": [post.id]}

    def delete(self, call: Call, brand: Brand, late: float) -> dict[str, Any]:
        post = self._own(call, brand)
        if post is not None:
            self.posts.delete(post)
            self.posts.world.changed("x")
        return {"deleted": post is not None}

    def hide(self, call: Call, brand: Brand, late: float) -> dict[str, Any]:
        post = self.posts.posts.get(call.parameters["id"])
        root = self.posts.posts.get(post.conversation_id) if post else None
        if post is None or root is None or post is root or root.author_id != brand.x_id:
            raise ProblemError(403, "You may only hide replies in a conversation that you started.")
        post.hidden = bool(_object(call).get("hidden"))
        self.posts.world.changed("x")
        return {"hidden": post.hidden}

    def _parent(self, brand: Brand, reply: dict[str, Any]) -> XPost:
        parent = self.posts.posts.get(str(reply.get("in_reply_to_tweet_id")))
        if parent is None or self.posts.hidden_because(parent):
            raise ProblemError(403, GONE)
        if not self._engaged(brand, parent):
            raise ProblemError(403, NOT_ENGAGED)
        return parent

    def _engaged(self, brand: Brand, parent: XPost) -> bool:
        """Whether the parent's author named this account, or quoted a post of it."""
        quoted = self.posts.posts.get(parent.quote_of or "")
        return (
            parent.author_id == brand.x_id
            or brand.x_id in self.posts.mentioned(parent)
            or (quoted is not None and quoted.author_id == brand.x_id)
        )

    def _said_recently(self, brand: Brand, text: str, parent: XPost | None) -> bool:
        """The same words to the same person: other people get other @names, so other text."""
        since = self.posts.world.now() - DUPLICATE_FOR
        to = parent.author_id if parent else None
        return any(
            post.author_id == brand.x_id
            and not post.deleted
            and post.said.split() == text.split()
            and post.in_reply_to_user_id == to
            and parse(post.created_at) >= since
            for post in self.posts.posts.values()
        )

    def _own(self, call: Call, brand: Brand) -> XPost | None:
        post = self.posts.posts.get(call.parameters["id"])
        if post is None or post.deleted:
            return None
        if post.author_id != brand.x_id:
            raise ProblemError(403, "You are not authorized to delete this Tweet.")
        return post


def _object(call: Call) -> dict[str, Any]:
    try:
        return call.json()
    except ValueError:
        raise invalid("body", "", "The body is not a JSON object") from None


def _checked_body(call: Call) -> dict[str, Any]:
    body = _object(call)
    if "quote_tweet_id" in body or "quote_post_id" in body:
        raise ProblemError(403, "Quoting is not available at your access level.")
    for name in sorted(set(body) - BODY):
        raise invalid(
            name, str(body[name]), f"The body field [{name}] is not one of the known ones"
        )
    if not isinstance(body.get("text"), str) or not body["text"].strip():
        raise invalid("text", str(body.get("text")), "`text` has to be a non-empty string")
    return body
