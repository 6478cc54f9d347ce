"""`case-file` makes one and `verify-file` checks it, where there is no database."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.bootstrap import App
from bot.desk.intake import taking_in
from bot.domain.channels.inbound import Happening, Inbound, Person
from bot.sandbox import credentials
from tests.handlers.commands.command_line import Earshot

ALONE = ("--unconfirmed", "Slack is away")
DECLINED = Inbound(
    channel="x",
    account=credentials.NORTHBANK.x_id,
    happening=Happening.POSTED,
    external_id="1",
    conversation="1",
    author=Person(external_id="id-ana", handle="ana", name="Ana"),
    text="My card was declined",
    permalink="https://x.example/1",
    at=datetime(2026, 11, 16, 10, tzinfo=UTC),
)


@pytest.fixture
def made(earshot: Earshot, app: App, database_url: str, tmp_path: Path) -> tuple[Path, str]:
    """A file of one case, and its fingerprint."""
    with app.desk() as desk:
        taking_in.take_in(desk, inbound=DECLINED)
    file = tmp_path / "c.zip"
    say = ("--as", "Ola Berg", "--reason", "A request", "-o", str(file), *ALONE)
    done = earshot("case-file", "C-1", *say, DATABASE_URL=database_url)
    assert done.code == 0, done.told
    return file, done.out.split()[-1]


def test_a_file_is_checked_without_the_database(made: tuple[Path, str], earshot: Earshot) -> None:
    file, fingerprint = made
    nowhere = {"DATABASE_URL": "sqlite:////nowhere/at/all"}
    held = earshot("verify-file", str(file), **nowhere)
    assert (held.code, "As it was made" in held.out) == (0, True)
    assert earshot("verify-file", str(file), "--fingerprint", fingerprint, **nowhere).code == 0
    assert earshot("verify-file", str(file), "--fingerprint", "0" * 64, **nowhere).code == 1
    without = earshot("verify-file", str(file), EARSHOT_SEAL_KEYS="")
    assert (without.code, "against no key" in without.out) == (0, True)


def test_an_unpacked_file_is_checked_as_well(made: tuple[Path, str], earshot: Earshot) -> None:
    folder = made[0].with_name("unpacked")
    with zipfile.ZipFile(made[0]) as found:
        found.extractall(folder)
    assert earshot("verify-file", str(folder)).code == 0
    (folder / "more.txt").write_text("Added")
    assert "more.txt was added" in earshot("verify-file", str(folder)).out


def test_a_changed_file_is_told(made: tuple[Path, str], earshot: Earshot) -> None:
    made[0].write_bytes(made[0].read_bytes().replace(b"declined", b"accepted"))
    done = earshot("verify-file", str(made[0]))
    assert (done.code, "changed" in done.out) == (1, True)


def test_who_and_why_and_which_must_be_said(earshot: Earshot, app: App, database_url: str) -> None:
    name, why = ("--as", "Ola", *ALONE), ("--reason", "A request")
    for given, told in (
        (("C-1", *why), "Say who you are"),
        ((*name, *why), "Say which cases"),
        ((*name, *why, "--from", "2026-11-01"), "both --from and --to"),
        (("C-999", *name, *why), "C-999"),
        (("C-999", *name), "what the file is for"),
        ((*name, *why, "--customer", "nobody"), "No case fits"),
    ):
        done = earshot("case-file", *given, DATABASE_URL=database_url)
        assert (done.code != 0, told in done.told) == (True, True), (given, done)
