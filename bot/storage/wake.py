"""Waking whoever waits for a topic as soon as a commit announced it, here or in another process.

On PostgreSQL one connection listens for the other processes. It is a hint only: a pooler may drop
it, so everybody who waits also looks by themselves now and then.
"""

import logging
import selectors
import socket
import threading
from collections.abc import Callable

import psycopg

from bot.storage.engine import Database

_log = logging.getLogger(__name__)
_RECONNECT_S = 1.0
EVERYTHING = "*"  # the topic that wakes all


class Wake:
    """Counts announcements per topic. Take a ticket, look for work, then wait with the ticket."""

    def __init__(
        self, database: Database, *, heard: Callable[[frozenset[str]], None] | None = None
    ) -> None:
        """``heard`` is called with the topics of each announcement, in whatever thread it came."""
        self._database = database
        self._heard = heard
        self._changed = threading.Condition()
        self._counts: dict[str, int] = {EVERYTHING: 0}  # of topics that somebody waits for
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._stop_sender: socket.socket | None = None  # closing it ends the listening
        database.on_commit(self._announced)

    def start(self) -> None:
        """Begin to listen to other processes; in an embedded database there are none."""
        if self._database.is_sqlite or self._thread is not None:
            return
        self._stop_sender, stopped = socket.socketpair()
        self._thread = threading.Thread(
            target=self._listen, args=(stopped,), name="wake", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop listening and wake everybody who waits, for good."""
        self._stopping.set()
        if self._stop_sender is not None:
            self._stop_sender.close()
        self._announced(frozenset({EVERYTHING}))
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def ticket(self, topic: str) -> int:
        """How often the topic was announced so far. Take it before you look for work."""
        with self._changed:
            self._counts.setdefault(topic, 0)
            return self._count(topic)

    def wait(self, topic: str, ticket: int, timeout_s: float) -> bool:
        """Wait until the topic is announced after the ticket was taken; False when time ran out."""
        with self._changed:
            return self._changed.wait_for(
                lambda: self._stopping.is_set() or self._count(topic) != ticket, timeout_s
            )

    def _count(self, topic: str) -> int:
        return self._counts.get(topic, 0) + self._counts.get(EVERYTHING, 0)

    def _announced(self, topics: frozenset[str]) -> None:
        with self._changed:
            for topic in self._counts.keys() & topics:
                self._counts[topic] += 1
            self._changed.notify_all()
        if self._heard is not None:
            self._heard(topics)

    def _listen(self, stopped: socket.socket) -> None:
        with stopped:
            while not self._stopping.is_set():
                try:
                    with self._connected() as connection:
                        self._pass_on(connection, stopped)
                except psycopg.Error as error:
                    _log.warning("Listening for commits was cut off: %s", type(error).__name__)
                    self._stopping.wait(_RECONNECT_S)

    def _connected(self) -> psycopg.Connection[tuple[object, ...]]:
        url = self._database.url.set(drivername="postgresql")
        connection = psycopg.connect(
            url.render_as_string(hide_password=False), autocommit=True, connect_timeout=10
        )
        connection.execute("LISTEN earshot")
        self._announced(frozenset({EVERYTHING}))  # whatever was announced before we listened
        return connection

    def _pass_on(
        self, connection: psycopg.Connection[tuple[object, ...]], stopped: socket.socket
    ) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(connection.fileno(), selectors.EVENT_READ)
            selector.register(stopped, selectors.EVENT_READ)
            while not self._stopping.is_set():
                selector.select()
                topics = frozenset(note.payload for note in connection.notifies(timeout=0))
                if topics:
                    self._announced(topics)
