"""`earshot check` says where the bank's files do not fit its accounts, its database, its year."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from pydantic import SecretStr
from sqlalchemy.exc import OperationalError

from bot import bootstrap
from bot.bootstrap import App
from bot.desk.house import weekly_data
from bot.domain.records.staff import Actor
from bot.domain.rules.house.weekly_data import ClosedDayRow, Kind
from bot.domain.rules.routing import Account, Routing
from bot.domain.sla.policy import SlaPolicy
from bot.storage.record import audit
from config.settings import Settings
from handlers.commands.checks.database_check import Found, connections, look, trouble_of
from handlers.commands.checks.rule_checks import faults, remarks
from tests.domain.house import house


def said(settings: Settings, app: App) -> str:
    return "\n".join(remarks(settings, app.rules))


def without_x_of_northbank(app: App) -> dict[str, object]:
    brands = dict(app.rules.routing.brands)
    known = brands["northbank"]
    kept = tuple(each for each in known.accounts if each.channel != "x")
    strange = Account(channel="x", id="999")
    brands["northbank"] = known.model_copy(update={"accounts": (*kept, strange)})
    given = {name: getattr(app.rules.routing, name) for name in Routing.model_fields}
    return {"routing": Routing(**given | {"brands": brands})}


def test_an_account_that_no_brand_lists_is_named(settings: Settings, app: App) -> None:
    rules = app.rules.model_copy(update=without_x_of_northbank(app))
    text = "\n".join(remarks(settings, rules))
    assert "no brand lists @NorthbankHelp (x 1001001001)" in text
    assert "northbank lists the x account 999, and no tokens are set for it" in text


def test_files_that_fit_have_nothing_to_mend(settings: Settings, app: App) -> None:
    bootstrap.migrate(app)
    assert "routing.toml" not in said(settings, app)
    assert look(settings, app.rules) == Found()


def test_what_is_kept_until_a_person_erases_it_is_told(settings: Settings, app: App) -> None:
    unsaid = "no time is set: words_days, originals_days, attachments_days"
    assert unsaid in said(settings, app)
    days = {"words_days": 1095, "originals_days": 365, "attachments_days": 365}
    retention = app.rules.retention.model_copy(update=days)
    rules = app.rules.model_copy(update={"retention": retention})
    assert "retention.toml" not in "\n".join(remarks(settings, rules))


def test_a_second_release_with_the_same_files_and_closed_days_changes_no_rules(
    settings: Settings, app: App
) -> None:
    bootstrap.migrate(app)
    with app.desk() as desk:
        row = ClosedDayRow(calendar="standard", day=date(2037, 5, 4))
        weekly_data.add(desk, kind=Kind.CLOSED_DAYS, row=row, by=Actor.operator("Ola"))
    before = house_trail(app)
    bootstrap.migrate(app)
    assert house_trail(app) == before
    assert look(settings, app.rules) == Found()


def house_trail(app: App) -> list[str]:
    with app.database.reading() as session:
        return [entry.verb for entry in audit.entries(session=session, case_id=audit.HOUSE)]


def test_a_policy_that_is_not_stored_as_it_stands_is_named(settings: Settings, app: App) -> None:
    bootstrap.migrate(app)
    other = SlaPolicy(name="stricter", rules=app.rules.sla.rules)
    found = look(settings, app.rules.model_copy(update={"sla": other}))
    assert "policy “stricter”. Run `python -m handlers migrate`" in found.remark


@pytest.mark.parametrize(
    ("server_says", "told"),
    [
        ('FATAL:  password authentication failed for user "bank"', "refuses this user or password"),
        ('FATAL:  role "bank" does not exist', "refuses this user or password"),
        ('FATAL:  database "earshot" does not exist', "no database of that name"),
        ("connection refused. Is the server running on that host?", "cannot be reached"),
        ("could not translate host name", "cannot be reached"),
        ("unable to open database file", "The file cannot be opened"),
        ("no such table: sla_clocks", ""),
    ],
)
def test_each_trouble_of_the_database_has_its_own_sentence(server_says: str, told: str) -> None:
    found = trouble_of(OperationalError("SELECT", {}, Exception(server_says)))
    assert (told in found) if told else not found
    assert "bank" not in found


def test_a_database_without_tables_is_told_to_migrate(tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "empty.sqlite3"
    file.touch()
    there = settings.model_copy(update={"database_url": SecretStr(f"sqlite:///{file}")})
    assert "Run `python -m handlers migrate`" in look(there, house()).remark
    nowhere = SecretStr(f"sqlite:///{tmp_path / 'no' / 'folder.sqlite3'}")
    gone = settings.model_copy(update={"database_url": nowhere})
    assert "There is no folder" in look(gone, house()).trouble


def test_holidays_whose_years_are_over_are_told(tmp_path: Path, settings: Settings) -> None:
    text = '[calendars.standard.holidays]\ncountry = "GB"\nfrom_year = 2020\nto_year = 2025\n'
    (tmp_path / "calendar.toml").write_text(text)
    ours = settings.model_copy(update={"config": tmp_path})
    with time_machine.travel("2026-11-01", tick=False):
        assert "knows no holiday after 2025" in "\n".join(faults(ours, house()))
    assert not list(faults(settings, house()))


@time_machine.travel("2026-11-01", tick=False)
def test_the_closed_days_ahead_are_shown_to_be_read(settings: Settings, app: App) -> None:
    assert "2026-12-25 (Christmas Day)" in said(settings, app)


def test_how_many_connections_two_releases_take_is_told_where_they_are_counted(
    settings: Settings, app: App
) -> None:
    bootstrap.migrate(app)
    told = "One web and one worker take up to 19 database connections while one release follows"
    assert (told in " ".join(connections(settings))) == (not app.database.is_sqlite)
    greedy = settings.model_copy(update={"worker_pool": 200})
    lower = "Set EARSHOT_WEB_POOL and EARSHOT_WORKER_POOL lower"
    assert (lower in " ".join(connections(greedy))) == (not app.database.is_sqlite)
    assert lower not in " ".join(connections(settings))
    chatting = settings.model_copy(update={"chat_url": "https://chat.bank.example"})
    assert ("up to 19 database" in " ".join(connections(chatting))) == (not app.database.is_sqlite)
