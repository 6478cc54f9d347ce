"""Reading X for what is new: all pages, oldest first, and only then a cursor.

Each poll looks a minute behind its cursor, because posts may become visible out of order; X charges
a post read twice in a day once, and what was stored before is recognised by its key.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from bot.channels import certainty
from bot.channels.channel import Page, PollFailed, RawItem
from bot.channels.transport import CutOff
from bot.channels.x import ids
from bot.channels.x.client import XTrouble
from bot.channels.x.explanations import poll_failed
from bot.channels.x.spelling import normal

OVERLAP = timedelta(seconds=60)
T = TypeVar("T")


class Fetch(Protocol):
    """One page of a list, newest first."""

    def __call__(self, *, since_id: str, token: str | None) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Limits:
    """How much of a list is read in one poll."""

    pages: int  # more than these is a fault of X's, or, with a ``beyond``, left unread
    reach: int | None = None  # X lists no more than so many, however many there are
    beyond: str = ""  # what to tell a person when some may have been left out


def poll(
    fetch: Fetch,
    *,
    who: str,
    cursor: str,
    now: datetime,
    lookback: timedelta,
    limits: Limits,
    kind: str = "post",
) -> Page:
    """Everything since the cursor; an empty one is ``lookback`` before now. Raises PollFailed."""
    at = int(cursor) if cursor else ids.id_at(now - lookback + OVERLAP)
    since = str(ids.earlier(at, OVERLAP))
    answers, is_all = explained(lambda: _all_pages(fetch, since, limits), who=who)
    items = explained(lambda: _oldest_first(answers, kind), who=who)
    newest = max([at, *(number for number, _ in items)])
    is_all = is_all and (limits.reach is None or len(items) < limits.reach)
    return Page(
        items=[item for _, item in items], cursor=str(newest), alarm="" if is_all else limits.beyond
    )


def explained(act: Callable[[], T], *, who: str) -> T:
    """Do it; turn whatever goes wrong on the way into PollFailed, in words for a person."""

    def means(trouble: XTrouble) -> PollFailed:
        return poll_failed(trouble, who=who, now=time.time())

    return certainty.explained(act, platform="X", who=who, trouble=XTrouble, means=means)


def split(answer: dict[str, Any], kind: str = "post") -> list[tuple[int, RawItem]]:
    """Each post of an answer with its number, and with the people, posts and media it needs."""
    items = []
    for post in answer.get("data") or []:
        if not isinstance(post, dict) or not str(post.get("id", "")).isdigit():
            raise CutOff("X's answer holds a post without an id.")
        body = {kind: post, "includes": _needed(post, answer.get("includes") or {})}
        if post_found_by := answer.get("found_by"):
            body["found_by"] = post_found_by(post)
        key = f"{post['id']}:posted"
        items.append((int(post["id"]), RawItem(key, json.dumps(body).encode())))
    return items


def _oldest_first(answers: list[dict[str, Any]], kind: str) -> list[tuple[int, RawItem]]:
    return sorted((i for answer in answers for i in split(answer, kind)), key=lambda item: item[0])


def _all_pages(fetch: Fetch, since: str, limits: Limits) -> tuple[list[dict[str, Any]], bool]:
    """The pages, and whether they are all there is."""
    answers: list[dict[str, Any]] = []
    token: str | None = None
    while len(answers) < limits.pages:
        answer = fetch(since_id=since, token=token)
        answers.append(answer)
        following = (answer.get("meta") or {}).get("next_token")
        if not following:
            return answers, True
        if following == token:
            raise CutOff("X gives the same page again and again.")
        token = str(following)
    if limits.beyond and limits.reach is None:
        return answers, False
    raise CutOff(f"X has more than {limits.pages} pages, which is more than it documents.")


def _needed(post: dict[str, Any], includes: dict[str, Any]) -> dict[str, Any]:
    """Of everything included with a page, what this one post refers to, as it came."""
    plain = normal(post)
    referred = {each.get("id") for each in _objects(plain.get("referenced_posts"))}
    posts = _objects(includes.get("posts") or includes.get("tweets"))
    parents = [each for each in posts if each.get("id") in referred]
    authors = {plain.get("author_id"), plain.get("sender_id")}
    people = authors | {each.get("author_id") for each in parents}
    attached = plain.get("attachments")
    media = (attached.get("media_keys") if isinstance(attached, dict) else None) or []
    return {
        "posts": parents,
        "users": [u for u in _objects(includes.get("users")) if u.get("id") in people],
        "media": [m for m in _objects(includes.get("media")) if m.get("media_key") in media],
    }


def _objects(value: Any) -> list[dict[str, Any]]:
    """What is strange here is left for whoever reads the item; it must not stop the whole poll."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
