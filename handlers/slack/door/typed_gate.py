"""The one gate for what Slack sends: a signed body of another shape than documented never reaches Bolt."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from slack_bolt.request.internals import parse_body

from handlers.slack.door.bodies import BODIES, EVENTS, Command, Event

_NOT_STORABLE = re.compile("[\\0\ud800-\udfff]")
_IS_ALIVE = "ssl_check"  # Slack asks for the certificate


class UnknownShape(Exception):
    """It is not what Slack documents. ``where`` names the part that is not, and quotes nothing."""

    def __init__(self, where: str) -> None:
        super().__init__("The body could not be read.")
        self.where = where


def let_in(raw: str, content_type: str) -> None:
    """Return if Bolt and every listener can read this body. Raises UnknownShape."""
    try:
        body = parse_body(raw, content_type.partition(";")[0])
    except (ValueError, RecursionError):
        raise UnknownShape("JSON") from None
    let_in_read(body)


def let_in_read(body: object) -> None:
    """The same for a body that was read already, as Socket Mode's are. Raises UnknownShape."""
    if not isinstance(body, dict) or not body:
        raise UnknownShape("body")
    if not all(map(_can_be_stored, _texts(body))):
        raise UnknownShape("half a sign, or NUL")
    if _IS_ALIVE not in body:
        _look_at(body)


def _look_at(body: Mapping[str, Any]) -> None:
    if "command" in body:
        _fit(Command, body)
        return
    kind = body.get("type")
    if not isinstance(kind, str) or kind not in BODIES:
        raise UnknownShape("type")
    _fit(BODIES[kind], body)
    if kind == "event_callback":
        event = body["event"]
        _fit(EVENTS.get(event["type"], Event), event)


def _texts(told: object) -> Iterator[str]:
    waiting = [told]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            waiting += [*each, *each.values()]
        elif isinstance(each, list):
            waiting += each


def _can_be_stored(text: str) -> bool:
    """JSON can hold half an emoji, and NUL, which PostgreSQL cannot."""
    return _NOT_STORABLE.search(text) is None


def _fit(shape: type[BaseModel], told: Mapping[str, Any]) -> None:
    try:
        shape.model_validate(told)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"][:2]))  # deeper stand names that others give
        raise UnknownShape(f"{shape.__name__}: {where}") from None
