"""Sends what happens to the bot: signed requests, or envelopes in Socket Mode; events are repeated.

Events go out from background threads, one per lane so that a channel's events keep their order;
interactions go out in the caller's thread, which must not hold the world's lock.
Rule: docs.slack.dev/apis/events-api (2026): 3 s to answer, three retries, headers that say why.
"""

import hashlib
import hmac
import json
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import requests

from bot.sandbox.credentials import SLACK_SIGNING_SECRET
from bot.sandbox.slack.delivery.socket_mode import SocketMode

LANES = 4
ACK_SECONDS = 3.0
LOG_LENGTH = 500


@dataclass(frozen=True)
class Heard:
    """The bot's answer to an interaction or a command, however it came."""

    status_code: int
    content: bytes

    def json(self) -> Any:
        """Raises ValueError when it is no JSON."""
        return json.loads(self.content)

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")


@dataclass
class Shipment:
    """One event on its way, and how each attempt ended (a status, or Slack's retry reason)."""

    event_id: str
    kind: str
    body: bytes
    attempts: list[int | str] = field(default_factory=list)


class Courier:
    """The way out to the bot. `on_change` is called, without locks, after each attempt."""

    def __init__(
        self, *, bot_url: str, delays: Sequence[float], on_change: Callable[[], None]
    ) -> None:
        self.address = f"{bot_url.rstrip('/')}/slack/events"
        self.delays = tuple(delays)
        self.on_change = on_change
        self.socket = SocketMode()
        self.sent: deque[Shipment] = deque(maxlen=LOG_LENGTH)
        self._queues: list[queue.SimpleQueue[Shipment]] = []
        self._starting = threading.Lock()

    def event(self, envelope: dict[str, Any], *, lane: str) -> None:
        """Queue an event; returns at once. Events of one lane leave in the order given."""
        shipment = Shipment(
            event_id=envelope["event_id"],
            kind=envelope["event"]["type"],
            body=json.dumps(envelope, ensure_ascii=False).encode(),
        )
        self.sent.append(shipment)
        self._lane(lane).put(shipment)

    def verify_address(self) -> bool:
        """Slack's url_verification handshake; whether the bot gave the challenge back."""
        body = json.dumps({"type": "url_verification", "token": "sandbox", "challenge": "sand"})
        try:
            answer = self._post(body.encode(), "application/json", {})
        except requests.RequestException:
            return False
        return answer.status_code == 200 and "sand" in answer.text

    def form(self, fields: dict[str, str]) -> Heard:
        """Send an interaction or slash command and wait for the answer.

        Raises requests.RequestException when there is none within 3 s.
        """
        if self.socket.enabled:
            return self._over_socket(fields)
        answer = self._post(urlencode(fields).encode(), "application/x-www-form-urlencoded", {})
        return Heard(answer.status_code, answer.content)

    def _over_socket(self, fields: dict[str, str]) -> Heard:
        is_command = "payload" not in fields
        kind = "slash_commands" if is_command else "interactive"
        payload = fields if is_command else json.loads(fields["payload"])
        acknowledged, answer = self.socket.deliver(kind, payload)
        if not acknowledged:
            raise requests.Timeout("No acknowledgement came over the socket.")
        return Heard(200, b"" if answer is None else json.dumps(answer).encode())

    def _lane(self, lane: str) -> "queue.SimpleQueue[Shipment]":
        with self._starting:
            while len(self._queues) < LANES:
                waiting: queue.SimpleQueue[Shipment] = queue.SimpleQueue()
                self._queues.append(waiting)
                threading.Thread(
                    target=self._work, args=(waiting,), daemon=True, name="slack-events"
                ).start()
        return self._queues[hash(lane) % LANES]

    def _work(self, waiting: "queue.SimpleQueue[Shipment]") -> None:
        while True:
            self._attempt(waiting.get(), {})

    def _attempt(self, shipment: Shipment, headers: dict[str, str]) -> None:
        reason, may_retry = "", True
        try:
            if self.socket.enabled:
                self._event_over_socket(shipment, headers)
                return
            answer = self._post(shipment.body, "application/json", headers)
            shipment.attempts.append(answer.status_code)
            if answer.status_code // 100 != 2:
                reason = "http_error"
                may_retry = answer.headers.get("x-slack-no-retry") != "1"
        except requests.Timeout:
            reason = "http_timeout"
        except requests.RequestException:
            reason = "connection_failed"
        if reason and reason != "http_error":
            shipment.attempts.append(reason)
        self.on_change()
        if reason and may_retry and len(shipment.attempts) <= len(self.delays):
            self._retry_later(shipment, reason)

    def _event_over_socket(self, shipment: Shipment, headers: dict[str, str]) -> None:
        """As over HTTP; an event that nobody acknowledges is sent again."""
        acknowledged, _ = self.socket.deliver(
            "events_api",
            json.loads(shipment.body),
            retry=int(headers.get("x-slack-retry-num", 0)),
            reason=headers.get("x-slack-retry-reason", ""),
        )
        shipment.attempts.append(200 if acknowledged else "timeout")
        self.on_change()
        if not acknowledged and len(shipment.attempts) <= len(self.delays):
            self._retry_later(shipment, "timeout")

    def _retry_later(self, shipment: Shipment, reason: str) -> None:
        number = len(shipment.attempts)
        headers = {"x-slack-retry-num": str(number), "x-slack-retry-reason": reason}
        timer = threading.Timer(self.delays[number - 1], self._attempt, args=(shipment, headers))
        timer.daemon = True
        timer.start()

    def _post(self, body: bytes, kind: str, headers: dict[str, str]) -> requests.Response:
        with requests.Session() as session:
            session.trust_env = False
            return session.post(
                self.address,
                data=body,
                headers={"Content-Type": kind, **signature(body), **headers},
                timeout=ACK_SECONDS,
                allow_redirects=False,
            )


def signature(body: bytes) -> dict[str, str]:
    """Slack's v0 signature over the raw body, with the REAL time, never the sandbox's."""
    stamp = str(int(time.time()))
    base = b"v0:" + stamp.encode() + b":" + body
    digest = hmac.new(SLACK_SIGNING_SECRET.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}
