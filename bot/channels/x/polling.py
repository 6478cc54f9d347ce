"""Reading X for what is new: all pages, oldest first, and only then a cursor.

Each poll looks a minute behind its cursor, because posts may become visible out of order, and a slow
sweep looks again over a day: an account made public again, or a slow index, lists a post hours late. X
charges a post read twice in a day once, and what was stored before is recognised by its key.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol, TypeVar

from bot.channels import certainty, outside
from bot.channels.channel import Limit, Page, PollFailed, RawItem
from bot.channels.outside import parts, text
from bot.channels.reached import AGAIN, LATER, LOST, Place, Reached, reached
from bot.channels.transport import CutOff
from bot.channels.x import ids
from bot.channels.x.client import PAGE, XTrouble
from bot.channels.x.explanations import poll_failed
from bot.channels.x.spelling import names_no_author, normal

OVERLAP = timedelta(seconds=60)
SWEPT = timedelta(days=1)
_SETTLED = timedelta(minutes=10)  # how long after it was made a post may still come into an index
_NO_AUTHORS = Limit(
    "no_authors",
    "X was asked who wrote these posts, and told nobody. They are shown as written by “Somebody”, one "
    "case each. See EARSHOT_X_FIELD_PREFIX.",
    is_standing=True,
)
_ALLOWANCE = Limit(
    "census_allowance",
    "More stands there than one census may read for money; see EARSHOT_CENSUS_PAID_READS.",
)
T = TypeVar("T")


class Fetch(Protocol):
    """One page of a list, newest first."""

    def __call__(self, *, since_id: str, token: str | None) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Limits:
    """How much of a list is read in one poll."""

    pages: int
    beyond: Limit | None = None  # more is left unread, and this said; else the next poll goes on
    reach: int | None = None  # X lists no more than so many, however many there are
    age: timedelta | None = None  # X refuses to look further back than this
    too_old: Limit | None = None  # what to say when further back would have been needed


@dataclass
class _Read:
    """What one look found."""

    since: int
    items: list[tuple[int, RawItem]] = field(default_factory=list)
    hit: dict[str, Limit] = field(default_factory=dict)
    left: list[Place] = field(default_factory=list)
    pages: int = 0

    def say(self, limit: Limit | None) -> None:
        if limit is not None:
            self.hit[limit.name] = limit


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
    latest = ids.id_at(now)
    known = reached(cursor) or Reached(ids.id_at(now - lookback + OVERLAP))
    at = min(known.at, ids.id_at(now + OVERLAP))  # one that ran ahead of time skips nothing more
    read = _since(fetch, ids.earlier(at, OVERLAP), now=now, who=who, limits=limits, kind=kind)
    for place in known.left:
        explained(partial(_go_on, fetch, place, read, limits, kind), who=who)
    found = [number for number, _ in read.items]
    newest = max([at, *(min(number, latest) for number in found)])
    if limits.age is not None:  # a quiet week must not end in asking for what is too old
        newest = max(newest, ids.id_at(now - _SETTLED))
    return Page(_ordered(read), Reached(newest, read.left).written(), tuple(read.hit.values()))


def sweep(
    fetch: Fetch,
    *,
    who: str,
    cursor: str,
    now: datetime,
    lookback: timedelta,
    limits: Limits,
    kind: str = "post",
) -> Page:
    """Everything of a day, whatever was read of it, but nothing of before the first start; that is what
    its cursor holds. What it does not reach, the first look says. Raises PollFailed."""
    start = (reached(cursor) or Reached(ids.id_at(now - lookback))).at
    since = max(min(start, ids.id_at(now)), ids.id_at(now - SWEPT))
    read = _since(fetch, since, now=now, who=who, limits=limits, kind=kind)
    return Page(_ordered(read), str(start))


def within(limits: Limits, *, most: int) -> Limits:
    """The same, and no more pages than hold about ``most`` items."""
    pages = max(1, most // PAGE)
    return limits if pages >= limits.pages else replace(limits, pages=pages, beyond=_ALLOWANCE)


def explained(act: Callable[[], T], *, who: str) -> T:
    """Do it; turn whatever goes wrong on the way into PollFailed, in words for a person."""

    def means(trouble: XTrouble) -> PollFailed:
        return poll_failed(trouble, who=who, now=time.time())

    return certainty.explained(act, platform="X", who=who, trouble=XTrouble, means=means)


def split(answer: dict[str, Any], kind: str = "post") -> list[tuple[int, RawItem]]:
    """Each post of an answer with its number, and with the people, posts and media it needs. One without
    an id that can be used is kept as it is, for a person to look at."""
    data, items = answer.get("data") or [], []
    if not isinstance(data, list):
        raise CutOff("X's answer has no list of posts where it documents one.")
    for post in data:
        body = {kind: post, "includes": _needed(post, answer.get("includes"))}
        if post_found_by := answer.get("found_by"):
            body["found_by"] = post_found_by(post) if isinstance(post, dict) else ""
        number = text(post.get("id")) if isinstance(post, dict) else ""
        known = ids.is_number(number)
        key = f"{number}:posted" if known else outside.key_of_odd(post)
        items.append((int(number) if known else 0, RawItem(key, json.dumps(body).encode())))
    return items


def _since(
    fetch: Fetch, since: int, *, now: datetime, who: str, limits: Limits, kind: str
) -> _Read:
    oldest = ids.id_at(now - limits.age) if limits.age is not None else 1
    read = _Read(max(since, oldest))
    if since < oldest:
        read.say(limits.too_old)
    explained(lambda: _all_pages(fetch, read, limits, kind), who=who)
    if limits.reach is not None and len(read.items) >= limits.reach:
        read.say(limits.beyond)
    return read


def _ordered(read: _Read) -> list[RawItem]:
    return [item for _, item in sorted(read.items, key=lambda each: each[0])]


def _all_pages(
    fetch: Fetch, read: _Read, limits: Limits, kind: str, *, token: str | None = None
) -> None:
    """Read pages until there are no more, or as many as are allowed in one look."""
    told: set[str] = set()
    while read.pages < limits.pages:
        answer = fetch(since_id=str(read.since), token=token)
        read.pages += 1
        found = split(answer, kind)
        keys = {item.key for _, item in found}
        if keys and keys <= told:
            return read.say(AGAIN)
        told |= keys
        read.items += found
        if names_no_author(normal(parts(answer, "data"))):
            read.say(_NO_AUTHORS)
        following = text(outside.part(answer, "meta").get("next_token"))
        if not following:
            return None
        if following == token:
            return read.say(AGAIN)
        token = following
    read.say(limits.beyond or LATER)
    if limits.beyond is None:
        read.left.append(Place("page", "", token or "", read.since))
    return None


def _go_on(fetch: Fetch, place: Place, read: _Read, limits: Limits, kind: str) -> None:
    """From where an earlier look stopped, as far as this one may still go."""
    rest = _Read(place.bound, pages=read.pages)
    try:
        _all_pages(fetch, rest, limits, kind, token=place.after)
    except XTrouble as trouble:
        if trouble.status != 400:
            raise
        rest.say(LOST)
    read.items += rest.items
    read.left += rest.left
    read.hit |= rest.hit
    read.pages = rest.pages


def _needed(post: Any, includes: Any) -> dict[str, Any]:
    """Of everything included with a page, what this one post refers to, as it came."""
    plain = normal(post)
    if not isinstance(plain, dict):
        return {}
    referred = {text(each.get("id")) for each in parts(plain, "referenced_posts")}
    posts = parts(includes, "posts") or parts(includes, "tweets")
    parents = [each for each in posts if text(each.get("id")) in referred]
    people = {text(plain.get("author_id")), text(plain.get("sender_id"))}
    people |= {text(each.get("author_id")) for each in parents}
    media = outside.texts(outside.part(plain, "attachments"), "media_keys")
    return {
        "posts": parents,
        "users": [u for u in parts(includes, "users") if text(u.get("id")) in people - {""}],
        "media": [m for m in parts(includes, "media") if text(m.get("media_key")) in media],
    }
