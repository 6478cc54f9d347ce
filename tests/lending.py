"""A PostgreSQL database that serves one test after the other: emptied in between instead of made anew.

Making and dropping one takes as long as many a test, and a new connection has to learn every table. What a
test leaves that is more than rows, a connection or a change to the tables, ends the database's service.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

import psycopg
from sqlalchemy import Pool, QueuePool

from tests.database import MovableDatabase

_TESTS_MOST = 50  # what is deleted stays on the pages
_TABLES = "SELECT max(xmin::text::int8) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
# Counted too: of one that was dropped the newest of the others tells nothing.
_TRIGGERS = "SELECT count(*) || ':' || max(xmin::text::int8) FROM pg_trigger"
_FUNCTIONS = "SELECT max(xmin::text::int8) FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
_REVISION = "SELECT max(xmin::text::int8) FROM alembic_version"
_SHAPE = f"SELECT ({_TABLES}), ({_TRIGGERS}), ({_FUNCTIONS}), ({_REVISION})".encode()
_CONNECTED = b"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
_WRITTEN = b"""SELECT relname FROM pg_class WHERE relkind = 'r' AND pg_relation_size(oid) > 0
    AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'"""
_NUMBER_ANEW = b"SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence"


class Lending:
    """The database that is being lent, and another in its place when it cannot serve any more."""

    def __init__(self, fresh_url: Callable[[], AbstractContextManager[str]]) -> None:
        self._fresh_url = fresh_url
        self._kept: _Kept | None = None
        self._until_its_end = ExitStack()

    @contextmanager
    def lent(self) -> Iterator[MovableDatabase]:
        """An empty database, for one test."""
        if self._kept is None:
            self._kept = _Kept(self._until_its_end.enter_context(self._fresh_url()))
            self._until_its_end.callback(self._kept.close)
        made = self._kept.database()
        yield made
        if not self._kept.take_back(made):
            made.dispose()
            self.end()

    def end(self) -> None:
        """Drop the database; the next test gets another."""
        self._until_its_end.close()
        self._kept = None


class _Kept:
    """One database, its connections, and how often it was lent."""

    def __init__(self, url: str) -> None:
        self._url, self._times = url, 0
        self._pool: Pool | None = None
        self._own = psycopg.connect(url, autocommit=True)
        self._own.execute("SET session_replication_role = replica")  # the trail may be emptied here
        self._at_first = self._shape()

    def database(self) -> MovableDatabase:
        """The database for the next test, on connections that know its tables."""
        self._times += 1
        made = MovableDatabase(self._url)
        if self._pool is None:
            self._pool = made.engine.pool
        made.engine.pool = self._pool
        return made

    def take_back(self, made: MovableDatabase) -> bool:
        """Whether it is as it was at first; if so it is emptied."""
        if made.engine.pool is not self._pool or not self._is_quiet():
            return False
        tables = [f'DELETE FROM "{name}"' for (name,) in self._own.execute(_WRITTEN).fetchall()]
        self._own.execute("; ".join([*tables, _NUMBER_ANEW.decode()]).encode())
        return True

    def close(self) -> None:
        """End its connections."""
        if self._pool is not None:
            self._pool.dispose()
        self._own.close()

    def _is_quiet(self) -> bool:
        """Whether nobody is connected but our pool, and the tables are those of the beginning."""
        assert isinstance(self._pool, QueuePool)
        if self._pool.checkedout() or self._times >= _TESTS_MOST:
            return False
        connected = self._own.execute(_CONNECTED).fetchone()
        return connected == (self._pool.checkedin() + 1,) and self._shape() == self._at_first

    def _shape(self) -> object:
        try:
            return self._own.execute(_SHAPE).fetchone()
        except psycopg.Error as error:
            return error  # a table of it is gone
