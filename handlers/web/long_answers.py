"""Answers that last for minutes: each goes on once the application that began it has returned.

What stands above an answer is kept in memory for as long as it lasts, some twenty calls deep; of hundreds of
open pages that is most of what they cost.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from starlette.types import ASGIApp, Receive, Scope, Send

Gone = asyncio.Task[None]  # done as soon as whoever asked is not there any more
Events = Callable[[Gone], AsyncGenerator[bytes, None]]

_GOES_ON = "earshot.goes_on"
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"x-accel-buffering", b"no"),  # a proxy passes each line on at once
]


class EventStream:
    """An answer of server-sent events. Its head goes through the application, as any other's."""

    def __init__(self, events: Events) -> None:
        self._events = events

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Send the head, and leave the rest to ``LongAnswers``."""
        await send({"type": "http.response.start", "status": 200, "headers": [*_HEADERS]})
        scope[_GOES_ON] = self._events


class LongAnswers:
    """Around an application: lets what it began go on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, then with what it left to go on."""
        await self._app(scope, receive, send)
        events: Events | None = scope.pop(_GOES_ON, None)
        if events is not None:
            scope["headers"].clear()  # they were read, and the server keeps them as long
            await _go_on(events, receive, send)


async def _go_on(events: Events, receive: Receive, send: Send) -> None:
    gone = asyncio.create_task(_gone(receive))
    try:
        async with aclosing(events(gone)) as lines:
            async for line in lines:
                await send({"type": "http.response.body", "body": line, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        gone.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
