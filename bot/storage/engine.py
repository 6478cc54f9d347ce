"""One database, SQLite or PostgreSQL, behind the same two doors: ``transaction`` and ``reading``.

SQLite has one writer, so writers queue on a lock of ours: its own busy back-off makes the slowest
wait a hundred times longer. WAL with synchronous FULL: a committed intent must survive a power cut.
"""

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from time import monotonic, sleep
from typing import Any

import psycopg
from sqlalchemy import Engine, Insert, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.orm import SessionTransaction
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session, SQLModel

from bot.domain.records.trail.audit import RecordKeys
from bot.storage import folding, word_index
from bot.storage.lately import Lately

_FULL = re.compile(
    "too many (clients|connections)|remaining connection slots"
)  # PostgreSQL's words
_NOTIFY = text("SELECT pg_notify('earshot', topic) FROM unnest(CAST(:topics AS text[])) AS topic")
# What holds no row it takes for something large, unless it is told.
_NOTHING_THERE = """INSERT INTO sqlite_stat1 (tbl, idx, stat) SELECT name, NULL, '1' FROM sqlite_master
WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN (SELECT tbl FROM sqlite_stat1)"""
_FULL_FOR_S, _ASK_AGAIN_S = 5.0, 0.25
_TRUSTED_S = 1.0


class DatabaseSession(Session):
    """A session of ``Database``, with what its one transaction knows until it ends."""

    def __init__(self, database: "Database", *, only_reads: bool = False) -> None:
        super().__init__(database.engine, expire_on_commit=False)
        self.database = database
        self.announced: set[str] = set()  # topics whose waiters wake when it has committed
        self.locked: set[object] = set()  # cases and ordering keys that it holds the lock of
        self.has_locked = False  # and may still, though a savepoint was rolled back since
        self.stored: set[str] = set()  # what it made or found that is never removed
        self.opened: dict[int, list[object]] = {}  # cases it opened, each with the rows it wrote
        self.asked: dict[object, Any] = {}  # what it asked once, and nobody changes beside it
        self.only_reads = only_reads
        self.looked: dict[int, dict[object, bool]] = {}  # of cases, what they have and have not
        self.held_threads: dict[int, Sequence[Any]] = {}  # of cases, once all are read
        self._seen: list[object] = []  # what it read, held so that it is not read again
        self._first_now: datetime | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether it has SQLite's one writer, and no row locks."""
        return self.database.is_sqlite

    def is_stored(self, name: str) -> bool:
        """Whether a lane or a version of a rule is known to be there, without asking."""
        return name in self.stored or name in self.database.stored

    def hold(self, row: object) -> None:
        """Keep a row that was read until the session ends."""
        self._seen.append(row)

    @property
    def first_now(self) -> datetime:
        """The database's time, asked once: what is written together is of one moment."""
        if self._first_now is None:
            self._first_now = self.database.now(self)
        return self._first_now


