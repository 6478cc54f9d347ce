"""Many open pages of the secure chat in one process, each as the page's script behaves."""

import asyncio
import contextlib
import json
import threading
import time
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from handlers.web.chat.door import page_word

_PATIENCE_S = 60.0
_AT_ONCE = 25
_T = TypeVar("_T")


class Pages:
    """Open pages on one web process; each fetches its words as soon as its stream says that there are some."""

    def __init__(self, port: int, cookies: Sequence[str]) -> None:
        self._port, self._cookies = port, cookies
        self.heard: dict[str, float] = {}  # when each text came to its page
        self.refused = 0
        self.lost: list[str] = []  # why it could not be said that words were seen
        self._telling: set[asyncio.Task[dict[str, Any]]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def open(self) -> int:
        """Open all streams; how many were opened."""
        return self._wait_for(self._open_all())

    def say(self, cookie: str, text: str) -> None:
        """The customer of this cookie writes."""
        self._wait_for(self._ask("POST", "/chat/say", cookie, {"key": text, "text": text}))

    def wait_for(self, texts: Sequence[str]) -> None:
        """Until all of these have come to their pages."""
        deadline = time.monotonic() + _PATIENCE_S
        while missing := set(texts) - self.heard.keys():
            if time.monotonic() > deadline:
                raise RuntimeError(f"{len(missing)} texts came to no page: {sorted(missing)[:3]}")
            time.sleep(0.05)

    def close(self) -> None:
        """Close every page."""
        self._wait_for(self._cancel())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _wait_for(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10 * _PATIENCE_S)

    async def _open_all(self) -> int:
        gate = asyncio.Semaphore(_AT_ONCE)
        opened = [asyncio.Event() for _ in self._cookies]
        self._pages = [
            asyncio.create_task(self._page(cookie, is_open, gate))
            for cookie, is_open in zip(self._cookies, opened, strict=True)
        ]
        async with asyncio.timeout(_PATIENCE_S):
            for is_open in opened:
                await is_open.wait()
        return len(self._cookies) - self.refused

    async def _cancel(self) -> None:
        going_on = [*self._pages, *self._telling]
        for each in going_on:
            each.cancel()
        await asyncio.gather(*going_on, return_exceptions=True)

    async def _page(self, cookie: str, is_open: asyncio.Event, gate: asyncio.Semaphore) -> None:
        async with gate:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            writer.write(_head("GET", "/chat/events", cookie))
            status = await reader.readline()
            self.refused += b" 200 " not in status
            is_open.set()
        last = 0
        with contextlib.closing(writer):
            async for line in reader:
                if line.startswith(b"event: news"):
                    last = await self._look(cookie, last)

    async def _look(self, cookie: str, last: int) -> int:
        answer = await self._ask("GET", f"/chat/words?after={last}", cookie)
        came = time.perf_counter()
        for word in answer.get("words", []):
            self.heard.setdefault(word["text"], came)
            last = word["number"]
        if answer.get("words"):  # the page goes on listening meanwhile
            seen = self._ask("POST", "/chat/seen", cookie, {"up_to": last})
            self._telling.add(telling := asyncio.create_task(seen))
            telling.add_done_callback(self._told)
        return last

    def _told(self, telling: asyncio.Task[dict[str, Any]]) -> None:
        self._telling.discard(telling)
        if not telling.cancelled() and telling.exception() is not None:
            self.lost.append(str(telling.exception()))

    async def _ask(
        self, method: str, path: str, cookie: str, told: object = None
    ) -> dict[str, Any]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        with contextlib.closing(writer):
            body = b"" if told is None else json.dumps(told).encode()
            writer.write(_head(method, path, cookie, len(body)) + body)
            answer = await reader.read()
        head, _, content = answer.partition(b"\r\n\r\n")
        if b" 200 " not in head.partition(b"\r\n")[0]:
            raise RuntimeError(f"{path}: {head.decode()} {content.decode()}")
        found: dict[str, Any] = json.loads(content)
        return found


def crowd(port: int, count: int) -> int:
    """Open so many connections that ask for nothing; how many of them were sent away with a 503."""
    return asyncio.run(_crowd(port, count))


async def _crowd(port: int, count: int) -> int:
    idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(count)]
    await asyncio.sleep(2)  # what is not sent away by then is kept until its time is over
    told = 0
    for reader, writer in idle:
        with contextlib.suppress(TimeoutError, ConnectionError):
            line = await asyncio.wait_for(reader.readline(), 0.001)
            told += line.startswith(b"HTTP/1.1 503 ")
        writer.close()
    return told


def _head(method: str, path: str, cookie: str, length: int = 0) -> bytes:
    keep = "keep-alive" if path == "/chat/events" else "close"
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: chat={cookie}",
        f"X-Chat-Token: {page_word(cookie)}",
        "Sec-Fetch-Site: same-origin",
        "Content-Type: application/json",
        f"Content-Length: {length}",
        f"Connection: {keep}",
    ]
    return "\r\n".join([*lines, "", ""]).encode()
