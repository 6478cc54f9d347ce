"""A release migrates while the code before it goes on writing, and goes on where it broke off."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, TextClause, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlmodel import SQLModel

from bot.migrations import indexes, runner, table_locks
from bot.migrations.runner import TableInUse
from bot.storage.engine import Database
from tests.conftest import POSTGRES
from tests.database import chosen_databases

_INDEX = "ix_seen_events_seen_at"
_WRITE = text("INSERT INTO seen_events (key, seen_at) VALUES (:key, '2026-01-01')")
_WAITING = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND query LIKE 'CREATE INDEX%' AND wait_event_type = 'Lock'"
)
_WAITING_FOR_TABLES = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND query LIKE 'LOCK TABLE%' AND wait_event_type = 'Lock'"
)
_BROKEN = text("SELECT count(*) FROM pg_index WHERE NOT indisvalid")
ON_POSTGRESQL = [each for each in chosen_databases() if each == "postgresql"]


@pytest.fixture(params=ON_POSTGRESQL)
def postgresql(request: pytest.FixtureRequest) -> Iterator[Database]:
    """Where there is more than one writer. No other test gets it."""
    with request.config.stash[POSTGRES].fresh_url() as url:
        database = Database(url)
        yield database
        database.dispose()


def back_to(database: Database, revision: str) -> None:
    with database.engine.begin() as connection:
        configuration = runner.configuration()
        configuration.attributes["connection"] = connection
        command.downgrade(configuration, revision)


def revision_of(database: Database) -> str:
    with database.engine.connect() as connection:
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def is_as_the_models_say(database: Database) -> bool:
    with database.engine.connect() as connection:
        options = {"include_name": lambda name, _kind, _parents: "_pieces" not in (name or "")}
        context = MigrationContext.configure(connection, opts=options)
        return not compare_metadata(context, SQLModel.metadata)


def committed(connection: Connection, query: TextClause) -> object:
    """What it finds, with nothing left open that an index would wait for."""
    found = connection.scalar(query)
    connection.commit()
    return found


def until(holds: Callable[[], bool]) -> None:
    ends = monotonic() + 20
    while not holds():
        assert monotonic() < ends


def test_a_migration_that_broke_off_is_gone_on_with(database: Database) -> None:
    back_to(database, "0024")
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE approvals (id INTEGER)"))
    with pytest.raises(DBAPIError, match="approvals"):
        runner.upgrade(database)
    assert revision_of(database) == ("0024" if database.is_sqlite else "0029")
    with database.engine.begin() as connection:
        connection.execute(text("DROP TABLE approvals"))
    assert runner.upgrade(database) == runner.head()
    assert is_as_the_models_say(database)


def test_indexes_that_broke_off_in_the_middle_are_gone_on_with(
    postgresql: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is made outside of any transaction, so what was done before it stands."""
    back_to(postgresql, "0048")
    build, built = indexes.build_on_postgresql, list[str]()

    def breaks_off(name: str, what: str) -> None:
        if built:
            raise ConnectionError
        built.append(name)
        build(name, what)

    with monkeypatch.context() as once:
        once.setattr(indexes, "build_on_postgresql", breaks_off)
        with pytest.raises(ConnectionError):
            runner.upgrade(postgresql)
    assert revision_of(postgresql) == "0048"
    assert runner.upgrade(postgresql) == runner.head()
    assert is_as_the_models_say(postgresql)


@pytest.mark.parametrize("revision", ["0049", "0050"])
def test_a_migration_of_indexes_whose_revision_was_not_written_down_runs_again(
    postgresql: Database, revision: str
) -> None:
    before = f"{int(revision) - 1:04}"
    back_to(postgresql, revision)
    with postgresql.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": before})
    assert runner.upgrade(postgresql) == runner.head()
    assert is_as_the_models_say(postgresql)


def test_writers_write_on_while_indexes_are_built_and_two_releases_take_turns(
    postgresql: Database,
) -> None:
    back_to(postgresql, "0030")
    with ThreadPoolExecutor(2) as releases, postgresql.engine.connect() as slow:
        slow.execute(_WRITE, {"key": "slow"})
        runs = [releases.submit(runner.upgrade, postgresql) for _ in range(2)]
        with postgresql.engine.connect() as quick:
            until(lambda: bool(committed(quick, _WAITING)))
            quick.execute(text("SET LOCAL lock_timeout = '2s'"))
            quick.execute(_WRITE, {"key": "quick"})
            quick.commit()
        slow.commit()
        assert [each.result(timeout=30) for each in runs] == [runner.head()] * 2
    assert is_as_the_models_say(postgresql)


def test_an_index_that_a_broken_build_left_is_made_anew(postgresql: Database) -> None:
    back_to(postgresql, "0030")
    with postgresql.engine.connect() as connection:
        connection.execute(_WRITE, {"key": "one"})
        connection.execute(_WRITE, {"key": "two"})
        connection.commit()
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        with pytest.raises(IntegrityError):
            alone.execute(
                text(f"CREATE UNIQUE INDEX CONCURRENTLY {_INDEX} ON seen_events (seen_at)")
            )
        assert connection.scalar(_BROKEN) == 1
    runner.upgrade(postgresql)
    with postgresql.engine.connect() as connection:
        assert connection.scalar(_BROKEN) == 0
    assert is_as_the_models_say(postgresql)


def test_a_table_that_somebody_holds_is_not_waited_for_long(
    postgresql: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_to(postgresql, "0027")
    monkeypatch.setattr(runner, "WAITS_FOR_A_TABLE", "200ms")
    with postgresql.engine.connect() as report:
        report.execute(text("SELECT count(*) FROM house_entries"))
        with pytest.raises(TableInUse, match="again"):
            runner.upgrade(postgresql)
    assert revision_of(postgresql) == "0027"
    assert runner.upgrade(postgresql) == runner.head()


@pytest.mark.parametrize(
    ("first", "then"), [("sla_clocks", "cases"), ("cases", "sla_clocks"), ("merges", "closures")]
)
def test_several_tables_are_locked_without_a_deadlock_whatever_order_others_take_them_in(
    postgresql: Database, first: str, then: str
) -> None:
    back_to(postgresql, "0053")
    written = "LOCK TABLE {} IN ROW EXCLUSIVE MODE"  # what any write takes
    with ThreadPoolExecutor(1) as release, postgresql.engine.connect() as live:
        live.execute(text(written.format(first)))
        run = release.submit(runner.upgrade, postgresql)
        with postgresql.engine.connect() as looking:
            until(lambda: bool(committed(looking, _WAITING_FOR_TABLES)))
        live.execute(text(written.format(then)))
        live.commit()
        assert run.result(timeout=30) == runner.head()
    assert is_as_the_models_say(postgresql)


def test_tables_that_somebody_holds_on_are_given_up_in_plain_words(
    postgresql: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_to(postgresql, "0053")
    monkeypatch.setattr(table_locks, "_TRIES_FOR_S", 0.3)
    with postgresql.engine.connect() as writing:
        writing.execute(text("LOCK TABLE closures IN ROW EXCLUSIVE MODE"))
        with pytest.raises(TableInUse, match="again"):
            runner.upgrade(postgresql)
    assert revision_of(postgresql) == "0053"
    assert runner.upgrade(postgresql) == runner.head()


def test_a_deadlock_is_told_as_a_table_in_use(
    postgresql: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deadlocked(_connection: Connection) -> str:
        raise OperationalError("", None, psycopg.errors.DeadlockDetected())

    monkeypatch.setattr(runner, "_run", deadlocked)
    with pytest.raises(TableInUse, match="again"):
        runner.upgrade(postgresql)
