"""The customer's phone: the page of the secure chat, in a frame of the console.

The product's page forbids every frame. This door fetches it from the bot and takes away what forbids the
frame, ``X-Frame-Options`` and ``frame-ancestors``, and nothing else; what is asked passes as it came, but
for the language, which the presenter chooses as its owner would in the phone's settings. It stands on the
console's own port, so that page and console are one site and the page's cookie (SameSite=Lax) comes along;
the door is here alone, and the bot knows nothing of it.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import h11
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from bot.sandbox.stories.story import Step
from bot.sandbox.world import World

LANGUAGES = ("en", "ar")
_OURS = frozenset({"host", "connection", "accept-language", "transfer-encoding", "content-length"})
_OF_ONE_HOP = frozenset({"connection", "transfer-encoding", "keep-alive", "server", "date"})
_FORBIDS_FRAMES = "frame-ancestors"
_READ_AT_ONCE = 65_536
_Headers = list[tuple[bytes, bytes]]


class Phone:
    """The door, and how the phone is set."""

    def __init__(self, world: World, bot_url: str) -> None:
        self.world = world
        self.bot_url = bot_url
        self.language = LANGUAGES[0]
        self.pages = 0  # that are open, and would do what a story asks of the phone
        self.asked: Step | None = None
        self._deed = 0
        self._done = 0

    def speak(self, language: str) -> None:
        """Set the phone's language. Raises ValueError for one that it does not have."""
        if language not in LANGUAGES:
            raise ValueError(f"The phone does not speak {language!r}.")
        with self.world.lock:
            self.language = language
            self.world.changed("phone")

    def state(self) -> dict[str, Any]:
        """What the console draws. Expects the world's lock to be held."""
        asked = self.asked
        deed = {"deed": self._deed, "kind": asked.kind, "about": asked.about} if asked else None
        return {
            "language": self.language,
            "address": self.bot_url,
            "asked": deed and deed | {"text": asked.text if asked else ""},
        }

    def is_there(self) -> bool:
        """Whether somebody has the console open, in which the phone is."""
        return self.pages > 0

    def play(self, step: Step) -> bool:
        """Ask the open page to do it on the phone, as its owner; whether it has."""
        with self.world.lock:
            if step.kind == "speak":
                self.speak(step.text)
                return True
            if self.asked is not step:
                self.asked = step
                self._deed += 1
                self.world.changed("phone")
            return self._done == self._deed

    def rest(self) -> None:
        """Ask no more for what was asked."""
        with self.world.lock:
            self.asked = None
            self.world.changed("phone")

    def did(self, deed: int) -> None:
        """The page did what it was asked, by its number."""
        with self.world.lock:
            self._done = max(self._done, deed)

    def routes(self) -> Sequence[BaseRoute]:
        """The chat's own paths, on the console's port."""
        return [Route("/chat{rest:path}", _Door(self))]


@dataclass(frozen=True)
class _Door:
    """Passes one request on, and the answer back as it comes."""

    phone: Phone

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._answer(Request(scope, receive))
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        body = await request.body()
        try:
            stream = _asked(self.phone.bot_url, _head(request, self.phone, body), body)
            opened = stream.__aiter__()
            begun = await anext(opened)
        except (OSError, h11.RemoteProtocolError, StopAsyncIteration):
            return PlainTextResponse("Earshot does not answer.", status_code=502)
        assert isinstance(begun, h11.Response)
        answer = StreamingResponse(_data(opened), status_code=begun.status_code)
        answer.raw_headers = list(_without_what_forbids_frames(begun.headers))
        return answer


def _head(request: Request, phone: Phone, body: bytes) -> h11.Request:
    """What is asked, as the browser asked it."""
    passed = [(n, v) for n, v in request.headers.raw if n.decode().lower() not in _OURS]
    here, there = f"http://{request.headers.get('host', '')}", phone.bot_url
    passed = [(n, there.encode() if v.decode("latin-1") == here else v) for n, v in passed]
    ours = [
        (b"host", urlsplit(phone.bot_url).netloc.encode()),
        (b"connection", b"close"),
        (b"accept-language", phone.language.encode()),
        (b"content-length", str(len(body)).encode()),
    ]
    target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return h11.Request(method=request.method, target=target, headers=[*ours, *passed])


async def _asked(address: str, head: h11.Request, body: bytes) -> AsyncIterator[h11.Event]:
    """The answer's head and then its parts, as they come. Raises OSError, RemoteProtocolError."""
    async with _connected(address) as (reader, writer):
        spoken = h11.Connection(h11.CLIENT)
        for event in (head, h11.Data(data=body), h11.EndOfMessage()):
            writer.write(spoken.send(event) or b"")
        await writer.drain()
        while True:
            heard = spoken.next_event()
            if heard is h11.NEED_DATA:
                spoken.receive_data(await reader.read(_READ_AT_ONCE))
            elif isinstance(heard, h11.Response | h11.Data):
                yield heard
            elif isinstance(heard, h11.EndOfMessage | h11.ConnectionClosed):
                return


@asynccontextmanager
async def _connected(
    address: str,
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    place = urlsplit(address)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def _data(events: AsyncIterator[h11.Event]) -> AsyncIterator[bytes]:
    async for event in events:
        if isinstance(event, h11.Data):
            yield bytes(event.data)


def _without_what_forbids_frames(headers: Iterable[tuple[bytes, bytes]]) -> _Headers:
    """The product's own headers, but for the two that keep its page out of every frame."""
    kept: _Headers = []
    for name, value in headers:
        if name == b"x-frame-options" or name.decode() in _OF_ONE_HOP:
            continue
        if name == b"content-security-policy":
            said = [each.strip() for each in value.decode().split(";")]
            said = [each for each in said if not each.startswith(_FORBIDS_FRAMES)]
            value = "; ".join(said).encode()
        kept.append((name, value))
    return kept
