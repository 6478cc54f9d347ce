"""Bringing a database up to the code: under a lock, so that two releases at once are one after the other.

On PostgreSQL each migration is a transaction of its own: what it locks is free again when it is done,
and one that breaks off is where the next run goes on. SQLite has one writer, and one transaction for all.

Alembic is imported when it migrates and not before: a process that only asks whether the database
is migrated would carry its 11 MB for nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import OperationalError

from bot.storage.engine import Database

if TYPE_CHECKING:
    from alembic.config import Config

WAITS_FOR_A_TABLE = "5s"  # everybody after a migration that waits for a table waits with it
_FOLDER = Path(__file__).parent
_LOCK = 7_205_759  # any number that is ours alone in this database
_ASK_AGAIN_S = 0.25
_IN_USE = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected)


class TableInUse(Exception):
    """Somebody held a table that a migration changes. What was done before it stands."""

    def __init__(self) -> None:
        super().__init__(
            f"A migration waited {WAITS_FOR_A_TABLE} for a table that something else holds, such as a "
            "backup or a long report, and gave up so that nobody waits behind it. What was done so far "
            "stands. Run `python -m handlers migrate` again when that has ended."
        )


def upgrade(database: Database) -> str:
    """Apply what is missing and return the revision the database is at. Raises TableInUse.

    One that is newer than this code is left as it is: the release before takes up its work again.
    """
    with database.engine.connect() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            return _run(connection)
        with _alone(connection):
            try:
                return _run(connection)
            except OperationalError as error:
                if isinstance(error.orig, _IN_USE):
                    raise TableInUse from error
                raise


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """Hold the lock of migrations, with little patience for locks of tables.

    It is asked for again and again: an index that is built beside others waits for every statement that
    runs, so for one that waits for this lock too, and both would wait for ever.
    """
    while not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _LOCK}):
        connection.commit()
        sleep(_ASK_AGAIN_S)
    connection.execute(text(f"SET lock_timeout = '{WAITS_FOR_A_TABLE}'"))
    connection.commit()
    try:
        yield
    finally:
        connection.rollback()
        connection.execute(text("RESET lock_timeout"))
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
        connection.commit()


def _run(connection: Connection) -> str:
    from alembic import command

    found = _found(connection)
    if found is not None and is_ahead(found):
        connection.rollback()
        return found
    if connection.dialect.name != "sqlite":
        connection.commit()  # Alembic begins a transaction for each migration only where none is open
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.commit()
    return head()


def configuration() -> "Config":
    """Alembic's configuration, without a file of its own."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return config


def head() -> str:
    """The newest revision this code knows."""
    return _revisions()[-1]


def is_current(database: Database) -> bool:
    """Whether the database is at that revision, or at one that is newer than this code.

    A release migrates while the code before it goes on running, and that code is no less ready.
    """
    with database.engine.connect() as connection:
        found = _found(connection)
    return found is not None and (found == head() or is_ahead(found))


def is_ahead(revision: str) -> bool:
    """Whether a newer release made this revision: this code does not know it."""
    return revision not in _revisions()


def _found(connection: Connection) -> str | None:
    """The revision the database is at; None where nothing was ever migrated."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _revisions() -> list[str]:
    """Every revision in order: files are named NUMBER_what_it_does.py, each number a revision."""
    return sorted(path.name.partition("_")[0] for path in (_FOLDER / "versions").glob("[0-9]*.py"))
