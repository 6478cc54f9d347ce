"""Socket Mode: the bot opens WebSockets, and everything it is told goes over one of them.

Source: docs.slack.dev/apis/events-api/using-socket-mode (2026): tickets that are good once, `hello`,
envelopes that are acknowledged by their id within 3 s, `disconnect` when a container is recycled, at
most ten connections. The page does not say what becomes of an interaction whose connection broke
before the acknowledgement; here it is sent again on the next one, the harsher of the two.
"""

import json
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.credentials import SLACK_APP_ID
from bot.sandbox.slack.delivery.web_socket import tickets

CONNECTIONS_MOST = 10
ACK_SECONDS = 3.0
Json = dict[str, Any]


@dataclass
class _Waiting:
    """An envelope on its way: how it came to be, and what was answered."""

    envelope: Json
    over: "_Connection | None" = None
    acknowledged: bool = False
    answer: Any = None


@dataclass(eq=False)
class _Connection:
    """One open WebSocket."""

    exchange: "SocketMode"
    send: Callable[[str], None] = field(default=lambda text: None)
    close: Callable[[], None] = field(default=lambda: None)
    cut: Callable[[], None] = field(default=lambda: None)

    def opened(
        self, send: Callable[[str], None], close: Callable[[], None], cut: Callable[[], None]
    ) -> None:
        self.send, self.close, self.cut = send, close, cut
        self.exchange.opened(self)

    def heard(self, text: str) -> None:
        self.exchange.heard(self, text)

    def closed(self) -> None:
        self.exchange.closed(self)


class SocketMode:
    """The bot's open connections. Its own lock; never hold the world's while delivering."""

    def __init__(self) -> None:
        self.enabled = False  # the switch in the app's settings
        self.ack_s = ACK_SECONDS  # how long Slack waits for an acknowledgement
        self.lose_next_ack = (
            False  # close the connection instead of hearing the next one of a press
        )
        self.log: list[Json] = []  # every envelope sent, with the connection's number
        self._news = threading.Condition()
        self._connections: list[_Connection] = []
        self._opened = 0
        self._waiting: dict[str, _Waiting] = {}

    def ticket(self, site: str) -> str:
        """A WebSocket address that is good for one connection (apps.connections.open)."""
        name = uuid.uuid4().hex
        tickets[name] = _Connection(self)
        return f"{site.replace('http', 'ws', 1)}/slack/link/?ticket={name}&app_id={SLACK_APP_ID}"

    @property
    def connections(self) -> int:
        """How many stand."""
        with self._news:
            return len(self._connections)

    def wait_for_connections(self, count: int, seconds: float = 5.0) -> bool:
        """Whether at least so many were opened in all, now or within this time."""
        with self._news:
            return self._news.wait_for(lambda: self._opened >= count, seconds)

    def deliver(
        self, kind: str, payload: Json, *, retry: int = 0, reason: str = ""
    ) -> tuple[bool, Any]:
        """Send an envelope and wait for its acknowledgement: whether it came, and what it said."""
        id = str(uuid.uuid4())
        envelope: Json = {
            "envelope_id": id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": reason}
        waiting = _Waiting(envelope)
        ends = time.monotonic() + self.ack_s
        with self._news:
            self._waiting[id] = waiting
            while not waiting.acknowledged and (left := ends - time.monotonic()) > 0:
                self._offer(waiting)
                self._news.wait(left)
            del self._waiting[id]
        return waiting.acknowledged, waiting.answer

    def recycle(self, reason: str = "refresh_requested") -> None:
        """Slack recycles a container: its connection, the newest, is told to go and then closed."""
        with self._news:
            connection = self._connections.pop()
        connection.send(json.dumps({"type": "disconnect", "reason": reason, "debug_info": {}}))
        connection.close()

    def cut(self) -> None:
        """The connection that would be used next breaks without a word."""
        with self._news:
            newest = self._connections[-1]
        newest.cut()

    def opened(self, connection: _Connection) -> None:
        """A ticket was used."""
        with self._news:
            self._connections.append(connection)
            self._opened += 1
            hello = {
                "type": "hello",
                "num_connections": len(self._connections),
                "connection_info": {"app_id": SLACK_APP_ID},
                "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
            }
            connection.send(json.dumps(hello))
            self._news.notify_all()

    def heard(self, connection: _Connection, text: str) -> None:
        """An acknowledgement: `{"envelope_id": …, "payload": …}`."""
        said = json.loads(text)
        with self._news:
            waiting = self._waiting.get(str(said.get("envelope_id", "")))
            if waiting is None:
                return  # too late, or of a connection that was given up
            if self.lose_next_ack and waiting.envelope["type"] == "interactive":
                self.lose_next_ack = False
                connection.close()
                return
            waiting.acknowledged, waiting.answer = True, said.get("payload")
            self._news.notify_all()

    def closed(self, connection: _Connection) -> None:
        """Gone; what it had not acknowledged goes over another."""
        with self._news:
            if connection in self._connections:
                self._connections.remove(connection)
            for waiting in self._waiting.values():
                if waiting.over is connection:
                    waiting.over = None
            self._news.notify_all()

    def _offer(self, waiting: _Waiting) -> None:
        """Over one connection, the newest, unless it is on its way already."""
        if waiting.over is None and self._connections:
            waiting.over = self._connections[-1]
            self.log.append(
                {"type": waiting.envelope["type"], "id": waiting.envelope["envelope_id"]}
            )
            waiting.over.send(json.dumps(waiting.envelope, ensure_ascii=False))
