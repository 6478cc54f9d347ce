"""Meta's deliveries to the bot: built, signed and sent from a thread of their own, with retries.

Sources: developers.facebook.com/docs/graph-api/webhooks/getting-started (signature over the raw
body with unicode escaped in lowercase, retries), /docs/graph-api/webhooks/reference/page and
/docs/messenger-platform/webhooks (2026-09). Meta retries for 36 hours; here the waits double from
half a second to 5 seconds, 60 times, and what was given up is kept in a list.
"""

import hashlib
import hmac
import json
import logging
import threading
import time
from dataclasses import asdict, dataclass
from typing import Any

import requests

from bot.sandbox.credentials import BRANDS, FACEBOOK_APP_SECRET
from bot.sandbox.faults import Faults
from bot.sandbox.world import World

log = logging.getLogger("bot.sandbox.facebook")
ATTEMPTS = 60
FIRST_WAIT = 0.5
LONGEST_WAIT = 5.0
TIMEOUT = 5.0
REORDERED_BY = 2.0
FIELDS = (
    "feed", "mention", "ratings", "messages", "message_echoes", "message_edits", "standby",
)  # fmt: skip
CHANGES = frozenset({"feed", "mention", "ratings"})


@dataclass(eq=False)
class Delivery:
    """One request to make; `due` is real time, in seconds since 1970."""

    body: str
    due: float
    attempts: int = 0


class Webhook:
    """The queue of deliveries and the thread that works through it."""

    def __init__(self, world: World, faults: Faults, bot_url: str) -> None:
        self.world = world
        self.faults = faults
        self.address = f"{bot_url.rstrip('/')}/webhooks/facebook"
        self.subscribed = {brand.page_id: list(FIELDS) for brand in BRANDS}
        self.waiting: list[Delivery] = []
        self.delivered = 0
        self.failed = 0
        self.given_up: list[str] = []
        self._news = threading.Condition(world.lock)
        self._sender: threading.Thread | None = None

    def send(self, page_id: str, field: str, content: dict[str, Any], *, late: float = 0.0) -> None:
        """Queue what happened on the Page, if it is subscribed to that field of webhooks."""
        if field not in self.subscribed.get(page_id, []):
            return
        now = self.world.now().timestamp()
        member = "changes" if field in CHANGES else "messaging"
        if field == "standby":
            member = "standby"
        at = int(now) if member == "changes" else int(now * 1000)
        entry = {"id": page_id, "time": at, member: [content]}
        body = escaped({"object": "page", "entry": [entry]})
        with self._news:
            self._queue(body, late)

    def start(self) -> None:
        """Begin delivering; ends with the world."""
        self._sender = threading.Thread(target=self._work, daemon=True, name="facebook-webhook")
        self._sender.start()

    def snapshot(self) -> dict[str, Any]:
        return {
            "subscribed": dict(self.subscribed),
            "waiting": [asdict(delivery) for delivery in self.waiting],
            "delivered": self.delivered,
            "failed": self.failed,
            "given_up": list(self.given_up),
        }

    def restore(self, data: dict[str, Any]) -> None:
        self.subscribed = dict(data["subscribed"])
        self.waiting = [Delivery(**delivery) for delivery in data["waiting"]]
        self.delivered = data["delivered"]
        self.failed = data["failed"]
        self.given_up = list(data["given_up"])

    def _queue(self, body: str, late: float) -> None:
        fault = self.faults.take("facebook", "webhook", delivery=True)
        kind = fault.kind if fault else None
        now = time.time()
        if kind == "lost":
            self.given_up.append(body)
            return
        wait = (fault.seconds or REORDERED_BY) if fault and kind == "reorder" else 0.0
        self.waiting.append(Delivery(body, now + late + wait))
        if kind == "duplicate":
            self.waiting.append(Delivery(body, now + late))
        self.world.changed("facebook")
        self._news.notify_all()

    def _work(self) -> None:
        with requests.Session() as session:
            session.trust_env = False  # a proxy of the environment must not see loopback calls
            while not self.world.is_closing():
                delivery = self._next()
                if delivery is not None:
                    self._settle(delivery, self._deliver(session, delivery))

    def _next(self) -> Delivery | None:
        """The delivery that is due, or None after waiting a little for one."""
        with self._news:
            now = time.time()
            first = min(self.waiting, key=lambda delivery: delivery.due, default=None)
            if first is not None and first.due <= now:
                return first
            self._news.wait(min(1.0, first.due - now) if first else 1.0)
            return None

    def _deliver(self, session: requests.Session, delivery: Delivery) -> bool:
        raw = delivery.body.encode("ascii")
        headers = {"Content-Type": "application/json", "X-Hub-Signature-256": signature(raw)}
        try:
            answer = session.post(self.address, data=raw, headers=headers, timeout=TIMEOUT)
        except requests.RequestException:
            return False
        return answer.status_code == 200

    def _settle(self, delivery: Delivery, delivered: bool) -> None:
        with self.world.lock:
            delivery.attempts += 1
            wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (delivery.attempts - 1))
            delivery.due = time.time() + wait
            if delivered:
                self.delivered += 1
                self.waiting.remove(delivery)
            elif delivery.attempts >= ATTEMPTS:
                log.warning("gave up a webhook after %s attempts", delivery.attempts)
                self.given_up.append(delivery.body)
                self.waiting.remove(delivery)
            self.failed += not delivered
            self.world.changed("facebook")


def escaped(payload: dict[str, Any]) -> str:
    """The body as Meta writes it: ASCII only, unicode as \\u00e9, slashes as \\/."""
    return json.dumps(payload, separators=(",", ":")).replace("/", "\\/")


def signature(raw: bytes) -> str:
    """The X-Hub-Signature-256 of a raw body."""
    return "sha256=" + hmac.new(FACEBOOK_APP_SECRET.encode(), raw, hashlib.sha256).hexdigest()
