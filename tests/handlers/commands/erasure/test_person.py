"""`person` tells all of a customer, `erase` erases them: nothing without a name, and a dry run by itself."""

import json
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import SQLModel, text

from bot.bootstrap import App
from tests.handlers.commands.command_line import Earshot
from tests.handlers.ended_cases import an_ended_case

ALONE = ("--unconfirmed", "Slack is away")


def test_a_customer_is_told_for_people_and_for_programs(
    earshot: Earshot, app: App, database_url: str, tmp_path: Path
) -> None:
    an_ended_case(app)
    named = ("--as", "Carla", *ALONE)
    told = earshot("person", "x:@ana", *named, DATABASE_URL=database_url)
    assert (told.code, "handle: ana" in told.out) == (0, True)
    file = tmp_path / "ana.json"
    done = earshot("person", "C-1", "--json", "-o", str(file), *named, DATABASE_URL=database_url)
    assert "Accounts: 1, cases: 1" in done.out
    assert json.loads(file.read_text())["cases"][0]["case"] == "C-1"


def test_a_customer_is_told_to_nobody_without_a_name(
    earshot: Earshot, app: App, database_url: str
) -> None:
    an_ended_case(app)
    done = earshot("person", "C-1", DATABASE_URL=database_url)
    assert (done.code, done.out) == (1, "")
    assert "--as NAME" in done.told


def _tables(app: App) -> dict[str, list[str]]:
    """Every table but the trail, which says who looked."""
    with app.database.reading() as session:
        names = sorted(SQLModel.metadata.tables.keys() - {"audit_entries"})
        return {
            name: [str(r) for r in session.execute(text(f"SELECT * FROM {name}"))] for name in names
        }


def test_erase_alone_changes_nothing_and_says_what_it_would(
    earshot: Earshot, app: App, database_url: str
) -> None:
    an_ended_case(app)
    before = _tables(app)
    asked = ("erase", "x:@ana", "--as", "Carla", "--why", "DSAR-17", *ALONE)
    dry = earshot(*asked, DATABASE_URL=database_url)
    assert (dry.code, "This would be erased" in dry.out) == (0, True)
    assert _tables(app) == before
    done = earshot(*asked, "--do", "--json", DATABASE_URL=database_url)
    assert json.loads(done.out)["cases"] == ["C-1"]
    assert "ana" not in str(_tables(app)["authors"])
    assert "No customer" in earshot(*asked, "--do", DATABASE_URL=database_url).told


def test_nobody_is_erased_without_a_name_and_a_reason(
    earshot: Earshot, app: App, database_url: str
) -> None:
    an_ended_case(app)
    assert "--as NAME" in earshot("erase", "C-1", "--do", DATABASE_URL=database_url).told
    done = earshot("erase", "C-1", "--do", "--as", "Carla", DATABASE_URL=database_url)
    assert "Say why" in done.told
    named = ("--as", "Carla", "--why", "DSAR-17")
    done = earshot("erase", "C-1", "--do", *named, DATABASE_URL=database_url)
    assert (done.code, "--by U0123456789" in done.told) == (1, True)
    done = earshot("erase", "C-1", "--do", *named, "--by", "Lena", DATABASE_URL=database_url)
    assert "is no member of the workspace" in done.told


def test_exports_that_may_hold_their_words_are_named(
    earshot: Earshot, app: App, database_url: str, tmp_path: Path
) -> None:
    an_ended_case(app)
    file = str(tmp_path / "out.json")
    earshot("person", "C-1", "-o", file, "--as", "Nadia", *ALONE, DATABASE_URL=database_url)
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    days = ("--from", today, "--to", today, "--with-text", "--as", "Nadia")
    csv = str(tmp_path / "cases.csv")
    earshot("export", "cases", *days, "-o", csv, DATABASE_URL=database_url)
    asked = ("erase", "C-1", "--as", "Carla", "--why", "DSAR-17")
    told = earshot(*asked, DATABASE_URL=database_url).out
    assert (file in told, csv in told) == (True, True)
