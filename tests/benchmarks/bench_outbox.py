"""How fast the outbox claims and settles, and how soon a commit reaches the provider.

    python -m tests.benchmarks.bench_outbox [messages]

SQLite with synchronous FULL in the temporary directory; PostgreSQL is the tests' own, without fsync.
"""

import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from sqlmodel import Session

from bot.domain.records.staff import Actor
from bot.outbox.delivery import Delivery
from bot.outbox.enqueue import enqueue
from bot.outbox.lanes import LaneSpec
from bot.outbox.outcome import Outcome, Parcel, Receipt
from bot.outbox.payload import Payload
from bot.outbox.relay import Relay
from bot.storage.engine import Database
from tests.database import EmbeddedPostgres, create_everything

_LANES = [LaneSpec(key=f"lane-{number}", pool="public") for number in range(50)]


@dataclass(frozen=True, kw_only=True)
class Post(Payload):
    """A post of ordinary length."""

    kind: ClassVar[str] = "post"
    text: str = "x" * 200


class Provider:
    """Accepts everything after a while and notes when each arrived."""

    def __init__(self, takes_s: float) -> None:
        self._takes_s = takes_s
        self.arrivals: dict[str, float] = {}
        self.arrived = threading.Condition()

    def send(self, parcel: Parcel) -> Outcome:
        """Note the arrival, then answer."""
        with self.arrived:
            self.arrivals[parcel.dedupe_key] = time.monotonic()
            self.arrived.notify_all()
        time.sleep(self._takes_s)
        return Receipt(parcel.dedupe_key)

    def look_for(self, parcel: Parcel) -> list[Receipt]:
        """Nothing is ever in doubt here."""
        return []

    def wait_for(self, count: int) -> None:
        """Until so many have arrived."""
        with self.arrived:
            self.arrived.wait_for(lambda: len(self.arrivals) >= count, 300)


def put(database: Database, name: str, number: int, priority: int = 5) -> None:
    """One delivery in a transaction of its own."""
    with database.transaction() as session:
        enqueue(
            session=session,
            lane=_LANES[number % len(_LANES)],
            ordering_key=name,
            priority=priority,
            payload=Post(),
            dedupe_key=name,
            actor=Actor.system(),
        )


def drain(database: Database, messages: int, senders: int, takes_s: float) -> None:
    """Enqueue all, then send all."""
    label = f"{messages}-{senders}-{takes_s}"
    began = time.monotonic()
    for number in range(messages):
        put(database, f"{label}-{number}", number)
    enqueued = messages / (time.monotonic() - began)
    provider = Provider(takes_s)
    with relaying(database, provider, senders):
        began = time.monotonic()
        provider.wait_for(messages)
        rate = messages / (time.monotonic() - began)
    print(
        f"  {senders} senders, provider {takes_s * 1000:.0f} ms: "
        f"{enqueued:7.0f} enqueued/s  {rate:7.0f} sent/s"
        + (f"  = {rate * takes_s / senders:.2f} of the limit" if takes_s >= 0.01 else "")
    )


def latency(database: Database, messages: int, backlog: int) -> None:
    """From the commit of an urgent answer to its arrival, idle or with a backlog waiting."""
    provider = Provider(0.001)
    for number in range(backlog):
        put(database, f"backlog-{number}", number)
    with relaying(database, provider, 2):
        waits = []
        for number in range(messages):
            name = f"answer-{backlog}-{number}"
            put(database, name, number, priority=0)
            committed = time.monotonic()
            with provider.arrived:
                provider.arrived.wait_for(lambda name=name: name in provider.arrivals, 60)  # type: ignore[misc]  # bound now
            waits.append((provider.arrivals[name] - committed) * 1000)
            time.sleep(0.01)
    cut = statistics.quantiles(waits, n=100)
    print(f"  backlog {backlog}: p50 {cut[49]:.1f} ms, p99 {cut[98]:.1f} ms to the provider")


@contextmanager
def relaying(database: Database, provider: Provider, senders: int) -> Iterator[None]:
    """A relay that runs meanwhile."""

    def nothing(_session: Session, _delivery: Delivery, _outcome: Outcome) -> None:
        pass

    relay = Relay(database, {Post.kind: provider}, nothing, pools={"public": senders})
    relay.start()
    yield
    relay.stop(60)


def measure(database: Database, messages: int) -> None:
    """All figures of one database."""
    for senders, takes_s in ((1, 0.001), (4, 0.001), (4, 0.05)):
        drain(database, messages if takes_s < 0.01 else messages // 4, senders, takes_s)
    latency(database, 200, backlog=0)
    latency(database, 100, backlog=messages)
    database.dispose()


def main() -> None:
    """Measure both databases."""
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as directory:
        print("SQLite")
        database = Database(f"sqlite:///{Path(directory) / 'bench.db'}")
        create_everything(database)
        measure(database, messages)
    server = EmbeddedPostgres("bench")
    try:
        with server.fresh_url() as url:
            print("PostgreSQL")
            measure(Database(url), messages)
    finally:
        server.stop()


if __name__ == "__main__":
    main()
