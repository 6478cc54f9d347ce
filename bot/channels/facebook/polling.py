"""Reading a Page for what the webhook missed: recent posts and the newest comments under each.

Graph's paging cursors are not made to be kept, so the cursor is the newest time seen, and each poll
looks ten minutes behind it. What was known is recognised by its key, which webhook items share. A poll
looks under the newest posts; a slow sweep over a day looks under all that one look can list.
Comments on advertisements that stand on no Page come by webhook alone.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from bot.channels import certainty, outside
from bot.channels.channel import Limit, Page, PollFailed, RawItem
from bot.channels.facebook.client import FacebookClient, GraphTrouble
from bot.channels.facebook.explanations import poll_failed
from bot.channels.facebook.hooks import added_key
from bot.channels.facebook.lists import ASKED_TO_WAIT, COMMENTS, Walk, is_past, made_at
from bot.channels.outside import part, text
from bot.channels.reached import TOO_MUCH, Place, Reached, reached

OVERLAP_S = 600
SWEPT = timedelta(days=1)
WATCHED = 100  # posts under which a poll looks, however old they are
SWEPT_POSTS = 1000
_AT_ONCE = 50  # posts in a page
_COMMENT = "id,message,from,parent{id},created_time,attachment"
_NEWEST = "comments.filter(stream).order(reverse_chronological).limit(25)"
_POST = (
    f"id,message,from,created_time,permalink_url,is_published,attachments,{_NEWEST}{{{_COMMENT}}}"
)

T = TypeVar("T")
Found = dict[str, tuple[int | None, dict[str, Any]]]  # by key: when it was made, and the item


def poll(
    client: FacebookClient,
    *,
    cursor: str,
    now: datetime,
    lookback: timedelta,
    is_swept: bool = False,
) -> Page:
    """Everything since the cursor; an empty one is ``lookback`` before now. ``is_swept``: that another
    look goes deeper, so that this one need not say how deep it goes. Raises PollFailed."""
    known = reached(cursor) or Reached(int((now - lookback).timestamp()) + OVERLAP_S)
    latest = int(now.timestamp())
    at = min(known.at, latest + OVERLAP_S)  # one that ran ahead of time skips nothing more
    walk, found = Walk(client), Found()
    who = client.keys.name
    is_all = explained(lambda: _read(walk, at - OVERLAP_S, found, watched=WATCHED), who=who)
    if not is_all and not is_swept:
        walk.say(_older_posts(WATCHED))
    for place in known.left:
        explained(partial(_go_on, walk, place, found), who=who)
    newest = max([at, *(min(made, latest) for made, _ in found.values() if made is not None)])
    cursor = Reached(newest, walk.left).written()
    return Page(_items(found), cursor, tuple(walk.hit.values()), rest_s=walk.rest_s)


def sweep(client: FacebookClient, *, cursor: str, now: datetime, lookback: timedelta) -> Page:
    """Everything of a day, whatever was read of it, but nothing of before the first start; that is what
    its cursor holds. Raises PollFailed."""
    start = (reached(cursor) or Reached(int((now - lookback).timestamp()))).at
    bound = max(min(start, int(now.timestamp())), int((now - SWEPT).timestamp()))
    return replace(since(client, bound=bound), cursor=str(start))


def since(client: FacebookClient, *, bound: int) -> Page:
    """Everything made at or after the bound, whatever was read of it. Raises PollFailed."""
    walk, found = Walk(client), Found()
    read = partial(_read, walk, bound, found, watched=SWEPT_POSTS)
    is_all = explained(read, who=client.keys.name) and not walk.left
    missed = _older_posts(SWEPT_POSTS)
    if walk.left:
        missed = ASKED_TO_WAIT if walk.rest_s else TOO_MUCH
    return Page(_items(found), "", () if is_all else (missed,), rest_s=walk.rest_s)


def explained(act: Callable[[], T], *, who: str) -> T:
    """Do it; turn whatever goes wrong on the way into PollFailed, in words for a person."""

    def means(trouble: GraphTrouble) -> PollFailed:
        return poll_failed(trouble, who=who)

    return certainty.explained(act, platform="Facebook", who=who, trouble=GraphTrouble, means=means)


def _items(found: Found) -> list[RawItem]:
    """Oldest first. In one second, what is answered comes before its answer: ids grow."""
    ordered = sorted(found.items(), key=lambda item: (item[1][0] or 0, len(item[0]), item[0]))
    return [RawItem(key, json.dumps(body).encode()) for key, (_, body) in ordered]


def _older_posts(watched: int) -> Limit:
    words = "posts. New comments under the older ones come by webhook alone."
    return Limit("older_posts", f"The Page has more than {watched} {words}", is_standing=True)


def _read(walk: Walk, bound: int, found: Found, *, watched: int) -> bool:
    """Posts and comments made at or after the bound; returns whether all posts were looked at."""
    page, is_all = walk.client.keys.id, True
    for name in ("feed", "visitor_posts"):
        seen = 0
        for posts in walk.pages(Place(name, page, "", bound), fields=_POST, limit=str(_AT_ONCE)):
            for post in posts:
                _read_post(walk, post, bound, found)
            seen += len(posts)
            if seen >= watched and all((made_at(post) or 0) < bound for post in posts):
                is_all = is_all and len(posts) < _AT_ONCE
                break
    return is_all


def _read_post(walk: Walk, post: Any, bound: int, found: Found) -> None:
    """A post and what stands under it."""
    page = walk.client.keys.id
    if not _is_own(post, page):
        _keep(found, page, post, [post], bound)
    if isinstance(post, dict) and text(post.get("id")):
        for comments in _comments(walk, post, bound):
            _keep(found, page, post, comments, bound)


def _go_on(walk: Walk, place: Place, found: Found) -> None:
    """From where an earlier poll stopped: a list of posts, or the comments under one."""
    page = walk.client.keys.id
    if place.name == "comments":
        for comments in walk.some(place, fields=_COMMENT, **COMMENTS):
            _keep(found, page, {"id": place.of}, comments, place.bound)
            if is_past(comments, place.bound):
                return
        return
    for posts in walk.some(place, fields=_POST, limit=str(_AT_ONCE)):
        for post in posts:
            _read_post(walk, post, place.bound, found)
        if is_past(posts, place.bound):
            return


def _comments(walk: Walk, post: dict[str, Any], bound: int) -> Iterator[list[Any]]:
    """The newest came with the post; the edge is read only where all of them are new."""
    newest = part(post, "comments")
    known = newest.get("data")
    if isinstance(known, list):
        yield known
    if not part(newest, "paging").get("next") or is_past(known or [], bound):
        return
    place = Place("comments", text(post.get("id")), "", bound)
    for comments in walk.some(place, fields=_COMMENT, **COMMENTS):
        yield comments
        if is_past(comments, bound):
            return


def _keep(found: Found, page: str, post: dict[str, Any], those: Iterable[Any], bound: int) -> None:
    """What is new. Without a time, or a usable id, it is kept as well, for a person to look at."""
    post_id = text(post.get("id")) if isinstance(post, dict) else ""
    for each in those:
        made = made_at(each)
        if (made is not None and made < bound) or _is_unpublished(each):
            continue
        bare = {k: v for k, v in each.items() if k != "comments"} if _is_object(each) else each
        body = {"page": page, "kind": "found", "post_id": post_id, "told": bare}
        number = text(each.get("id")) if _is_object(each) else ""
        is_whole = number and made is not None
        key = added_key(number, made or 0) if is_whole else outside.key_of_odd([number or bare])
        found[key] = (made, body)


def _is_object(each: Any) -> bool:
    return isinstance(each, dict)


def _is_own(post: Any, page: str) -> bool:
    return text(part(post, "from").get("id")) == page


def _is_unpublished(each: Any) -> bool:
    return isinstance(each, dict) and each.get("is_published") is False
