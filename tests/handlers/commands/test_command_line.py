"""Every command answers in sentences: what it did, or what is missing and what would help."""

import fcntl
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select, text
from typer.testing import CliRunner

from bot import clock
from bot.bootstrap import App
from bot.desk.house.set_aside import expire
from bot.domain.records.audit import AuditEntry
from bot.domain.records.claim import Claim
from bot.domain.records.staff import Actor, Staff
from bot.domain.records.trail import Trail
from bot.inbox.received import ItemState, ReceivedItem
from bot.inbox.store import Incoming, store_unreadable
from bot.storage import audit
from bot.storage.engine import Database
from bot.storage.sealing import new_key
from handlers import VERSION
from handlers.commands.cli import commands
from handlers.processes.sandbox import Ports, environment
from tests.storage.cases import new_case, new_message

ROOT = Path(__file__).resolve().parents[3]
NOBODY = Ports(page=9, bot=9)
CUSTOMER = "my card is 4111 1111 1111 1111"


@dataclass(frozen=True)
class Ended:
    """A command that ended."""

    code: int
    out: str
    told: str  # on stderr


Earshot = Callable[..., Ended]


@pytest.fixture
def everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment with all that is needed, on a database file that does not exist yet."""
    ours = ("EARSHOT_", "DATABASE_URL", "PORT")
    for name, value in environment(NOBODY, tmp_path).items():
        if name.startswith(ours):
            monkeypatch.setenv(name, value)


@pytest.fixture
def nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of somebody who has set nothing yet."""
    assert not [name for name in os.environ if name.startswith("EARSHOT_")]


