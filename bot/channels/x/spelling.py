"""X's two spellings: it renamed fields in 2026, one endpoint after another; tweepy knows the old.

Source: OpenAPI 2.166 to 2.167 in xdevplatform/docs, 2026-08-07. In the product the new names count.
"""

import re
from collections.abc import Mapping
from typing import Any, Literal

Prefix = Literal["tweet", "post"]

RENAMED = {
    "note_tweet": "note_post",
    "referenced_tweets": "referenced_posts",
    "edit_history_tweet_ids": "edit_history_post_ids",
    "retweet_count": "repost_count",
    "tweets": "posts",
}
_ASKED = RENAMED | {
    "tweet.fields": "post.fields",
    "referenced_tweets.id": "referenced_posts",
    "referenced_tweets.id.author_id": "referenced_posts.author_id",
}
# "The query parameter [tweet.fields] is not one of [expansions,…]", or a value of one is not.
_REFUSED = re.compile(
    r"\[(tweet\.fields|post\.fields|\w+_tweets?[\w.]*|\w+_posts?[\w.]*)\] is not one of"
)


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
    return {_ASKED.get(name, name): _values(value) for name, value in params.items()}


def refuses_names(text: str) -> bool:
    """Whether this text of a 400 says that a parameter's name is not known there."""
    return _REFUSED.search(text) is not None


def _values(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return ",".join(_ASKED.get(each, each) for each in value.split(","))
