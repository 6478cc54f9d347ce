"""The database's two doors, and its end, on both databases."""

import sqlite3

import psycopg
import pytest
from sqlmodel import select

from bot.storage.cursors import Run
from bot.storage.engine import Database


def test_a_transaction_that_raises_leaves_nothing_behind(database: Database) -> None:
    now = None
    try:
        with database.transaction() as session:
            now = database.now(session)
            session.add(Run(job="digest", period="2026-11-21", done_at=now))
            session.flush()
            raise RuntimeError("stop")
    except RuntimeError:
        pass
    with database.reading() as session:
        assert session.exec(select(Run)).all() == []


def test_what_was_committed_is_read_back_with_its_time_zone(database: Database) -> None:
    with database.transaction() as session:
        now = database.now(session)
        session.add(Run(job="digest", period="2026-11-21", done_at=now))
    with database.reading() as session:
        assert session.exec(select(Run)).one().done_at == now


def test_a_connection_still_used_at_the_end_is_closed_when_it_is_given_back(
    database: Database,
) -> None:
    with database.reading() as session:
        used = session.connection().connection.dbapi_connection
        assert used is not None
        database.dispose()
        used.cursor().execute("SELECT 1")
    with pytest.raises((sqlite3.ProgrammingError, psycopg.OperationalError), match="closed"):
        used.cursor().execute("SELECT 1")


def test_after_its_end_a_database_may_be_used_again_and_keeps_its_connection(
    database: Database,
) -> None:
    database.dispose()
    for _ in range(2):
        with database.reading() as session:
            used = session.connection().connection.dbapi_connection
    with database.reading() as session:
        assert session.connection().connection.dbapi_connection is used
