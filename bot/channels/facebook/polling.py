"""Reading a Page for what the webhook missed: recent posts and the newest comments under each.

Graph's paging cursors are not made to be kept, so the cursor is the newest time seen, and each poll
looks ten minutes behind it. What was known is recognised by its key, which webhook items share.
Comments on advertisements that stand on no Page come by webhook alone.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.channels import certainty
from bot.channels.channel import Page, PollFailed, RawItem
from bot.channels.facebook.client import FacebookClient, GraphTrouble
from bot.channels.facebook.explanations import poll_failed
from bot.channels.facebook.hooks import added_key
from bot.channels.facebook.lists import created, newest_comments, objects, pages

OVERLAP_S = 600
WATCHED = 100  # posts whose comments are looked at, however old they are
_COMMENT = "id,message,from,parent{id},created_time,attachment"
_NEWEST = "comments.filter(stream).order(reverse_chronological).limit(25)"
_POST = (
    f"id,message,from,created_time,permalink_url,is_published,attachments,{_NEWEST}{{{_COMMENT}}}"
)

T = TypeVar("T")


def poll(client: FacebookClient, *, cursor: str, now: datetime, lookback: timedelta) -> Page:
    """Everything since the cursor; an empty one is ``lookback`` before now. Raises PollFailed."""
    start = int((now - lookback).timestamp()) + OVERLAP_S
    at = int(cursor) if cursor else start
    who = client.keys.name
    found = explained(lambda: _since(client, at - OVERLAP_S), who=who)
    newest = max([at, *(made for made, _ in found.values())])
    # In one second, what is answered comes before its answer: ids grow.
    ordered = sorted(found.items(), key=lambda item: (item[1][0], len(item[0]), item[0]))
    items = [RawItem(key, json.dumps(body).encode()) for key, (_, body) in ordered]
    return Page(items=items, cursor=str(newest))


def explained(act: Callable[[], T], *, who: str) -> T:
    """Do it; turn whatever goes wrong on the way into PollFailed, in words for a person."""

    def means(trouble: GraphTrouble) -> PollFailed:
        return poll_failed(trouble, who=who)

    return certainty.explained(act, platform="Facebook", who=who, trouble=GraphTrouble, means=means)


def _since(client: FacebookClient, bound: int) -> dict[str, tuple[int, dict[str, Any]]]:
    """Posts and comments made at or after the bound, by key, with their time."""
    found: dict[str, tuple[int, dict[str, Any]]] = {}
    page = client.keys.id
    for name in ("feed", "visitor_posts"):
        for post in _posts(client, name, bound):
            for each in (post, *_comments(client, post, bound)):
                made = created(each)
                own_post = each is post and (post.get("from") or {}).get("id") == page
                if made >= bound and not own_post and each.get("is_published") is not False:
                    bare = {k: v for k, v in each.items() if k != "comments"}
                    body = {"page": page, "kind": "found", "post_id": post["id"], "told": bare}
                    found[added_key(str(each["id"]), made)] = (made, body)
    return found


def _posts(client: FacebookClient, name: str, bound: int) -> Iterator[dict[str, Any]]:
    seen = 0
    for answer in pages(client, client.keys.id, name, fields=_POST, limit="50"):
        posts = objects(answer)
        yield from posts
        seen += len(posts)
        if seen >= WATCHED and all(created(post) < bound for post in posts):
            return


def _comments(client: FacebookClient, post: dict[str, Any], bound: int) -> list[dict[str, Any]]:
    """The newest came with the post; the edge is read only where all of them are new."""
    newest = post.get("comments") or {"data": []}
    known = objects(newest)
    if not (newest.get("paging") or {}).get("next") or any(created(c) < bound for c in known):
        return known
    found: list[dict[str, Any]] = []
    for answer in newest_comments(client, str(post["id"]), fields=_COMMENT):
        comments = objects(answer)
        found += comments
        if any(created(each) < bound for each in comments):
            break
    return found
