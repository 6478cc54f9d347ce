"""Graph's read operations on Pages, posts and comments, with fields and cursor paging.

Sources: developers.facebook.com/docs/graph-api/reference/{page/feed,object/comments,comment},
/docs/graph-api/results (2026-09).
"""

import base64
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.credentials import FACEBOOK_APP_ID, Brand
from bot.sandbox.facebook.errors import GraphError, missing
from bot.sandbox.facebook.fields import Wanted, names, parse_fields
from bot.sandbox.facebook.objects import FacebookObject, FacebookObjects, graph_time

DEFAULT_POST = "created_time,message,id"
DEFAULT_COMMENT = "created_time,from,message,id"
LIMIT = 25
MOST = 100
COMMON = ("id", "message", "from", "created_time", "updated_time", "permalink_url", "is_hidden")
KNOWN_POST = frozenset(
    {*COMMON, "attachments", "comments", "story", "status_type", "is_published", "to", "parent_id"}
)
KNOWN_COMMENT = frozenset(
    {
        *COMMON, "parent", "object", "attachment", "can_hide", "can_comment", "can_remove",
        "can_reply_privately", "comment_count", "comments", "is_private", "like_count",
    }
)  # fmt: skip


class Reading:
    """The read handlers. Called with the world's lock held."""

    def __init__(self, objects: FacebookObjects) -> None:
        self.objects = objects

    def me(self, brand: Brand | None, given: dict[str, str]) -> dict[str, Any]:
        if brand is None:
            return {"id": FACEBOOK_APP_ID, "name": "Earshot sandbox"}
        return self._page_node(brand.page_id, given)

    def node(self, object_id: str, given: dict[str, str]) -> dict[str, Any]:
        """GET /{id}: a Page, a post or a comment."""
        if object_id in self.objects.pages:
            return self._page_node(object_id, given)
        item = self.readable(object_id)
        return self.document(item, parse_fields(given.get("fields") or _default(item)))

    def feed(self, page_id: str, edge: str, given: dict[str, str]) -> dict[str, Any]:
        """GET /{page}/feed, /visitor_posts or /tagged, newest first."""
        name = self.objects.pages[page_id].casefold()
        posts = [
            item
            for item in self.objects.objects.values()
            if not item.is_comment and self.objects.is_readable(item)
        ]
        chosen = {
            "feed": [p for p in posts if p.page_id == page_id],
            "visitor_posts": [p for p in posts if p.page_id == page_id and p.author_id != page_id],
            "tagged": [
                p for p in posts if p.page_id != page_id and f"@{name}" in p.message.casefold()
            ],
        }[edge]
        chosen.sort(key=lambda item: item.created_at, reverse=True)
        return self.page_of([p for p in chosen if _inside(p, given)], given, DEFAULT_POST)

    def comments(self, object_id: str, given: dict[str, str]) -> dict[str, Any]:
        """GET /{post or comment}/comments: `filter=stream` has the replies too."""
        target = self.readable(object_id)
        found = [c for c in self.objects.below(target) if self.objects.is_readable(c)]
        if given.get("filter", "toplevel") != "stream":
            found = [comment for comment in found if comment.parent_id == target.id]
        order = given.get("order", "chronological")
        if order not in ("chronological", "reverse_chronological"):
            raise GraphError(100, "(#100) Param order must be one of {CHRONOLOGICAL, REVERSE_...}")
        found.sort(key=lambda item: item.created_at, reverse=order != "chronological")
        inside = [comment for comment in found if _inside(comment, given)]
        answer = self.page_of(inside, given, DEFAULT_COMMENT)
        if given.get("summary") in ("true", "1"):
            answer["summary"] = {"order": order, "total_count": len(found), "can_comment": True}
        return answer

    def readable(self, object_id: str, method: str = "GET") -> FacebookObject:
        """The object. Raises GraphError 100/33 when there is none to see."""
        item = self.objects.readable(object_id)
        if item is None:
            raise missing(object_id, method)
        return item

    def document(self, item: FacebookObject, wanted: tuple[Wanted, ...]) -> dict[str, Any]:
        """The object with the wanted fields and always its id."""
        known = KNOWN_COMMENT if item.is_comment else KNOWN_POST
        for name in sorted(names(wanted) - known):
            raise GraphError(100, f"(#100) Tried accessing nonexisting field ({name})")
        whole = self._whole(item)
        document = {w.name: whole[w.name] for w in wanted if w.name in whole}
        for each in wanted:
            if each.name == "comments":
                document["comments"] = self._inner_comments(item, each)
        return document | {"id": item.id}

    def page_of(
        self, items: list[FacebookObject], given: dict[str, str], default: str
    ) -> dict[str, Any]:
        """One page of a list with its cursors; `data` is [] and paging absent when empty."""
        wanted = parse_fields(given.get("fields") or default)
        size = _limit(given)
        start = _start(items, given.get("after"))
        page = items[start : start + size]
        answer: dict[str, Any] = {"data": [self.document(item, wanted) for item in page]}
        if page:
            cursors = {"before": cursor(page[0]), "after": cursor(page[-1])}
            answer["paging"] = {"cursors": cursors}
            if start + size < len(items):
                answer["paging"]["next"] = f"https://graph.facebook.com/?after={cursors['after']}"
        return answer

    def _page_node(self, page_id: str, given: dict[str, str]) -> dict[str, Any]:
        name = self.objects.pages[page_id]
        node = {"id": page_id, "name": name, "link": f"https://www.facebook.com/{page_id}"}
        wanted = names(parse_fields(given.get("fields") or "id,name")) | {"id"}
        return {key: value for key, value in node.items() if key in wanted}

    def _inner_comments(self, item: FacebookObject, wanted: Wanted) -> dict[str, Any]:
        fields = ",".join(names(wanted.inner)) or DEFAULT_COMMENT
        return self.comments(item.id, wanted.arguments | {"fields": fields})

    def _whole(self, item: FacebookObject) -> dict[str, Any]:
        own = item.author_id == item.page_id
        children = [c for c in self.objects.below(item) if self.objects.is_readable(c)]
        whole: dict[str, Any] = {
            "id": item.id,
            "message": item.message,
            "from": {"name": self.objects.name(item.author_id), "id": item.author_id},
            "created_time": graph_time(item.created_at),
            "updated_time": graph_time(item.updated_at),
            "permalink_url": self.objects.link(item),
            "is_hidden": item.hidden,
            "status_type": "mobile_status_update" if own else "wall_post",
            "is_published": True,
            "can_hide": not own,
            "can_comment": True,
            "can_remove": True,
            "can_reply_privately": not own and not item.private_reply,
            "comment_count": len(children),
            "is_private": False,
            "like_count": 0,
            "object": {"id": item.post_id},
        }
        if item.parent_id not in (None, item.post_id):
            whole["parent"] = {"id": item.parent_id}
        return whole


