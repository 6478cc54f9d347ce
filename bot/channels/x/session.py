"""The session under tweepy: it sends each endpoint the spelling of fields it wants.

Only reads are asked again in the other spelling; a post is sent once, whatever the answer.
"""

from collections.abc import Sequence
from typing import Any, Literal
from urllib.parse import urlsplit

import requests

from bot.channels.transport import Session
from bot.channels.x.spelling import Prefix, asked_in, refuses_names
from bot.telemetry.logs import get_logger

_log = get_logger(__name__)

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

    def request(
        self, method: str | bytes, url: str | bytes, *args: Any, **given: Any
    ) -> requests.Response:
        """As every session; a *read* refused for its spelling is asked once more in the other."""
        params = given.pop("params", None) or {}
        prefix = self._learnt.get(str(url), self._first)
        response = super().request(method, url, *args, params=asked_in(prefix, params), **given)
        if method != "GET" or not self._automatic or not _spelling_refused(response):
            return response
        other: Prefix = "post" if prefix == "tweet" else "tweet"
        again = super().request(method, url, *args, params=asked_in(other, params), **given)
        if again.status_code != 400:
            self._learnt[str(url)] = other
            _log.info("x.field_prefix", prefix=other, path=urlsplit(str(url)).path)
        return again


def _spelling_refused(response: requests.Response) -> bool:
    return response.status_code == 400 and refuses_names(response.text)