@pytest.fixture
def earshot() -> Iterator[Earshot]:
    """Runs a command in this process; what it needs beyond the environment is given by name."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level

    def run(*arguments: str, **changed: str) -> Ended:
        done = CliRunner().invoke(commands, arguments, env=changed)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ended(done.exit_code, done.stdout, done.stderr)

    yield run
    root.handlers[:] = handlers
    root.setLevel(level)


def test_the_version_is_told(earshot: Earshot, nothing: None) -> None:
    assert earshot("version").out == f"earshot {VERSION}\n"


def test_a_refusal_is_a_sentence_and_no_traceback(nothing: None) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "handlers", "worker"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert {line.split(":")[0] for line in done.stderr.splitlines()} == {"earshot"}


def test_a_new_key_can_be_used_as_it_is(earshot: Earshot, everything: None) -> None:
    key = earshot("keys", "new").out.strip()
    done = earshot("check", EARSHOT_SEAL_KEYS=key)
    assert re.search(r"^ok +EARSHOT_SEAL_KEYS", done.out, re.MULTILINE)


def test_check_tells_what_is_missing_and_where_to_get_it(earshot: Earshot, nothing: None) -> None:
    done = earshot("check", "--all")
    assert done.code == 1
    assert re.search(r"^missing +EARSHOT_SLACK_SIGNING_SECRET +api\.slack\.com", done.out, re.M)
    assert re.search(
        r"^missing +EARSHOT_SEAL_KEYS +Run `python -m handlers keys new`", done.out, re.M
    )
    assert re.search(r"^ok +PORT +not set; the default is used", done.out, re.M)


def test_check_tells_what_a_login_needs_beside_its_address(
    earshot: Earshot, everything: None
) -> None:
    issuer = "https://login.bank.example"
    done = earshot("check", EARSHOT_CHAT_URL="", EARSHOT_CHAT_LOGIN_ISSUER=issuer)
    assert done.code == 1
    assert re.search(r"^missing +EARSHOT_CHAT_URL +The secure chat's public", done.out, re.M)
    assert re.search(r"^missing +EARSHOT_CHAT_LOGIN_CLIENT_ID +What the bank's", done.out, re.M)
    assert not re.search(r"^missing +EARSHOT_CHAT_LOGIN_CLIENT_SECRET", done.out, re.M)


def test_check_counts_what_is_left_at_its_default_and_tells_faults_last(
    earshot: Earshot, nothing: None
) -> None:
    lines = earshot("check", EARSHOT_LOG_LEVEL="loud").out.splitlines()
    states = [line.split()[0] for line in lines[: lines.index("")]]
    first_fault = next(n for n, state in enumerate(states) if state in ("missing", "wrong"))
    assert set(states[first_fault:]) == {"missing", "wrong"}
    [counted] = [line for line in lines if "the default is used" in line]
    assert re.search(r"^ok +\d\d other settings +not set; the default .*--all", counted)
    assert not any(line.startswith("ok") and "EARSHOT_" in line for line in lines)


def test_check_is_content_when_all_is_there(earshot: Earshot, everything: None) -> None:
    done = earshot("check")
    assert (done.code, done.told) == (0, "")
    assert "Everything needed is there." in done.out


def test_check_prints_no_secret(earshot: Earshot, everything: None) -> None:
    secrets = {
        "EARSHOT_SLACK_BOT_TOKEN": "plain-bot-secret",
        "EARSHOT_SLACK_SIGNING_SECRET": "plain-signing-secret",
        "EARSHOT_SEAL_KEYS": "k1:plain-key-secret",
        "EARSHOT_X_ACCOUNTS": json.dumps([{"id": "1", "access_token": "plain-x-secret"}]),
        "EARSHOT_FACEBOOK_APP_SECRET": "plain-app-secret",
        "DATABASE_URL": "mysterydb://bank:plain-password@db.example/x",
    }
    for some in (secrets, {**secrets, "EARSHOT_X_ACCOUNTS": "[]"}):
        done = earshot("check", **some)
        assert done.code == 1
        assert "plain-" not in done.out + done.told


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("EARSHOT_SLACK_BOT_TOKEN", "xapp-sandbox", "begins with xoxb-"),
        ("EARSHOT_SLACK_TEAM", "C123", "begins with T"),
        ("EARSHOT_SEAL_KEYS", "no key", "k1:<base64>"),
        ("EARSHOT_CONFIG", "/there/is/no/such/folder", "no such folder"),
        ("DYNO", "web.1", "loses its disk"),
        ("EARSHOT_SLACK_SIGNING_SECRET", "0a1b 2c3d", "a blank or a line break"),
        ("EARSHOT_FACEBOOK_APP_SECRET", "0a1b2c3d\n", "a blank or a line break"),
        ("EARSHOT_SLACK_BOT_TOKEN", "xoxb-…", "the example's own value"),
        ("EARSHOT_UNDO_SECOND", "8", "Did you mean EARSHOT_UNDO_SECONDS?"),
        ("EARSHOT_X_ACOUNTS", "[]", "Did you mean EARSHOT_X_ACCOUNTS?"),
        ("DATABASE_URL", "postgres://bank:plain-word@127.0.0.1:9/x", "cannot be reached"),
        ("DATABASE_URL", "sqlite:////no/such/folder/x.sqlite3", "There is no folder"),
        ("EARSHOT_LOG_LEVEL", "loud", "'DEBUG'"),
    ],
)
def test_check_tells_what_is_wrong(
    earshot: Earshot, everything: None, name: str, value: str, told: str
) -> None:
    done = earshot("check", **{name: value})
    assert done.code == 1
    wrong = [line for line in done.out.splitlines() if line.startswith("wrong")]
    assert any(told in line for line in wrong)


def test_check_tells_all_faults_of_the_banks_files(
    earshot: Earshot, everything: None, tmp_path: Path
) -> None:
    bank = tmp_path / "bank"
    bank.mkdir()
    (bank / "roles.toml").write_text('[people]\nU0ANA1 = ["wizard"]\n')
    (bank / "digests.toml").write_text("no = toml = at all")
    done = earshot("check", EARSHOT_CONFIG=str(bank))
    assert done.code == 1
    assert re.search(r"^wrong +files +.*digests\.toml", done.out, re.MULTILINE)
    assert re.search(r"^wrong +files +.*roles\.toml.*“wizard”", done.out, re.MULTILINE)


def test_check_knows_that_an_empty_folder_of_the_banks_starts_nothing(
    earshot: Earshot, everything: None, tmp_path: Path
) -> None:
    (tmp_path / "bank").mkdir()
    done = earshot("check", EARSHOT_CONFIG=str(tmp_path / "bank"))
    assert done.code == 1
    assert re.search(r"^wrong +files +.*fallback\.slack_channel is empty", done.out, re.MULTILINE)
    named = {"EARSHOT_CONFIG": str(tmp_path / "bank"), "EARSHOT_FALLBACK_CHANNEL": "C0FALLBACK"}
    assert earshot("check", **named).code == 0


def test_check_tells_of_a_link_to_a_file_that_is_gone(
    earshot: Earshot, everything: None, tmp_path: Path
) -> None:
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "roles.toml").symlink_to(tmp_path / "gone.toml")
    done = earshot("check", EARSHOT_CONFIG=str(tmp_path / "bank"))
    assert re.search(r"^wrong +files +.*roles\.toml.*a link to a file that", done.out, re.MULTILINE)


def test_a_malformed_database_url_hides_nothing_of_the_files(
    earshot: Earshot, everything: None, tmp_path: Path
) -> None:
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "roles.toml").write_text('[people]\nU0ANA1 = ["wizard"]\n')
    given = {
        "DATABASE_URL": "mysql://bank:plain-word@db/x",
        "EARSHOT_CONFIG": str(tmp_path / "bank"),
    }
    done = earshot("check", **given)
    assert re.search(r"^wrong +DATABASE_URL +.*“mysql”", done.out, re.MULTILINE)
    assert re.search(r"^wrong +files +.*roles\.toml.*“wizard”", done.out, re.MULTILINE)
    assert "plain-word" not in done.out


def test_a_variable_that_cannot_be_read_hides_nothing_else(earshot: Earshot, nothing: None) -> None:
    bad = {"EARSHOT_X_ACCOUNTS": "{", "PORT": "x", "EARSHOT_SLACK_BOT_TOKEN": "xapp-sandbox"}
    lines = earshot("check", **bad).out.splitlines()
    told = {tuple(line.split()[:2]) for line in lines if line.startswith(("wrong", "missing"))}
    assert told == {
        ("wrong", "EARSHOT_X_ACCOUNTS"),
        ("wrong", "PORT"),
        ("wrong", "EARSHOT_SLACK_BOT_TOKEN"),
        ("missing", "EARSHOT_SLACK_SIGNING_SECRET"),
        ("missing", "EARSHOT_SLACK_TEAM"),
        ("missing", "EARSHOT_SEAL_KEYS"),
        ("wrong", "files"),  # no fallback channel either
    }


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


def set_aside(app: App) -> int:
    item = Incoming("x:mentions:1", "x", "1", "5:posted", CUSTOMER.encode())
    with app.database.transaction() as session:
        store_unreadable(
            session=session,
            item=item,
            reason="This is no post.",
            vault=app.vault,
            now=clock.now(),
            db_now=app.database.now(session),
        )
    with app.database.reading() as session:
        return session.exec(select(ReceivedItem)).one().pk


def test_the_inbox_lists_shows_and_replays_without_a_customers_words(
    earshot: Earshot, app: App, database_url: str
) -> None:
    item = set_aside(app)
    keys = app.settings.seal_keys.get_secret_value()
    here = {"DATABASE_URL": database_url, "EARSHOT_SEAL_KEYS": keys}
    listed, shown = earshot("inbox", "list", **here), earshot("inbox", "show", f"{item}", **here)
    assert "This is no post." in listed.out
    assert re.search(r"^state +set_aside$", shown.out, re.MULTILINE)
    assert "4111" not in listed.out + shown.out
    assert "Missing option '--as'" in earshot("inbox", "replay", f"{item}", **here).told
    assert earshot("inbox", "replay", f"{item}", "--as", "Ana", **here).code == 0
    with app.database.reading() as session:
        assert session.get_one(ReceivedItem, item).state == ItemState.WAITING
        (entry,) = session.exec(select(AuditEntry)).all()
    assert (entry.verb, entry.actor_kind, entry.actor_id) == ("inbox_replayed", "operator", "Ana")
    again = earshot("inbox", "replay", f"{item}", "--as", "Ana", **here)
    assert (again.code, "only items set aside" in again.told) == (1, True)


def test_whoever_looked_for_what_was_erased_unread_ends_the_alarm(
    earshot: Earshot, app: App, database_url: str
) -> None:
    set_aside(app)
    keys = app.settings.seal_keys.get_secret_value()
    here = {"DATABASE_URL": database_url, "EARSHOT_SEAL_KEYS": keys}
    with app.desk() as desk:
        expire(replace(desk, now=desk.now + timedelta(days=8)))
    assert "1 that could not be read were erased" in earshot("alarms", **here).out
    assert "Missing option '--as'" in earshot("inbox", "looked", **here).told
    assert "1 were erased unread" in earshot("inbox", "looked", "--as", "Ola", **here).out
    assert "No such alarm stands." in earshot("inbox", "looked", "--as", "Ola", **here).out
    assert "No alarm stands." in earshot("alarms", **here).out


def test_the_inbox_explains_an_unknown_state_or_item(earshot: Earshot, everything: None) -> None:
    earshot("migrate")
    assert "Say one of: waiting" in earshot("inbox", "list", "--state", "lost").told
    assert earshot("inbox").out == earshot("inbox", "list").out
    assert "no item 7" in earshot("inbox", "show", "7").told


def test_a_trail_is_verified_and_told(earshot: Earshot, app: App, database_url: str) -> None:
    with app.database.transaction() as session:
        for verb in (Trail.OPENED, Trail.CLAIM):
            actor = Actor.operator("Ana")
            audit.record(session=session, case_id=7, actor=actor, verb=verb, at=clock.now())
    whole = earshot("verify", "7", DATABASE_URL=database_url)
    assert (whole.code, "2 entries, unbroken" in whole.out) == (0, True)
    assert earshot("verify", "C-7", DATABASE_URL=database_url).out == whole.out
    assert "Write it like C-1042" in earshot("verify", "seven", DATABASE_URL=database_url).told
    told = earshot("why", "7", DATABASE_URL=database_url).out
    assert [line.split()[3] for line in told.splitlines()] == ["opened", "claim"]
    assert earshot("verify", "8", DATABASE_URL=database_url).code == 1


def test_a_changed_trail_is_found(earshot: Earshot, app: App, database_url: str) -> None:
    with app.database.transaction() as session:
        audit.record(
            session=session, case_id=7, actor=Actor.system(), verb=Trail.OPENED, at=clock.now()
        )
    with app.database.engine.begin() as connection:
        _without_guard(app, connection)
        connection.execute(text("UPDATE audit_entries SET verb = 'claimed'"))
    done = earshot("verify", "7", DATABASE_URL=database_url)
    assert (done.code, "was changed" in done.out) == (1, True)


def _without_guard(app: App, connection: object) -> None:
    """Somebody with the rights of the database's owner takes the guard away first."""
    run = connection.exec_driver_sql  # type: ignore[attr-defined]  # a SQLAlchemy connection
    if not app.database.is_sqlite:
        run("ALTER TABLE audit_entries DISABLE TRIGGER USER")
        return
    names = run("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    for name in names:
        run(f'DROP TRIGGER "{name}"')


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


def test_a_digest_can_be_looked_at_without_posting_it(earshot: Earshot, everything: None) -> None:
    earshot("migrate")
    done = earshot("digest", "now", "--dry-run")
    assert (done.code, done.told) == (0, "")
    assert "A quiet time" in done.out
    [report] = json.loads(earshot("digest", "now", "daily", "--dry-run", "--json").out)
    assert report["period"]["digest"] == "daily"
    assert "no period" in earshot("digest", "now", "daily", "--for", "2020").told
    assert "Say who you are" in earshot("digest", "now").told


def test_a_digest_in_a_terminal_names_people_brands_and_teams(
    earshot: Earshot, app: App, database_url: str
) -> None:
    with app.database.transaction() as session:
        now = app.database.now(session)
        session.add(
            Staff(slack_user_id="U0AMIRA", team_id="T0", name="Amira Haddad", refreshed_at=now)
        )
        for brand, owner in (("northbank", "U0AMIRA"), ("harbour", "U0NOBODY")):
            case = new_case(session, brand=brand, opened_at=now - timedelta(minutes=1))
            new_message(session, case=case, posted_at=now)
            session.add(
                Claim(case_id=case.number, slack_user_id=owner, claimed_at=now, claimed_by=owner)
            )
    here = {"DATABASE_URL": database_url}
    told = earshot("digest", "now", "daily", "--dry-run", **here).out
    assert re.search(r"^  Amira Haddad +answers 0, holds 1$", told, re.MULTILINE)
    assert re.search(r"^  U0NOBODY +answers 0, holds 1$", told, re.MULTILINE)
    assert re.search(r"^  Harbour Bank +1 new", told, re.MULTILINE)
    kept = earshot("digest", "now", "daily", "--dry-run", "--json", **here).out
    assert '"slack_user_id": "U0AMIRA"' in kept
    assert '"name": "harbour"' in kept


def test_exports_answer_from_the_command_line(earshot: Earshot, everything: None) -> None:
    earshot("migrate")
    january = ("--from", "2026-01-01", "--to", "2026-01-31")
    assert "Say who you are with --as" in earshot("export", "clocks", *january).told
    done = earshot("export", "clocks", *january, "--as", "Nadia")
    assert done.out.startswith("case,brand,channel")
    assert "0 clocks. Days are those of Europe/London; times are UTC." in done.told
    assert "opened_at" in earshot("export", "columns").out


def test_another_key_than_a_key_is_refused_with_a_sentence(
    earshot: Earshot, everything: None
) -> None:
    done = earshot("migrate", EARSHOT_SEAL_KEYS=new_key("k1")[:-8])
    assert (done.code, "Master key" in done.told) == (1, True)
