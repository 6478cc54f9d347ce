"""What migrations make is what the models say, from an empty database and on both engines."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from bot.migrations import runner
from bot.migrations.tables import NAMES
from bot.storage.engine import Database


def test_a_migrated_database_is_what_the_models_say(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                # Each database has its own index of words, which no model tells of.
                "include_name": lambda name, _kind, _parents: "_pieces" not in (name or ""),
            },
        )
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_table_of_the_code_is_known_to_the_migrations(database: Database) -> None:
    folder = Path(runner.__file__).parents[1]
    declared = sum(
        line.startswith("class ") and line.rstrip().endswith(", table=True):")
        for path in folder.rglob("*.py")
        for line in path.read_text().splitlines()
    )
    assert declared == len(NAMES)
    assert set(NAMES) <= set(inspect(database.engine).get_table_names())


def test_migrating_again_changes_nothing(database: Database) -> None:
    assert runner.is_current(database)
    assert runner.upgrade(database) == runner.head()


def test_down_and_up_again_leaves_the_guards_in_place(database: Database) -> None:
    with database.engine.begin() as connection:
        configuration = runner.configuration()
        configuration.attributes["connection"] = connection
        command.downgrade(configuration, "base")
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    runner.upgrade(database)
    with database.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO audit_entries (case_id, sequence, at, actor_kind, actor_id, verb,"
                " details, previous_hash, hash)"
                " VALUES (0, 1, '2026-01-01 00:00:00', 'system', '', 'x', '{}', '', '')"
            )
        )
    with pytest.raises(DBAPIError, match="append-only"), database.engine.begin() as connection:
        connection.execute(text("UPDATE audit_entries SET verb = 'y'"))
