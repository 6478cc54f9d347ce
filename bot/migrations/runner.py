"""Bringing a database up to the code: under a lock, so that two releases at once are one after the other."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.storage.engine import Database

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
    if sqlite:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.commit()


def configuration() -> Config:
    """Alembic's configuration, without a file of its own."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return config


def head() -> str:
    """The newest revision this code knows."""
    return ScriptDirectory.from_config(configuration()).get_current_head() or ""


def is_current(database: Database) -> bool:
    """Whether the database is at that revision."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head()
