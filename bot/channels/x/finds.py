"""Posts that talk about the bank without naming its account, found by words that the bank chose.

X lets no app answer them (reply rule of 2026-02-23): they are for a person to answer on X. Each post
read costs money, so only what is new is read, and of a flood only the newest.
Source: docs.x.com/x-api/posts/search/integrate/build-a-query, 2026-08.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.channels.channel import Limit
from bot.channels.x.client import XClient
from bot.channels.x.polling import Limits
from bot.channels.x.spelling import normal
from bot.channels.x.text import written
from bot.domain.channels.inbound import Unreadable

QUERY_LIMIT = 512
# X searches seven days, and refuses a since_id from before; the clocks may be apart.
REACH = timedelta(days=7) - timedelta(minutes=30)
LIMITS = Limits(
    pages=3,
    beyond=Limit(
        "finds_left_out",
        "More posts hold the words looked for than are read at one time, because each costs "
        "money; the older ones were left out. Narrower words under *finds* in routing.toml help.",
    ),
    age=REACH,
    too_old=Limit(
        "finds_too_old",
        "X searches the last seven days only, and the words were looked for longer ago than that. "
        "Posts from before could not be searched: look for them on X itself.",
    ),
)


class Finds:
    """What one account looks for. Asked for a page like any other list."""

    def __init__(self, client: XClient, words: Sequence[str]) -> None:
        self._client = client
        self._words = tuple(words)
        self.query = query_for(words, handle=client.keys.handle)

    def __call__(self, *, since_id: str, token: str | None) -> dict[str, Any]:
        """One page, which also knows by which words each post was found."""
        page = self._client.found(self.query, since_id=since_id, token=token)
        return page | {"found_by": self._found_by}

    def _found_by(self, post: dict[str, Any]) -> str:
        try:
            text = written(normal(post)).casefold()
        except Unreadable:  # it is set aside when it is read
            text = ""
        held = [each for each in self._words if each.casefold() in text]
        return ", ".join(held or self._words)


def query_for(words: Sequence[str], *, handle: str) -> str:
    """One query for all the words, without reposts, what we say ourselves, and what names us: that
    is among the mentions, which cost less. Raises ValueError when X would not take it."""
    any_of = " OR ".join(_quoted(each) for each in words)
    query = f"({any_of}) -is:retweet -from:{handle} -@{handle}"
    if len(query) > QUERY_LIMIT:
        raise ValueError(
            f"X searches for at most {QUERY_LIMIT} characters; these are {len(query)}."
        )
    return query


def _quoted(words: str) -> str:
    """In quotes, so that nothing in it is an operator."""
    return f'"{" ".join(words.replace(chr(34), " ").split())}"'
