"""The session under tweepy: it sends each endpoint the spelling of fields it wants.

Only reads are asked again in the other spelling; a post is sent once, whatever the answer.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal
from urllib.parse import urlsplit

import requests

from bot.channels.outside import parts
from bot.channels.session import Session
from bot.channels.x.spelling import (
    Prefix,
    asked_in,
    asks_for_authors,
    names_no_author,
    refuses_names,
)
from bot.telemetry.logs import get_logger

_log = get_logger(__name__)

_OK, _BAD = 200, 400
HOST = "https://api.twitter.com"  # fixed inside tweepy


class XSession(Session):
    """Sends each endpoint the spelling it wants, and remembers which that is."""

    def __init__(
        self,
        prefix: Literal["auto", "tweet", "post"],
        url: str,
        secrets: Sequence[str],
        timeouts: tuple[float, float],
    ) -> None:
        super().__init__(moves={HOST: url}, secrets=secrets, timeouts=timeouts)
        self._automatic = prefix == "auto"
        self._first: Prefix = "post" if prefix == "post" else "tweet"
        self._learnt: dict[str, Prefix] = {}
        self._nameless: set[str] = set()  # where neither spelling brings authors

    def request(
        self, method: str | bytes, url: str | bytes, *args: Any, **given: Any
    ) -> requests.Response:
        """As every session; a *read* whose spelling is refused, or that names nobody though it was
        asked to, is made once more in the other."""
        params = given.pop("params", None) or {}
        prefix = self._learnt.get(str(url), self._first)
        asked = asked_in(prefix, params)
        response = super().request(method, url, *args, params=asked, **given)
        if method != "GET" or not self._automatic or not self._fails(response, asked, str(url)):
            return response
        other: Prefix = "post" if prefix == "tweet" else "tweet"
        asked = asked_in(other, params)
        again = super().request(method, url, *args, params=asked, **given)
        was_read = response.status_code == _OK
        if again.status_code == _OK and (not was_read or _names_authors(again)):
            self._learnt[str(url)] = other
            _log.info("x.field_prefix", prefix=other, path=urlsplit(str(url)).path)
            return again
        if not was_read:
            return again
        self._nameless.add(str(url))
        self._remember(response)  # what was read stands, whatever came of asking again
        return response

    def _fails(self, response: requests.Response, asked: Mapping[str, Any], url: str) -> bool:
        if response.status_code != _OK:
            return response.status_code == _BAD and refuses_names(response.text, asked)
        fails = asks_for_authors(asked) and _names_authors(response) is False
        return fails and url not in self._nameless


def _names_authors(response: requests.Response) -> bool | None:
    """Whether any post in it says who wrote it; None where there is no post."""
    try:
        posts = parts(response.json(), "data")
    except (ValueError, RecursionError):
        return None
    return not names_no_author(posts) if posts else None
