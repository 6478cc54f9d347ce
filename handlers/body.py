"""Reading a request's raw body, with an end to it: signatures are over these very bytes."""

from starlette.requests import Request

LARGEST = 5 * 1024 * 1024  # Meta may put a thousand changes into one request


class TooLarge(Exception):
    """The body is longer than anything a platform sends."""

    def __init__(self) -> None:
        super().__init__("The body is too large.")


async def raw_body(request: Request, *, largest: int = LARGEST) -> bytes:
    """The body as it came. Raises TooLarge without reading on."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > largest:
        raise TooLarge
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > largest:
            raise TooLarge
    return bytes(body)