def cursor(item: FacebookObject) -> str:
    """An opaque position in a list; good for a while, not to be kept."""
    return base64.urlsafe_b64encode(item.id.encode()).decode().rstrip("=")


def _start(items: list[FacebookObject], after: str | None) -> int:
    """Where the next page begins; nothing more when the cursor's item has gone meanwhile."""
    if not after:
        return 0
    places = (place + 1 for place, item in enumerate(items) if cursor(item) == after)
    return next(places, len(items))


def _default(item: FacebookObject) -> str:
    return DEFAULT_COMMENT if item.is_comment else DEFAULT_POST


def _limit(given: dict[str, str]) -> int:
    text = given.get("limit", str(LIMIT))
    if not text.isdigit():
        raise GraphError(100, "(#100) Param limit must be an integer")
    return max(1, min(MOST, int(text)))


def _inside(item: FacebookObject, given: dict[str, str]) -> bool:
    at = datetime.fromisoformat(item.created_at)
    since, until = _moment(given.get("since")), _moment(given.get("until"))
    return (since is None or at >= since) and (until is None or at < until)


def _moment(text: str | None) -> datetime | None:
    """`since` and `until`: seconds since 1970 or an ISO time (UTC when no zone is given)."""
    if not text:
        return None
    try:
        if text.isdigit():
            return datetime.fromtimestamp(int(text), UTC)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise GraphError(100, f"(#100) {text} is not a time") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