class Database:
    """The product's one connection pool. Cheap to make; connects when first used."""

    def __init__(self, url: str, *, pool_size: int = 4, max_overflow: int = 1) -> None:
        self.url = normalised(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.record_keys: RecordKeys | None = None  # what binds the entries of its audit trail
        self.stored: set[str] = set()  # lanes and versions of rules that are there
        self.pools: dict[str, str] = {}  # by lane, those that were asked for
        self.lately = Lately()
        self._writer = threading.RLock()
        self._listeners: list[Callable[[frozenset[str]], None]] = []
        if self.is_sqlite:
            self.engine = create_engine(
                self.url, connect_args={"timeout": 30}, hide_parameters=True
            )
            _prepare_sqlite(self.engine)
        else:
            self.engine = create_engine(
                self.url,
                pool_size=pool_size,
                max_overflow=max_overflow,
                pool_use_lifo=True,  # few are used, and those have just been
                pool_recycle=300,
                hide_parameters=True,  # an error's text must not carry a customer's words
                # A pooler in transaction mode cannot keep prepared statements.
                connect_args={"prepare_threshold": None},
            )
            _wait_for_a_place(self.engine)
            _ask_after_a_pause(self.engine)

    @contextmanager
    def transaction(self) -> Iterator[DatabaseSession]:
        """A unit of work that commits once, at the end, or not at all."""
        if not self.is_sqlite:
            with DatabaseSession(self) as session:
                yield from self._committed(session)
            return
        with self._writer, DatabaseSession(self) as session:
            session.connection().exec_driver_sql("BEGIN IMMEDIATE")
            yield from self._committed(session)

    @contextmanager
    def reading(self, *, is_long: bool = False) -> Iterator[DatabaseSession]:
        """A consistent look that writes nothing. ``is_long``: many statements that must see one moment."""
        with DatabaseSession(self, only_reads=True) as session:
            if self.is_sqlite:
                session.connection().exec_driver_sql("BEGIN")
            elif is_long:
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield session
            session.expunge_all()  # what was read stays readable after the end
            session.rollback()

    def _committed(self, session: DatabaseSession) -> Iterator[DatabaseSession]:
        try:
            yield session
            topics: frozenset[str] = frozenset(session.announced)
            if topics and not self.is_sqlite:
                session.connection().execute(_NOTIFY, {"topics": sorted(topics)})
            session.commit()
        except BaseException:
            session.rollback()
            self._forget_what_is_stored()  # after a fail-over it may be gone; the next try asks anew
            raise
        self.stored |= session.stored
        if topics:
            for listener in self._listeners:
                listener(topics)

    def on_commit(self, listener: Callable[[frozenset[str]], None]) -> None:
        """Call this with the topics of every commit of this process that announced any."""
        self._listeners.append(listener)

    def now(self, session: Session) -> datetime:
        """The database's own time, for leases, pacing and cursors; never for a business time."""
        if self.is_sqlite:
            return datetime.now(UTC)
        query = text("SELECT clock_timestamp()")
        moment: datetime = session.connection().execute(query).scalar_one()
        return moment.astimezone(UTC)

    def forget_pages(self) -> bool:
        """Write SQLite's file anew, so that nothing erased is left between its rows, and empty its journal.
        False when others use it just now. PostgreSQL clears its pages by itself, when it vacuums."""
        if not self.is_sqlite:
            return True
        try:
            with self._writer, self.engine.connect() as connection:
                word_index.clear_at_once(connection)
                connection.exec_driver_sql("VACUUM")
                emptied = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
        except OperationalError:  # another process writes
            return False
        return not emptied[0]

    def count_rows(self) -> None:
        """Let SQLite learn anew how its tables are made up, which takes it some milliseconds: it chooses its
        indexes by that, and never counts by itself. PostgreSQL does."""
        if not self.is_sqlite:
            return
        with self._writer, self.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA analysis_limit = 400")
            connection.exec_driver_sql("ANALYZE")
            connection.exec_driver_sql(_NOTHING_THERE)
        self.dispose()  # a connection reads what was counted when it is opened

    def dispose(self) -> None:
        """Close every pooled connection; one that a thread still uses, when it is given back. What was
        known to stand in the database is forgotten: a backup may stand there when it is next opened."""
        self._forget_what_is_stored()
        left = self.engine.pool
        self.engine.dispose()  # from here on the engine has a new pool
        event.listen(left, "checkin", _close_late)
        left.dispose()  # what was given back in between

    def _forget_what_is_stored(self) -> None:
        self.stored.clear()
        self.pools.clear()
        self.lately.forget_all()


@event.listens_for(DatabaseSession, "loaded_as_persistent")
def _hold(session: DatabaseSession, row: object) -> None:
    """A session that draws a case would forget a row that nobody holds, and ask for it anew. One that reads
    through whole tables holds nothing."""
    if session.only_reads and session.looked:
        session.hold(row)


@event.listens_for(DatabaseSession, "after_soft_rollback")
def _forget(session: DatabaseSession, _transaction: SessionTransaction) -> None:
    """What a savepoint locked or made is gone with it; which locks are left is no longer known."""
    session.has_locked = session.has_locked or bool(session.locked)
    session.locked.clear()
    session.stored.clear()
    session.opened.clear()


def ours(session: Session) -> DatabaseSession:
    """The session as one of ``Database``. Raises TypeError of any other."""
    if not isinstance(session, DatabaseSession):
        raise TypeError("Only a session of Database knows what its transaction has done so far.")
    return session


def database_now(session: Session) -> datetime:
    """The database's own time, for an operation that has only a session of ``Database``."""
    return ours(session).database.now(session)


def announce(session: Session, topic: str) -> None:
    """Wake whoever waits for this topic, in every process, once the transaction has committed."""
    ours(session).announced.add(topic)


def insert_or_nothing(session: Session, table: type[SQLModel], *unique: str) -> Insert:
    """An INSERT that does nothing where the unique columns already hold the values.

    Give it every column: what a table fills in by itself is not known to it.
    """
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing(index_elements=unique)
    return postgresql.insert(table).on_conflict_do_nothing(index_elements=unique)


def normalised(url: str) -> URL:
    """A URL SQLAlchemy takes, with the driver we ship: platforms still say ``postgres://``."""
    for spelling in ("postgres://", "postgresql://"):
        if url.startswith(spelling):
            url = "postgresql+psycopg://" + url[len(spelling) :]
    return make_url(url)


def _close_late(_connection: object, entry: ConnectionPoolEntry) -> None:
    entry.close()


def _ask_after_a_pause(engine: Engine) -> None:
    """Before a connection is used that was not for a while, ask whether the server is there still. SQLAlchemy
    would ask every time, which costs as much as a statement."""

    @event.listens_for(engine, "checkin")
    def _given_back(_connection: object, entry: ConnectionPoolEntry) -> None:
        entry.info["given_back"] = monotonic()

    @event.listens_for(engine, "checkout")
    def _taken(connection: Any, entry: ConnectionPoolEntry, _proxy: object) -> None:
        if monotonic() - entry.info.get("given_back", monotonic()) < _TRUSTED_S:
            return
        try:
            engine.dialect.do_ping(connection)
        except psycopg.Error as error:
            raise DisconnectionError from error  # the pool takes another one


def _wait_for_a_place(engine: Engine) -> None:
    """While a release follows another the server may be full: the old processes are about to end."""

    @event.listens_for(engine, "do_connect")
    def _connect(dialect: Any, _record: object, given: Any, named: Any) -> Any:
        until = monotonic() + _FULL_FOR_S
        while True:
            try:
                return dialect.connect(*given, **named)
            except psycopg.OperationalError as error:
                if not _FULL.search(str(error)) or monotonic() >= until:
                    raise
                sleep(_ASK_AGAIN_S)


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")  # an erased key leaves no copy in free pages
        cursor.close()
        folding.teach(connection)
