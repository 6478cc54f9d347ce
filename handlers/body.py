"""Reading a request's raw body, with an end to it: signatures are over these very bytes."""

import anyio
from starlette.requests import Request

LARGEST = 5 * 1024 * 1024  # Meta may put a thousand changes into one request
PATIENCE_S = 15.0  # the platforms give up on us sooner


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


async def raw_body(
    request: Request, *, largest: int = LARGEST, patience_s: float = PATIENCE_S
) -> bytes:
    """The body as it came. Raises TooLarge, without reading on, and TooSlow."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and (len(announced) > 18 or int(announced) > largest):
        raise TooLarge
    body = bytearray()
    with anyio.move_on_after(patience_s) as waiting:
        async for piece in request.stream():
            body += piece
            if len(body) > largest:
                raise TooLarge
    if waiting.cancelled_caught:
        raise TooSlow
    return bytes(body)
