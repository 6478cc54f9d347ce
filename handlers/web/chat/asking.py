"""What a POST of the page says, read strictly: a small JSON object or a plain form, nothing else."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.domain.channels.inbound import storable
from bot.language import say
from handlers.body import BadBody, raw_body

_LARGEST = 40_000  # 4,000 characters, each written as its escape, and some names
_PATIENCE_S = 10.0
_FIELDS_MOST = 10
_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"
_KEPT_CONTROLS = "\n\t"


class Refused(Exception):
    """It is not done, and the text says why. ``again_s``: after how many seconds it may be tried again."""

    def __init__(self, status: HTTPStatus, why: str, *, again_s: int = 0) -> None:
        super().__init__(why)
        self.status, self.again_s = status, again_s


def is_script(request: Request) -> bool:
    """Whether the page's script asks, and not a plain form."""
    return _content_type(request) == _JSON


async def told(request: Request) -> Mapping[str, Any]:
    """The names and values of the body. Raises Refused."""
    kind = _content_type(request)
    if kind not in (_JSON, _FORM):
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _unreadable())
    try:
        body = await raw_body(request, largest=_LARGEST, patience_s=_PATIENCE_S)
    except BadBody as error:
        raise Refused(HTTPStatus(error.status), _unreadable()) from None
    try:
        return _parsed(body.decode(), kind)
    except (ValueError, RecursionError):
        raise Refused(HTTPStatus.BAD_REQUEST, _unreadable()) from None


def text_of(told: Mapping[str, Any], name: str, *, most: int) -> str:
    """A text of the body, without the characters that no screen shows. Raises Refused."""
    value = told.get(name, "")
    if not isinstance(value, str) or len(value) > most:
        raise Refused(HTTPStatus.BAD_REQUEST, _unreadable())
    plain = str(storable(value)).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in plain if each.isprintable() or _is_kept(each))


def number_of(told: Mapping[str, Any], name: str, *, most: int) -> int | None:
    """A whole number from 0 on, if it is there. Raises Refused."""
    value = told.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 20:
        value = int(value)
    if type(value) is not int or not 0 <= value <= most:
        raise Refused(HTTPStatus.BAD_REQUEST, _unreadable())
    return value


def _content_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _parsed(body: str, kind: str) -> Mapping[str, Any]:
    if kind == _FORM:
        pairs = parse_qsl(
            body, keep_blank_values=True, max_num_fields=_FIELDS_MOST, errors="strict"
        )
        return dict(pairs)
    found = json.loads(body)
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def _is_kept(character: str) -> bool:
    """Line ends, and what joins emoji and letters (U+200C, U+200D) or turns a line round."""
    return character in _KEPT_CONTROLS or ord(character) >= 0xA0


def _unreadable() -> str:
    return say("That could not be read. Please try again.")
