"""`check` tells what is missing or wrong, all at once, and never a secret."""

import json
import re
from pathlib import Path

import pytest

from tests.handlers.commands.command_line import Earshot


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
        ("EARSHOT_TIMESTAMP_ROOTS", "/there/is/no/such.pem", "no such file"),
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
