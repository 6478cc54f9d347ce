"""One request to the provider: over HTTPS, no redirect followed, an end in time and in size."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.login.failures import Misconfigured, ProviderDown
from bot.telemetry.logs import get_logger

if TYPE_CHECKING:  # few banks have a login here, and it is some megabytes
    import requests

_LARGEST = 200_000  # bytes; what providers document has a tenth
_PIECE = 16_384
_CONNECT_S = 5.0
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_log = get_logger(__name__)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    told: Mapping[str, Any]


def is_safe(address: str) -> bool:
    """Whether an address may be asked: HTTPS, or this very machine, as in tests."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.username or parts.password or not host:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)


def get(address: str, *, within_s: float) -> Answer:
    """Fetch JSON. Raises ProviderDown, Misconfigured."""
    return _asked("GET", address, within_s=within_s)


def post(
    address: str, form: Mapping[str, str], *, basic: tuple[str, str] | None, within_s: float
) -> Answer:
    """Send a form, with who we are in the header where ``basic`` says so. Raises ProviderDown, Misconfigured."""
    return _asked("POST", address, form=form, basic=basic, within_s=within_s)


def _asked(
    method: str,
    address: str,
    *,
    within_s: float,
    form: Mapping[str, str] | None = None,
    basic: tuple[str, str] | None = None,
) -> Answer:
    if not is_safe(address):
        raise Misconfigured("The login has an address that is not HTTPS.")
    import requests

    began = time.monotonic()
    trouble = ""
    try:
        status, body = _exchanged(method, address, form, basic, until=began + within_s)
    except requests.RequestException as error:
        trouble, status, body = type(error).__name__, 0, b""
    _log.info(
        "login.call",
        method=method,
        host=urlsplit(address).netloc,
        path=urlsplit(address).path,
        status=status or trouble,
        ms=round((time.monotonic() - began) * 1000),
    )
    if trouble:  # out here, so that the original, with what was sent, is not its context
        raise ProviderDown(f"The login cannot be reached ({trouble}).")
    if status >= 500 or status == 429:
        raise ProviderDown(f"The login answers {status}.")
    return Answer(status, _object(body, status))


def _exchanged(
    method: str,
    address: str,
    form: Mapping[str, str] | None,
    basic: tuple[str, str] | None,
    *,
    until: float,
) -> tuple[int, bytes]:
    import requests

    left = until - time.monotonic()
    with requests.request(
        method,
        address,
        data=form,
        auth=basic or _as_it_is,
        headers={"accept": "application/json"},
        timeout=(min(_CONNECT_S, left), left),
        allow_redirects=False,
        stream=True,
    ) as response:
        return response.status_code, _read(response, until)


def _read(response: "requests.Response", until: float) -> bytes:
    """The body as it comes, so that one which drips is given up on time. Raises RequestException."""
    import requests
    from urllib3.exceptions import HTTPError

    body = b""
    try:
        while piece := response.raw.read1(_PIECE, decode_content=True):
            body += piece
            if len(body) > _LARGEST or time.monotonic() > until:
                raise requests.exceptions.ContentDecodingError("too much, or too slow")
    except HTTPError as error:
        raise requests.ConnectionError(type(error).__name__) from None
    return body


def _as_it_is(request: "requests.PreparedRequest") -> "requests.PreparedRequest":
    """No name and password from a file of this machine."""
    return request


def _object(body: bytes, status: int) -> Mapping[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise ProviderDown(f"The login answers {status}, and nothing that can be read.")
    return told
