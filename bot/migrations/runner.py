"""Bringing a database up to the code: under a lock, so that two releases at once are one after the other.

Alembic is imported when it migrates and not before: a process that only asks whether the database
is migrated would carry its 11 MB for nothing.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from bot.storage.engine import Database

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = Path(__file__).parent
_LOCK = 7_205_759  # any number that is ours alone in this database


def upgrade(database: Database) -> str:
    """Apply what is missing and return the revision the database is at."""
    with database.engine.connect() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
            connection.commit()
        try:
            _run(connection, sqlite=database.is_sqlite)
        finally:
            if not database.is_sqlite:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
                connection.commit()
    return head()


def _run(connection: Connection, *, sqlite: bool) -> None:
    from alembic import command

    if sqlite:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.commit()


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
        if not inspect(connection).has_table("alembic_version"):
            return False
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found is not None and (found == head() or found not in _revisions())


def _revisions() -> list[str]:
    """Every revision in order: files are named NUMBER_what_it_does.py, each number a revision."""
    return sorted(path.name.partition("_")[0] for path in (_FOLDER / "versions").glob("[0-9]*.py"))
