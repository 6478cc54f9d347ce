"""What a process or a command finds before it begins: settings, the database, another process."""

import fcntl
from pathlib import Path

import pytest
from sqlmodel import text

from bot.storage.engine import Database
from tests.handlers.commands.command_line import Earshot


def test_a_process_refuses_to_start_without_what_it_needs(earshot: Earshot, nothing: None) -> None:
    done = earshot("run")
    assert done.code == 1
    assert "earshot: EARSHOT_SLACK_BOT_TOKEN: Missing. api.slack.com" in done.told


@pytest.mark.parametrize("command", ["web", "worker"])
def test_two_processes_on_sqlite_are_refused(
    earshot: Earshot, everything: None, command: str
) -> None:
    done = earshot(command)
    assert done.code == 1
    assert "Use `python -m handlers run`" in done.told


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_sqlite_is_refused_where_the_disk_is_lost(
    earshot: Earshot, everything: None, command: str
) -> None:
    done = earshot(command, DYNO="web.1")
    assert done.code == 1
    assert "EARSHOT_ALLOW_SQLITE_ON_PLATFORM" in done.told


def test_sqlite_is_allowed_there_when_the_loss_is_accepted(
    earshot: Earshot, everything: None
) -> None:
    done = earshot("migrate", DYNO="web.1", EARSHOT_ALLOW_SQLITE_ON_PLATFORM="true")
    assert (done.code, "The database is at revision" in done.out) == (0, True)


def test_migrating_twice_is_harmless(earshot: Earshot, everything: None) -> None:
    assert earshot("migrate").code == 0
    assert earshot("migrate").code == 0


def test_the_release_before_migrates_a_newer_database_in_one_line_and_stores_its_policies(
    earshot: Earshot, everything: None, tmp_path: Path
) -> None:
    assert earshot("migrate").code == 0
    database = Database(f"sqlite:///{tmp_path}/earshot.sqlite3")
    with database.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        session.execute(text("DELETE FROM policy_versions"))
    done = earshot("migrate")
    assert (done.code, done.told, len(done.out.splitlines())) == (0, "", 1)
    assert "revision 9999, of a newer release" in done.out
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM policy_versions")).scalar_one() > 0
    database.dispose()


def test_a_restored_backup_is_made_safe_also_while_slack_does_not_answer(
    earshot: Earshot, everything: None
) -> None:
    assert earshot("migrate").code == 0
    assert earshot("restored").code != 0  # nobody has a name
    done = earshot("restored", "--as", "Nadia")
    assert (done.code, "New cases begin at C-2000." in done.out) == (0, True)
    assert "Could not be read: C0" in done.out
    assert earshot("alarms").out.startswith("backup_restored, since")
    assert earshot("restored", "--done", "--as", "Nadia").code == 0
    assert earshot("alarms").out == "No alarm stands.\n"
    again = earshot("restored", "--done", "--as", "Nadia")
    assert (again.code, again.told) == (
        1,
        "earshot: No restored backup waits to be looked through.\n",
    )


@pytest.mark.parametrize(
    "command",
    [
        "verify 7",
        "why 7",
        "inbox",
        "inbox show 7",
        "export cases --from 2026-01-01 --to 2026-01-31 --as Nadia",
        "digest now --dry-run",
        "what-if --from 2026-01-01 --to 2026-01-31 --policy config/sla.toml",
        "clocks apply --dry-run",
        "blocked",
        "data export duty",
    ],
)
def test_to_look_makes_no_database_and_says_which_is_missing(
    earshot: Earshot, everything: None, tmp_path: Path, command: str
) -> None:
    before = set(tmp_path.iterdir())
    done = earshot(*command.split())
    assert (done.code, done.out) == (1, "")
    assert f"There is no database: {tmp_path / 'earshot.sqlite3'} does not exist." in done.told
    assert "run `python -m handlers migrate`" in done.told
    assert set(tmp_path.iterdir()) == before


def test_a_database_without_tables_is_told(
    earshot: Earshot, everything: None, tmp_path: Path
) -> None:
    (tmp_path / "earshot.sqlite3").touch()
    done = earshot("inbox", "list")
    assert done.code == 1
    assert "Run `python -m handlers migrate`" in done.told


def test_a_database_that_is_not_there_is_told_without_its_password(
    earshot: Earshot, everything: None
) -> None:
    done = earshot("inbox", "list", DATABASE_URL="postgres://bank:plain-word@127.0.0.1:9/x")
    assert done.code == 1
    assert "The database cannot be used" in done.told
    assert "plain-word" not in done.told


def test_a_second_process_on_the_same_file_is_refused(
    earshot: Earshot, everything: None, tmp_path: Path
) -> None:
    with (tmp_path / "earshot.sqlite3.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("4711")
        lock.flush()
        done = earshot("run")
    assert done.code == 1
    assert "already runs on" in done.told
    assert "4711" in done.told
