"""A relay in a process of its own, talking to the platform of the tests; it is there to be killed."""

import http.client
import json
import signal
import threading
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.synchronize import Event
from typing import Any, ClassVar

from sqlmodel import Session

from bot.inbox.received import SeenEvent
from bot.migrations import tables as _tables  # noqa: F401  a delivery's foreign keys need them
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.outcome import CannotLook, Outcome, Parcel, Receipt, TryLater, Uncertain
from bot.outbox.patience import Patience
from bot.outbox.payload import Payload
from bot.outbox.relay import Relay
from bot.storage.engine import Database
from tests.outbox.platform import CALL_TIMEOUT_S

# A post is accepted at the latest 0.7 s after its intent and shows 0.25 s later; nobody looks
# before 1.2 s. The proportions are those of the real times.
PATIENCE = Patience(
    lease_s=0.8,
    call_s=0.4,
    visible_lag_s=0.4,
    visible_lag_by_kind={},
    read_gap_s=0.2,
    look_again_s=0.1,
    resends=1000,
    asks_first=frozenset(),
    keep_every_s=0.05,
    poll_s=0.2,
)
_ACCEPTED_WITHIN = timedelta(seconds=0.7)


@dataclass(frozen=True, kw_only=True)
class Numbered(Payload):
    """The next message of a thread."""

    kind: ClassVar[str] = "post"
    thread: str


class HttpCarrier:
    """Posts over HTTP and sorts the outcomes as the real carriers do."""

    def __init__(self, port: int) -> None:
        self._port = port

    def send(self, parcel: Parcel) -> Outcome:
        """One call, no retry."""
        deadline = (parcel.intent_at + _ACCEPTED_WITHIN).timestamp()
        body = {
            "key": parcel.dedupe_key,
            "thread": Numbered.read(parcel.payload).thread,
            "deadline": deadline,
        }
        try:
            status, answer = ask(self._port, "POST", "/post", body)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Uncertain(type(error).__name__)
        if status == 429:
            return TryLater(0.02, "ratelimited")
        return Receipt(str(answer["number"])) if status == 200 else Uncertain(f"status {status}")

    def look_for(self, parcel: Parcel) -> list[Receipt]:
        """What the platform shows of it now."""
        try:
            status, answer = ask(self._port, "GET", f"/look/{parcel.dedupe_key}")
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise CannotLook(type(error).__name__) from error
        if status != 200:
            raise CannotLook(f"status {status}")
        return [Receipt(str(number)) for number in answer["numbers"]]


def ask(
    port: int,
    verb: str,
    path: str,
    body: dict[str, Any] | None = None,
    timeout_s: float = CALL_TIMEOUT_S,
) -> tuple[int, Any]:
    """One HTTP request and its JSON answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout_s)
    try:
        connection.request(verb, path, json.dumps(body) if body else None)
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def write_up(session: Session, delivery: Delivery, _outcome: Outcome) -> None:
    """What a desk would do; its key makes a second write-up of one delivery fail."""
    if delivery.state is DeliveryState.SENT:
        session.add(SeenEvent(key=delivery.dedupe_key, seen_at=delivery.created_at))


def run(url: str, port: int, senders: int, started: Event) -> None:
    """Relay until SIGTERM, or until killed."""
    ending = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ending.set())
    database = Database(url)
    relay = Relay(
        database,
        {Numbered.kind: HttpCarrier(port)},
        write_up,
        pools={"public": senders},
        patience=PATIENCE,
    )
    relay.start()
    started.set()
    ending.wait()
    ended = relay.stop(20)
    database.dispose()
    raise SystemExit(0 if ended else 1)
