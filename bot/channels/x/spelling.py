"""X's two spellings: it renamed fields in 2026, one endpoint after another; tweepy knows the old.

Source: OpenAPI 2.166 to 2.168 in xdevplatform/docs, 2026-08-07 to 2026-11. In the new one some names are
fields no longer: an expansion asks for the id in the post as well as for what it stands for. In the
product the new names count.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

Prefix = Literal["tweet", "post"]

# Names of members and of what is asked for: old, new.
RENAMED = {
    "note_tweet": "note_post",
    "referenced_tweets": "referenced_posts",
    "edit_history_tweet_ids": "edit_history_post_ids",
    "retweet_count": "repost_count",
    "tweets": "posts",
}
_PARAMETERS = {"tweet.fields": "post.fields"}
_EXPANSIONS = {
    "referenced_tweets.id": "referenced_posts",
    "referenced_tweets.id.author_id": "referenced_posts",  # there is none of its own any more
}
# Fields in the old spelling, expansions in the new.
_NO_FIELDS = frozenset(
    {"author_id", "sender_id", "in_reply_to_user_id", "referenced_posts", "edit_history_post_ids"}
)
_WITH_FIELDS = ("post.fields", "dm_event.fields")
_ASKED_FOR = frozenset({"tweet.fields", "post.fields", "dm_event.fields", "expansions"})


def normal(value: Any) -> Any:
    """The same with the new names at any depth; where both spellings stand, the new one wins."""
    if isinstance(value, list):
        return [normal(each) for each in value]
    if not isinstance(value, dict):
        return value
    old = {RENAMED[name]: normal(each) for name, each in value.items() if name in RENAMED}
    return old | {name: normal(each) for name, each in value.items() if name not in RENAMED}


def asked_in(prefix: Prefix, params: Mapping[str, Any]) -> dict[str, Any]:
    """Query parameters as tweepy made them, in the spelling of this prefix."""
    if prefix == "tweet":
        return dict(params)
    asked = {_PARAMETERS.get(name, name): value for name, value in params.items()}
    expansions = [_EXPANSIONS.get(each, each) for each in _listed(asked.get("expansions"))]
    own = "dm_event.fields" if "dm_event.fields" in asked else "post.fields"
    for name in _WITH_FIELDS:
        fields = [RENAMED.get(each, each) for each in _listed(asked.get(name))]
        # Of what only comes along, such as a post in a private message, nothing can be expanded.
        expansions += [each for each in fields if each in _NO_FIELDS and name == own]
        if fields:
            asked[name] = ",".join(each for each in fields if each not in _NO_FIELDS)
    if expansions:
        asked["expansions"] = ",".join(dict.fromkeys(expansions))
    return asked


def refuses_names(text: str, params: Mapping[str, Any]) -> bool:
    """Whether this text of a 400 names a list parameter of ours, or a value that only one spelling has,
    whatever words it uses."""
    words = set(re.findall(r"[a-z_]+(?:\.[a-z_]+)*", text))
    values = {each for name in _ASKED_FOR for each in _listed(params.get(name))}
    spelled = {*RENAMED, *RENAMED.values(), *_EXPANSIONS, *_NO_FIELDS}
    return bool(words & ((_ASKED_FOR & params.keys()) | (values & spelled)))


def asks_for_authors(params: Mapping[str, Any]) -> bool:
    """Whether these parameters ask who wrote."""
    asked = {each for name in _ASKED_FOR for each in _listed(params.get(name))}
    return bool(asked & {"author_id", "sender_id"})


def names_no_author(told: Iterable[Mapping[str, Any]]) -> bool:
    """Whether there are posts or private messages, and not one says who wrote it."""
    posts = list(told)
    return bool(posts) and not any(p.get("author_id") or p.get("sender_id") for p in posts)


def _listed(value: Any) -> list[str]:
    return [each for each in value.split(",") if each] if isinstance(value, str) else []
