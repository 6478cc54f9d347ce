"""kill -9 in mid-delivery, many times, on a platform with bad habits: never twice, lost or astray."""

import multiprocessing
import random
import threading
from collections import Counter
from collections.abc import Iterator
from itertools import count

import pytest
from sqlmodel import col, func, select

from bot.domain.records.staff import Actor
from bot.inbox.received import SeenEvent
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.enqueue import enqueue
from bot.outbox.lanes import LaneSpec
from bot.storage.engine import Database
from tests.outbox import platform, relay_process

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.outbox.relay_process", "tests.outbox.platform"])
_SENDERS = 8
_LANES = [LaneSpec(key=f"lane-{number}", pool="public") for number in range(4)]


class Relays:
    """Relay processes on one database, the platform they post to, and a hand to kill them."""

    def __init__(self, database: Database, port: int) -> None:
        self.port = port
        self._database = database
        self._url = database.url.render_as_string(hide_password=False)
        self._dice = random.Random(7)
        wanted = 1 if database.is_sqlite else 2
        self.running = [self._start(_SENDERS // wanted) for _ in range(wanted)]

    def _start(self, senders: int) -> multiprocessing.process.BaseProcess:
        self._senders = senders
        started = _PROCESSES.Event()
        process = _PROCESSES.Process(
            target=relay_process.run, args=(self._url, self.port, senders, started), daemon=True
        )
        process.start()
        assert started.wait(60)
        return process

    def kill_one(self) -> None:
        """End one process without a word, and start another in its place."""
        number = self._dice.randrange(len(self.running))
        self.running[number].kill()
        self.running[number].join()
        self.running[number] = self._start(self._senders)

    def terminate(self) -> list[int | None]:
        """Ask all of them to end; their exit codes."""
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.join(30)
        return [process.exitcode for process in self.running]

    def wait_for_posts(self, count: int) -> int:
        """Wait until the platform has accepted that many."""
        _, answer = relay_process.ask(self.port, "GET", f"/wait/{count}", timeout_s=90)
        found: int = answer["count"]
        return found

    def posts(self) -> list[tuple[str, str]]:
        """Key and thread of everything the platform accepted, in order."""
        _, answer = relay_process.ask(self.port, "GET", "/posts", timeout_s=30)
        return [(key, thread) for key, thread in answer["posts"]]

    def wait_until_settled(self, messages: int) -> None:
        """Wait until the database says of each that it is sent."""
        pause = threading.Event()
        for _ in range(1200):
            if self.count(DeliveryState.SENT) == messages:
                return
            pause.wait(0.05)
        raise AssertionError(f"Only {self.count(DeliveryState.SENT)} of {messages} were settled.")

    def count(self, state: DeliveryState) -> int:
        """How many deliveries are in this state."""
        with self._database.reading() as session:
            query = select(func.count()).select_from(Delivery).where(Delivery.state == state)
            return session.exec(query).one()


@pytest.fixture
def port() -> Iterator[int]:
    """The port of a fresh platform."""
    told, tell = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=platform.serve, args=(tell,), daemon=True)
    process.start()
    tell.close()
    with told:
        yield told.recv()
    process.kill()
    process.join()


def fill(database: Database, messages: int, threads: int) -> None:
    """So many messages over so many threads, each thread on changing lanes."""
    numbers = count()
    while (number := next(numbers)) < messages:
        with database.transaction() as session:
            enqueue(
                session=session,
                lane=_LANES[(number // threads + number) % len(_LANES)],
                ordering_key=f"t{number % threads}",
                priority=number % 3,
                payload=relay_process.Numbered(thread=f"t{number % threads}"),
                dedupe_key=f"{number:05}",
                actor=Actor.system(),
            )


def check(database: Database, posts: list[tuple[str, str]], messages: int) -> None:
    """Nothing twice, nothing never, nothing out of order, and each written up once."""
    times = Counter(key for key, _ in posts)
    assert {key: seen for key, seen in times.items() if seen > 1} == {}
    assert len(times) == messages
    by_thread: dict[str, list[str]] = {}
    for key, thread in posts:
        by_thread.setdefault(thread, []).append(key)
    assert all(keys == sorted(keys) for keys in by_thread.values())
    with database.reading() as session:
        assert session.exec(select(func.count()).select_from(SeenEvent)).one() == messages
        references = session.exec(select(Delivery.dedupe_key, Delivery.reference)).all()
        in_doubt_once = select(func.count()).where(col(Delivery.doubt_since).is_not(None))
        assert session.exec(in_doubt_once).one() > messages // 20, "The kills hit nothing."
    assert {key: posts[int(reference or 0) - 1][0] for key, reference in references} == {
        key: key for key in times
    }


def kill_and_check(database: Database, port: int, *, messages: int, kills: int) -> None:
    fill(database, messages, threads=messages // 10)
    relays = Relays(database, port)
    for number in range(kills):
        relays.wait_for_posts((number + 1) * messages // (kills + 2))
        relays.kill_one()
    assert relays.wait_for_posts(messages) >= messages
    relays.wait_until_settled(messages)
    assert relays.terminate() == [0] * len(relays.running)
    check(database, relays.posts(), messages)


@pytest.mark.sqlite_in_proof
def test_six_kills_post_nothing_twice_never_or_out_of_order(database: Database, port: int) -> None:
    kill_and_check(database, port, messages=90, kills=6)


@pytest.mark.proof
def test_fifty_kills_post_nothing_twice_never_or_out_of_order(
    database: Database, port: int
) -> None:
    kill_and_check(database, port, messages=2000, kills=50)


def test_sigterm_in_mid_send_leaves_nothing_half_done(database: Database, port: int) -> None:
    fill(database, 60, threads=30)
    relays = Relays(database, port)
    relays.wait_for_posts(10)
    assert relays.terminate() == [0] * len(relays.running)
    assert relays.count(DeliveryState.SENDING) == 0
    doubtful = relays.count(DeliveryState.IN_DOUBT)
    assert relays.count(DeliveryState.SENT) <= len(relays.posts())
    assert len(relays.posts()) <= relays.count(DeliveryState.SENT) + doubtful
