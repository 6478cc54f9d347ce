"""The rules of the embedded database: one process, and not where the disk is lost at restart."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot import clock
from bot.storage.engine import Database, normalised
from bot.storage.sealing import Vault
from config.settings import Settings, load
from handlers.endings import CannotStart


def is_embedded(settings: Settings) -> bool:
    """Whether the database is an SQLite file."""
    return normalised(settings.database_url.get_secret_value()).get_backend_name() == "sqlite"


def refuse_sqlite(settings: Settings) -> None:
    """Two processes need PostgreSQL. Raises CannotStart."""
    refuse_on_platform(settings)
    if is_embedded(settings):
        raise CannotStart(
            "SQLite serves one process only. Use `python -m handlers run`, which is web and worker in one, "
            "or set DATABASE_URL to a PostgreSQL database."
        )


def refuse_on_platform(settings: Settings) -> None:
    """An SQLite file there is gone at the next restart. Raises CannotStart."""
    if is_embedded(settings) and settings.on_platform and not settings.allow_sqlite_on_platform:
        raise CannotStart(
            "This platform loses its disk at every restart, and an SQLite database with it. "
            "Add a PostgreSQL database, or set EARSHOT_ALLOW_SQLITE_ON_PLATFORM=true to lose it."
        )


def with_database() -> Settings:
    """The settings of a command that works on what is there: SQLite would make an empty file of its
    own. Raises SettingsError, CannotStart."""
    settings = load()
    file = _file(settings)
    if file is not None and not file.exists():
        raise CannotStart(
            f"There is no database: {file.absolute()} does not exist. Run this where Earshot keeps its "
            "own or set DATABASE_URL to it. To make a new one, run `python -m handlers migrate`."
        )
    return settings


@contextmanager
def opened_database(*, with_record: bool = False) -> Iterator[Database]:
    """The database of a command that needs nothing else. ``with_record``: it writes or checks the audit
    trail, for which it takes the keys. Raises SettingsError, CannotStart, BadKeys."""
    settings = with_database()
    clock.move_by_file(settings.clock_file)
    database = Database(settings.database_url.get_secret_value(), pool_size=1)
    try:
        if with_record:
            vault = Vault(settings.seal_keys.get_secret_value())
            with database.reading() as session:
                vault.learn(session=session)
            database.record_keys = vault.record_keys
        yield database
    finally:
        database.dispose()


@contextmanager
def only_process(settings: Settings) -> Iterator[None]:
    """Hold the lock next to the SQLite file; the system frees it however this process ends."""
    file = _file(settings)
    if file is None:
        yield
        return
    path = Path(f"{file}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise CannotStart(
                f"Earshot already runs on {file} (process {holder}). "
                "SQLite serves one process only; end that one first."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _file(settings: Settings) -> Path | None:
    """The SQLite file; none of a server, and of what is only in memory."""
    file = normalised(settings.database_url.get_secret_value()).database
    return Path(file) if is_embedded(settings) and file and file != ":memory:" else None
