"""Reading a request's raw body, with an end to it: signatures are over these very bytes."""

import anyio
from starlette.requests import ClientDisconnect, Request

from bot.telemetry.logs import get_logger

LARGEST = 5 * 1024 * 1024  # Meta may put a thousand changes into one request
PATIENCE_S = 15.0  # the platforms give up on us sooner
_log = get_logger(__name__)


class BadBody(Exception):
    """It was not read to its end. ``status`` is what to answer."""

    status = 400


class TooLarge(BadBody):
    """The body is longer than anything a platform sends."""

    status = 413

    def __init__(self) -> None:
        super().__init__("The body is too large.")


class TooSlow(BadBody):
    """The body came in drops."""

    status = 408

    def __init__(self) -> None:
        super().__init__("The body took too long.")


class CutOff(BadBody):
    """Whoever sent it hung up."""

    def __init__(self) -> None:
        super().__init__("The body did not come to its end.")


async def raw_body(
    request: Request, *, largest: int = LARGEST, patience_s: float = PATIENCE_S
) -> bytes:
    """The body as it came. Raises TooLarge, without reading on, TooSlow and CutOff."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and (len(announced) > 18 or int(announced) > largest):
        raise TooLarge
    body = bytearray()
    try:
        with anyio.move_on_after(patience_s) as waiting:
            async for piece in request.stream():
                body += piece
                if len(body) > largest:
                    raise TooLarge
    except ClientDisconnect:
        _log.warning("web.body_cut_off", path=request.url.path, read=len(body))
        raise CutOff from None
    if waiting.cancelled_caught:
        raise TooSlow
    return bytes(body)
