"""A small platform with bad habits, in a process of its own that survives what the tests kill.

It accepts at a random moment of a call, cuts connections before and after accepting, answers 503
before and after, answers too late, shows posts late, and says 429. Without "accepts, then dies" every
engine looks as if it sent exactly once. What it promises: it accepts nothing after the deadline that
the call carries, and shows a post at the latest SHOWN_WITHIN_S after accepting it.
"""

import json
import random
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from typing import Any

SHOWN_WITHIN_S = 0.25
CALL_TIMEOUT_S = 0.35
FAULTS = ("cut before", "cut after", "503 before", "503 after", "too late", "429")
FAULT_RATE = 0.10


@dataclass
class Accepted:
    """One post as the platform has it."""

    number: int
    key: str
    thread: str
    shown_at: float


@dataclass
class Wall:
    """Everything posted, in the order it was accepted."""

    posts: list[Accepted] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)
    dice: random.Random = field(default_factory=lambda: random.Random(20261121))

    def accept(self, body: dict[str, Any]) -> int | None:
        """Take the post in, unless its caller has given up by now."""
        with self.changed:
            if time.time() > body["deadline"]:
                return None
            shown_at = time.time() + self.dice.choice([0, 0, SHOWN_WITHIN_S])
            post = Accepted(len(self.posts) + 1, body["key"], body["thread"], shown_at)
            self.posts.append(post)
            self.changed.notify_all()
            return post.number

    def find(self, key: str) -> list[int]:
        """The posts with this key that show by now."""
        with self.changed:
            now = time.time()
            return [post.number for post in self.posts if post.key == key and post.shown_at <= now]

    def wait_for(self, count: int, timeout_s: float) -> int:
        """Wait until that many posts were accepted; how many there are."""
        with self.changed:
            self.changed.wait_for(lambda: len(self.posts) >= count, timeout_s)
            return len(self.posts)


class Handler(BaseHTTPRequestHandler):
    """The platform's three addresses: post, look, and for the test: wait and list."""

    wall: Wall

    def do_POST(self) -> None:
        """Take a post in, or misbehave."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        dice = self.wall.dice
        fault = dice.choice(FAULTS) if dice.random() < FAULT_RATE else ""
        if fault == "cut before":
            return
        if fault in ("503 before", "429"):
            self._answer(int(fault[:3]), {})
            return
        time.sleep(dice.uniform(0, 0.015))
        number = self.wall.accept(body)
        if number is None or fault == "cut after":
            return
        time.sleep(CALL_TIMEOUT_S * 1.5 if fault == "too late" else dice.uniform(0, 0.015))
        self._answer(503 if fault == "503 after" else 200, {"number": number})

    def do_GET(self) -> None:
        """Look for a key; or, for the test, wait for a count and list everything."""
        verb, _, value = self.path.lstrip("/").partition("/")
        if verb == "look" and self.wall.dice.random() < FAULT_RATE:
            self._answer(503, {})
        elif verb == "look":
            self._answer(200, {"numbers": self.wall.find(value)})
        elif verb == "wait":
            self._answer(200, {"count": self.wall.wait_for(int(value), 60)})
        else:
            self._answer(200, {"posts": [[post.key, post.thread] for post in self.wall.posts]})

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        try:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())
        except OSError:
            pass  # whoever asked was killed

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def serve(tell: Connection) -> None:
    """Run until terminated; says its port first."""
    Handler.wall = Wall()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    tell.send(server.server_port)
    server.serve_forever()
