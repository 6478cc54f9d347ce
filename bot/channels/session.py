"""The session under the vendors' clients: addresses, time-outs, no retries, limits seen, secrets kept.

tweepy and facebook-sdk have fixed hosts and no time-outs, facebook-sdk ignores HTTP statuses, and
both let tokens into exception texts and debug logs. All of that is mended here, once, for both.
"""

import logging
import re
import ssl
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from bot.channels.outside import bounded
from bot.channels.transport import TIMEOUTS, CutOff, NotReached
from bot.telemetry.logs import get_logger

_log = get_logger(__name__)

_LIMITS = re.compile(r"^(x-rate-limit-|x-app-usage$|x-business-use-case-usage$|retry-after$)")
_TOKEN = re.compile(
    r"(?i)\b(access_token|input_token|appsecret_proof|oauth_\w+|authorization|bearer)"
    r"([\"']?\s*[=:]\s*|\s+)[\"']?[^\s&\"',;)]+"
)
# At DEBUG these write addresses with tokens in them, or whole headers.
_TALKATIVE = ("urllib3", "requests_oauthlib", "oauthlib", "tweepy", "facebook")


@dataclass(frozen=True)
class Exchange:
    """What came back from the latest call of this thread."""

    status: int
    limits: Mapping[str, str] = field(default_factory=dict)  # names in lower case


class Session(requests.Session):
    """A session for one account of one platform. Several threads may use it."""

    def __init__(
        self,
        *,
        moves: Mapping[str, str],
        secrets: Sequence[str] = (),
        timeouts: tuple[float, float] = TIMEOUTS,
    ) -> None:
        """``moves`` maps the vendor's fixed address to ours; ``secrets`` never appear in a text."""
        super().__init__()
        self._moves = {old.rstrip("/"): new.rstrip("/") for old, new in moves.items()}
        self._secrets = sorted(filter(None, secrets), key=len, reverse=True)
        self._timeouts = timeouts
        self._seen = threading.local()
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        # A kept connection that the other side has closed looks like an answer that got lost, and a
        # public answer in doubt costs people time. A new connection costs a tenth of a second.
        self.headers["Connection"] = "close"
        self.hooks["response"].append(self._remember)
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)

    def request(
        self, method: str | bytes, url: str | bytes, *args: Any, **given: Any
    ) -> requests.Response:
        """Make one call, once. Raises NotReached and CutOff instead of what requests raises."""
        address = self._moved(_text(url))
        given.update(timeout=self._timeouts, allow_redirects=False)
        self._seen.exchange = None
        began = time.monotonic()
        try:
            response = super().request(method, address, *args, **given)
        except requests.RequestException as error:
            trouble = _trouble(error)
        else:
            self._log(_text(method), address, response.status_code, began)
            return response
        # Raised out here, so that the original, with the address and its token, is not its context.
        self._log(_text(method), address, type(trouble).__name__, began)
        raise trouble

    @property
    def latest(self) -> Exchange | None:
        """What this thread's latest call got back; None when nothing came."""
        return getattr(self._seen, "exchange", None)

    def scrub(self, text: str) -> str:
        """The text without any secret of this account, whoever put it there."""
        for secret in self._secrets:
            text = text.replace(secret, "…")
        return _TOKEN.sub(r"\1\2…", text)

    def _moved(self, url: str) -> str:
        for old, new in self._moves.items():
            if url.startswith(old):
                return new + url[len(old) :]
        return url

    def _remember(self, response: requests.Response, *_args: Any, **_given: Any) -> None:
        headers = {name.lower(): value for name, value in response.headers.items()}
        limits = {name: value for name, value in headers.items() if _LIMITS.match(name)}
        self._seen.exchange = Exchange(response.status_code, limits)
        # Before the vendors' clients read it: one post nested thousands deep must not stop a source.
        response._content = bounded(response.content)

    def _log(self, method: str, address: str, status: int | str, began: float) -> None:
        _log.info(
            "platform.call",
            method=method,
            host=urlsplit(address).netloc,
            path=urlsplit(address).path,
            status=status,
            ms=round((time.monotonic() - began) * 1000),
        )


def _trouble(error: requests.RequestException) -> NotReached | CutOff:
    """Whether a byte of the request can have left. The original's text is not repeated."""
    if _never_connected(error):
        return NotReached("The connection could not be made.")
    if isinstance(error, requests.ReadTimeout):
        return CutOff("No answer came in time.")
    return CutOff("The connection was cut before the answer was complete.")


def _never_connected(error: BaseException) -> bool:
    """Search the causes: requests wraps urllib3's errors, urllib3 wraps the system's."""
    waiting, seen = [error], set[int]()
    while waiting:
        each = waiting.pop()
        if isinstance(
            each, NewConnectionError | ConnectTimeoutError | ssl.SSLCertVerificationError
        ):
            return True
        seen.add(id(each))
        inner = [each.__cause__, each.__context__, getattr(each, "reason", None), *each.args]
        waiting += [e for e in inner if isinstance(e, BaseException) and id(e) not in seen]
    return isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.MissingSchema)


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value
