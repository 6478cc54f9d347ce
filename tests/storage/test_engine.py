"""The database's two doors, and its end, on both databases."""

import sqlite3
import uuid
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select, text

from bot.storage import engine
from bot.storage.engine import Database
from bot.storage.house.cursors import Run
from tests.conftest import POSTGRES


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


def test_what_is_known_to_be_stored_is_asked_for_anew_after_a_transaction_that_failed(
    database: Database,
) -> None:
    """After a fail-over to a copy that lags it may not be there."""
    database.stored.add("lane:x")
    database.pools["x"] = "x"
    with pytest.raises(RuntimeError), database.transaction():
        raise RuntimeError("gone")
    assert not database.stored
    assert not database.pools


def test_whoever_reads_through_a_whole_table_holds_none_of_its_rows(database: Database) -> None:
    with database.transaction() as session:
        now = database.now(session)
        for day in range(20):
            session.add(Run(job="digest", period=str(day), done_at=now))
    with database.reading(is_long=True) as session:
        for _ in session.exec(select(Run).execution_options(yield_per=2)):
            assert len(session.identity_map) <= 4


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


@pytest.fixture
def narrow(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a PostgreSQL database that lets one connection in."""
    guest = f"guest_{uuid.uuid4().hex[:8]}"
    with request.config.stash[POSTGRES].fresh_url() as url:
        owner = Database(url)
        with owner.engine.begin() as connection:
            connection.execute(text(f"CREATE ROLE {guest} LOGIN CONNECTION LIMIT 1"))
        yield owner.url.set(username=guest).render_as_string(hide_password=False)
        with owner.engine.begin() as connection:
            connection.execute(text(f"DROP ROLE {guest}"))
        owner.dispose()


def test_while_the_server_is_full_a_connection_is_waited_for(
    narrow: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = Database(narrow), Database(narrow)
    with old.engine.connect() as held:
        held.execute(text("SELECT 1"))
    waited: list[float] = []

    def old_process_ends(seconds: float) -> None:
        waited.append(seconds)
        old.dispose()

    monkeypatch.setattr(engine, "sleep", old_process_ends)
    with new.engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    assert waited
    new.dispose()


def test_a_server_that_stays_full_is_told_as_that(
    narrow: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_FULL_FOR_S", 0.0)
    old, new = Database(narrow), Database(narrow)
    with old.engine.connect(), pytest.raises(OperationalError, match="too many connections"):
        new.engine.connect()
    old.dispose()
    new.dispose()
