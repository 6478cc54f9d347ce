"""A sandbox served on a port of its own in a thread, and a stand-in for the bot's webhooks."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.sandbox.server import Sandbox, configuration


class Site:
    """A server that stays up while the sandbox behind it changes with every test."""

    def __init__(self) -> None:
        self.address = ""
        self.app: ASGIApp = Starlette()
        self._changed = threading.Condition()
        self._answering = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._answering_one(scope):
            await self.app(scope, receive, send)

    def wait_until_answered(self) -> None:
        """Wait for what is still being answered, also where nobody waits for the answer any more."""
        with self._changed:
            assert self._changed.wait_for(lambda: not self._answering, timeout=30)

    @contextmanager
    def _answering_one(self, scope: Scope) -> Iterator[None]:
        asked = int(scope["type"] == "http")
        self._count(asked)
        try:
            yield
        finally:
            self._count(-asked)

    def _count(self, more: int) -> None:
        with self._changed:
            self._answering += more
            self._changed.notify_all()


@contextmanager
def site() -> Iterator[Site]:
    """A site in a thread of its own; starting one takes longer than most tests."""
    made = Site()
    listening = socket.create_server(("127.0.0.1", 0))
    made.address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    running = uvicorn.Server(configuration(made, port=0))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        running.should_exit = True
        thread.join(timeout=10)
        listening.close()


@dataclass(frozen=True)
class Running:
    """A built sandbox and the address it is served at."""

    sandbox: Sandbox
    address: str


@dataclass
class Inbox:
    """What the stand-in bot received: (headers, raw body), and the statuses it answers first."""

    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    address: str = ""
    news: threading.Condition = field(default_factory=threading.Condition)

    def wait_for(self, count: int) -> list[tuple[dict[str, str], bytes]]:
        """The first `count` deliveries, waited for at most ten seconds."""
        with self.news:
            assert self.news.wait_for(lambda: len(self.received) >= count, timeout=10)
            return list(self.received)


@contextmanager
def listening_bot() -> Iterator[Inbox]:
    """A bot that only notes what is posted to it."""
    inbox = Inbox()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            with inbox.news:
                inbox.received.append(({k.lower(): v for k, v in self.headers.items()}, body))
                status = inbox.statuses.pop(0) if inbox.statuses else 200
                inbox.news.notify_all()
            self.send_response(status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    bot = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    bot.daemon_threads = True
    thread = threading.Thread(target=bot.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    inbox.address = f"http://127.0.0.1:{bot.server_address[1]}"
    try:
        yield inbox
    finally:
        bot.shutdown()
        bot.server_close()
        thread.join(timeout=5)
