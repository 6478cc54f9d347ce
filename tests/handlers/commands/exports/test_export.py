"""Exports: a row each, times in UTC, nothing a spreadsheet would run, no word of a customer unasked."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from bot import bootstrap, clock
from bot.bootstrap import App
from bot.desk.intake import taking_in
from bot.desk.ownership import claims
from bot.domain.channels.inbound import Happening, Inbound, Person
from bot.domain.records.staff import Actor
from bot.sandbox import credentials
from bot.storage.clocks.rule_versions import store_versions
from bot.storage.figures.export_rows import CASE_COLUMNS, CLOCK_COLUMNS
from bot.storage.master_keys import new_key
from bot.storage.record import audit
from config import files
from config.settings import Settings
from handlers.commands.exports import export as commands_export
from handlers.endings import CannotStart
from tests.database import MovableDatabase

TODAY = datetime.now(UTC).replace(tzinfo=None)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
WORDS = '=HYPERLINK("https://evil.example") my card 4111 1111 1111 1111'
Export = Callable[..., str]


@pytest.fixture
def app(database: MovableDatabase) -> App:
    """A bank with one claimed case."""
    settings = Settings.model_validate(
        {
            "DATABASE_URL": database.url.render_as_string(hide_password=False),
            "config": Path(files.__file__).parent / "sandbox",
            "seal_keys": new_key("k1"),
        }
    )
    made = bootstrap.build(settings, database=database)
    with made.database.transaction() as session:
        store_versions(session=session, rules=made.rules, now=datetime.now(UTC))
    with made.desk() as desk:
        case_id = taking_in.take_in(desk, inbound=post()).case_id
        assert case_id is not None
        claims.claim(desk, case_id=case_id, by=Actor.staff("U0TOM"), slack_user_id="U0TOM")
    return made


def post() -> Inbound:
    return Inbound(
        channel="x",
        account=credentials.NORTHBANK.x_id,
        happening=Happening.POSTED,
        external_id="1",
        conversation="1",
        author=Person(external_id="7", handle="anar", name="Ana Ruiz"),
        text=WORDS,
        permalink="https://x.example/1",
        at=datetime.now(UTC),
    )


@pytest.fixture
def export(app: App, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Export:
    monkeypatch.setattr(commands_export, "with_database", lambda: app.settings)

    def run(what: str = "cases", **given: Any) -> str:
        asked: dict[str, Any] = {"first": YESTERDAY, "last": TOMORROW, "brand": "", "form": "csv"}
        asked |= {"to": None, "with_text": False, "name": "Nadia"} | given
        commands_export.export(what=what, **asked)
        return capsys.readouterr().out

    return run


def rows(told: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(told)))


def test_a_case_is_one_row_with_documented_columns_and_no_words(export: Export) -> None:
    told = export()
    [row] = rows(told)
    assert list(row) == list(CASE_COLUMNS)
    assert (row["case"], row["owner"], row["claims"], row["private"]) == ("C-1", "U0TOM", "1", "no")
    assert row["opened_at"].endswith("Z")
    assert row["time_zone"] == "Europe/London"
    assert "my card" not in told


def test_each_clock_is_one_row(export: Export) -> None:
    found = rows(export("clocks"))
    assert list(found[0]) == list(CLOCK_COLUMNS)
    by_metric = {row["metric"]: row for row in found}
    assert by_metric["claimed"]["met_at"].endswith("Z")
    assert by_metric["first_response"]["missed"] == "no"


def test_a_promise_is_missed_by_time_before_any_tick_ran(
    export: Export,
) -> None:
    later = clock.now() + timedelta(days=30)
    with time_machine.travel(later, tick=False):
        found = {row["metric"]: row for row in rows(export("clocks"))}
    late = found["first_response"]
    assert (late["missed"], late["breached_at"]) == ("yes", late["due_at"])
    assert found["claimed"]["missed"] == "no"


def test_json_has_the_same_rows(export: Export) -> None:
    [row] = json.loads(export(form="json"))
    assert list(row) == list(CASE_COLUMNS)
    assert json.loads(export(form="json", brand="harbour")) == []


def test_words_are_masked_and_cannot_run_as_a_formula(export: Export, app: App) -> None:
    [row] = rows(export(with_text=True))
    assert row["text"].startswith("'=HYPERLINK")
    assert "4111" not in row["text"]
    with app.database.reading() as session:
        *_, begun, done = audit.entries(session=session, case_id=audit.HOUSE)
    assert (begun.verb, begun.actor_id, begun.details["with_text"]) == ("export", "Nadia", True)
    assert (done.verb, done.actor_id, done.details["rows"]) == ("exported", "Nadia", 1)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_what_a_spreadsheet_would_run_gets_a_mark_before_it(cell: str) -> None:
    assert commands_export._cell(cell) == f"'{cell}"


def test_numbers_and_nothing_are_left_as_they_are() -> None:
    assert [commands_export._cell(value) for value in (-3, None, "C-1")] == [-3, "", "C-1"]


def test_a_file_is_written_whole(export: Export, tmp_path: Path) -> None:
    to = tmp_path / "cases.csv"
    assert export(to=to) == ""
    assert len(rows(to.read_text(encoding="utf-8"))) == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"first": TOMORROW, "last": YESTERDAY}, "before --from"),
        ({"name": " "}, "Say who you are"),
        ({"brand": "nobank"}, "Known: northbank, harbour"),
        ({"to": Path("/there/is/no/folder/x.csv")}, "cannot be written"),
    ],
)
def test_what_cannot_be_exported_is_told(export: Export, given: dict[str, Any], told: str) -> None:
    with pytest.raises(CannotStart, match=told):
        export(**given)
