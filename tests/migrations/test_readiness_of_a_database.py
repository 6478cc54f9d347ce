"""What a process finds when it asks whether the database fits its code."""

import subprocess
import sys

from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.migrations import runner
from bot.storage.engine import Database


def test_the_newest_file_is_what_alembic_takes_for_the_newest_revision() -> None:
    script = ScriptDirectory.from_config(runner.configuration())
    assert script.get_heads() == [runner.head()]


def test_an_empty_database_is_not_current() -> None:
    database = Database("sqlite://")
    assert not runner.is_current(database)
    database.dispose()


def test_a_database_behind_or_without_a_revision_is_not_current(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    assert not runner.is_current(database)


def test_code_that_a_release_has_overtaken_goes_on_being_ready(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert runner.is_current(database)


def test_the_release_before_leaves_a_newer_database_as_it_is(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE of_the_newer_release (id INTEGER)"))
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert runner.upgrade(database) == "9999"
    assert runner.is_current(database)
    with database.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
        assert connection.scalar(text("SELECT count(*) FROM of_the_newer_release")) == 0


def test_a_process_that_only_asks_does_not_carry_alembic() -> None:
    asks = "import sys, bot.migrations.runner; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asks], check=False).returncode == 0
