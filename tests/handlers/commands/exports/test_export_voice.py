"""`earshot export voice` and `digest now voice`: a row for each cause and for the rest, with what customers said."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.bootstrap import App
from bot.desk.intake import taking_in
from bot.desk.lessons import marks
from bot.domain.lessons.case_mark import MarkKind
from bot.domain.records.staff import Actor
from bot.storage.clocks.rule_versions import store_versions
from tests.handlers.commands.command_line import Earshot
from tests.handlers.commands.record.test_case_file import DECLINED

GRACE = Actor.staff("U0GRACE")


@pytest.fixture
def days(app: App) -> tuple[str, ...]:
    """A case with a cause and an idea in it; and the days between which that was said."""
    with app.database.transaction() as session:
        store_versions(session=session, rules=app.rules, now=datetime.now(UTC))
    with app.desk() as desk:
        case_id = taking_in.take_in(desk, inbound=DECLINED).case_id or 0
        today = desk.now.date()
    with app.desk() as desk:
        marks.name_cause(desk, case_id=case_id, cause="declined_wrongly", by=GRACE)
        marks.mark(desk, case_id=case_id, kind=MarkKind.IDEA, by=GRACE)
    first, last = today - timedelta(days=1), today + timedelta(days=1)
    return ("--from", first.isoformat(), "--to", last.isoformat(), "--as", "Ola")


def test_a_row_a_cause_with_the_customers_words(
    earshot: Earshot, days: tuple[str, ...], database_url: str
) -> None:
    done = earshot("export", "voice", *days, DATABASE_URL=database_url)
    assert done.code == 0, done.told
    cause, ideas, *rest = csv.DictReader(io.StringIO(done.out))
    assert (cause["kind"], cause["name"], cause["cases"], cause["state"]) == (
        "cause",
        "declined_wrongly",
        "1",
        "open",
    )
    assert cause["words_1"] == DECLINED.text
    assert (ideas["kind"], ideas["cases"], ideas["case_1"]) == ("ideas", "1", "C-1")
    assert {row["cases"] for row in rest} == {"0"}


def test_as_json_it_says_the_same(
    earshot: Earshot, days: tuple[str, ...], database_url: str
) -> None:
    done = earshot("export", "voice", *days, "--format", "json", DATABASE_URL=database_url)
    first = json.loads(done.out)[0]
    assert (first["title"], first["title_ar"]) == (
        "Payment declined by mistake",
        "رفض عملية بالخطأ",
    )
    assert "masked" in earshot("export", "columns", "voice").out


def test_a_terminal_is_told_the_voice_of_now(
    earshot: Earshot, days: tuple[str, ...], database_url: str
) -> None:
    done = earshot("digest", "now", "voice", "--dry-run", DATABASE_URL=database_url)
    assert "Most often: Payment declined by mistake, 1 case." in done.out
    assert "Rules that hurt customers" in done.out
