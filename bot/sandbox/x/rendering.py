"""A post and its author as API documents: only what was asked for is given.

Source: docs.x.com/x-api/fundamentals/data-dictionary and /expansions (2026-08).
"""

import re
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.sandbox.credentials import BRANDS
from bot.sandbox.x.links import urls, wrapped
from bot.sandbox.x.posts import MENTION, XPost, XPosts, XUser, parse, timestamp
from bot.sandbox.x.problems import unavailable

LONG = 280
EDITS_ALLOWED = 5
DEFAULT_POST = {"id", "text", "edit_history_tweet_ids"}
DEFAULT_USER = {"id", "name", "username"}
_BANKS = {brand.x_id for brand in BRANDS}
_KINDS = ("none", "none", "none", "blue")
_FIRST_ACCOUNT, _DAYS = datetime(2009, 6, 1, tzinfo=UTC), 6000
ARABIC = re.compile("[\u0600-\u06ff]")


def post_document(posts: XPosts, post: XPost, fields: set[str]) -> dict[str, Any]:
    """The post with the default fields and `fields` (old spelling); absent means null at X."""
    document = {
        "id": post.id,
        "text": _cut(wrapped(post.text)),
        "edit_history_tweet_ids": list(post.history),
        "author_id": post.author_id,
        "created_at": post.created_at,
        "conversation_id": post.conversation_id,
        "in_reply_to_user_id": post.in_reply_to_user_id,
        "lang": "ar" if ARABIC.search(post.said) else "en",
        "possibly_sensitive": False,
        "reply_settings": "everyone",
        "referenced_tweets": _references(post),
        "note_tweet": _note(post),
        "entities": _entities(posts, post),
        "attachments": {"media_keys": [m["media_key"] for m in post.media]} if post.media else None,
        "edit_controls": _edit_controls(post),
        "public_metrics": {"retweet_count": 0, "reply_count": 0, "like_count": 0},
    }
    wanted = DEFAULT_POST | fields
    return {name: value for name, value in document.items() if name in wanted and value is not None}


def user_document(user: XUser, fields: set[str]) -> dict[str, Any]:
    """The account with id, name, username and `fields`."""
    document = {
        "id": user.id,
        "name": user.name,
        "username": user.username,
        "protected": user.protected,
        **_account(user),
        "description": "",
    }
    return {name: value for name, value in document.items() if name in DEFAULT_USER | fields}


def _account(user: XUser) -> dict[str, Any]:
    """What X tells of an account itself; here it follows from the name, so that it stays the same."""
    drawn = zlib.crc32(user.username.encode())
    kind = "business" if user.id in _BANKS else _KINDS[drawn % len(_KINDS)]
    return {
        "created_at": timestamp(_FIRST_ACCOUNT + timedelta(days=drawn % _DAYS)),
        "public_metrics": {"followers_count": drawn % 997, "following_count": drawn % 409},
        "verified": kind != "none",
        "verified_type": kind,
    }


def media_document(media: dict[str, str]) -> dict[str, str]:
    """A picture or a film; a film has a still of it instead of an address (data dictionary)."""
    return {
        name: media[name]
        for name in ("media_key", "type", "url", "preview_image_url", "alt_text")
        if media.get(name)
    }


def included(
    posts: XPosts, page: list[XPost], expansions: set[str], fields: set[str], user_fields: set[str]
) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """`includes` for a page of posts, and an error for each referenced post nobody may see."""
    people: dict[str, XUser] = {}
    referred: dict[str, XPost] = {}
    errors: list[dict[str, str]] = []
    for post in page:
        for reference in _references(post) or []:
            if not expansions & {"referenced_tweets.id", "referenced_tweets.id.author_id"}:
                break
            target = posts.posts.get(reference["id"])
            why = posts.hidden_because(target)
            if target is None or why is not None:
                errors.append(
                    unavailable(reference["id"], why or "missing", "referenced_tweets.id")
                )
            else:
                referred[target.id] = target
        for user_id in _people(posts, post, expansions):
            people[user_id] = posts.users[user_id]
    if "referenced_tweets.id.author_id" in expansions:
        people |= {p.author_id: posts.users[p.author_id] for p in referred.values()}
    includes: dict[str, Any] = {}
    media = [media_document(each) for post in page for each in post.media]
    if media and "attachments.media_keys" in expansions:
        includes["media"] = media
    if people:
        includes["users"] = [user_document(user, user_fields) for user in people.values()]
    if referred:
        includes["tweets"] = [post_document(posts, p, fields) for p in referred.values()]
    return includes, errors


def _people(posts: XPosts, post: XPost, expansions: set[str]) -> list[str]:
    found = [post.author_id] if "author_id" in expansions else []
    if "in_reply_to_user_id" in expansions and post.in_reply_to_user_id:
        found.append(post.in_reply_to_user_id)
    if "entities.mentions.username" in expansions:
        found.extend(sorted(posts.mentioned(post)))
    return found


def _references(post: XPost) -> list[dict[str, str]] | None:
    kinds = (
        ("replied_to", post.in_reply_to),
        ("quoted", post.quote_of),
        ("retweeted", post.repost_of),
    )
    return [{"type": kind, "id": target} for kind, target in kinds if target] or None


def _entities(posts: XPosts, post: XPost) -> dict[str, Any] | None:
    text = _cut(wrapped(post.text))
    mentions: list[dict[str, Any]] = []
    for match in MENTION.finditer(text):
        user = posts.by_name(match[1])
        entity = {"start": match.start(), "end": match.end(), "username": match[1]}
        mentions.append(entity | ({"id": user.id} if user else {}))
    links = [link for link in urls(post.text) if link["end"] <= len(text)]
    found = {"mentions": mentions, "urls": links}
    return {name: value for name, value in found.items() if value} or None


def _note(post: XPost) -> dict[str, Any] | None:
    """The whole of a long post, which has entities of its own."""
    whole = wrapped(post.text)
    if len(whole) <= LONG:
        return None
    links = urls(post.text)
    return {"text": whole} | ({"entities": {"urls": links}} if links else {})


def _edit_controls(post: XPost) -> dict[str, Any]:
    until = timestamp(parse(post.created_at) + timedelta(minutes=30))
    left = max(0, EDITS_ALLOWED - (len(post.history) - 1))
    eligible = post.in_reply_to is None and post.repost_of is None
    return {"edits_remaining": left, "is_edit_eligible": eligible, "editable_until": until}


def _cut(text: str) -> str:
    """Long posts arrive cut; their whole text is in `note_tweet`."""
    return text if len(text) <= LONG else text[: LONG - 1] + "…"
