"""A stand-in for the bot's web process: keeps every request and answers as the test says."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

Answer = tuple[int, Any]


@dataclass(frozen=True)
class Received:
    """One request as it arrived."""

    body: bytes
    headers: dict[str, str]

    def event(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found

    def fields(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}

    def payload(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.fields()["payload"])
        return found

    @property
    def is_event(self) -> bool:
        return self.headers["content-type"].startswith("application/json")


class RecordingBot:
    """An HTTP server on a free loopback port. `answer` decides what each request gets."""

    def __init__(self) -> None:
        self.requests: list[Received] = []
        self.answer: Callable[[Received], Answer] = lambda received: (200, None)
        self._arrived = threading.Condition()
        bot = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                received = Received(body, {k.lower(): v for k, v in self.headers.items()})
                status, answer = bot._take(received)
                content = b"" if answer is None else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def wait_for(self, count: int, seconds: float = 5.0) -> list[Received]:
        """The first `count` requests. Raises AssertionError when they do not arrive in time."""
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self.requests) >= count, seconds), (
                f"{len(self.requests)} of {count} requests arrived."
            )
            return self.requests[:count]

    def _take(self, received: Received) -> Answer:
        answer = self.answer(received)
        with self._arrived:
            self.requests.append(received)
            self._arrived.notify_all()
        return answer
