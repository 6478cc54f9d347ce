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
    """Apply what is missing and return the revision the database is at.

    One that is newer than this code is left as it is: the release before takes up its work again.
    """
    with database.engine.connect() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
            connection.commit()
        try:
            return _run(connection, sqlite=database.is_sqlite)
        finally:
            if not database.is_sqlite:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
                connection.commit()


def _run(connection: Connection, *, sqlite: bool) -> str:
    from alembic import command

    if sqlite:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    found = _found(connection)
    if found is not None and is_ahead(found):
        connection.rollback()
        return found
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
