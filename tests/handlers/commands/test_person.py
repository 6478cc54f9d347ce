"""`person` tells all of a customer to the screen or to a file, and not without a name."""

import json
from pathlib import Path

from bot.bootstrap import App
from bot.domain.records.author import Author
from bot.domain.records.case import Case
from tests.handlers.commands.command_line import Earshot


def _case(app: App) -> None:
    with app.desk() as desk:
        now = desk.now
        author = Author(channel="x", external_id="42", handle="ana", first_seen_at=now)
        desk.session.add(author)
        desk.session.flush()
        case = Case(
            brand="northbank",
            channel="x",
            account="1",
            conversation="9",
            author_id=author.pk,
            route="",
            state_since=now,
            opened_at=now,
            received_at=now,
            last_inbound_at=now,
        )
        desk.session.add(case)


def test_a_customer_is_told_for_people_and_for_programs(
    earshot: Earshot, app: App, database_url: str, tmp_path: Path
) -> None:
    _case(app)
    named = ("--as", "Carla")
    told = earshot("person", "x:@ana", *named, DATABASE_URL=database_url)
    assert (told.code, "handle: ana" in told.out) == (0, True)
    file = tmp_path / "ana.json"
    done = earshot("person", "C-1", "--json", "-o", str(file), *named, DATABASE_URL=database_url)
    assert "Accounts: 1, cases: 1" in done.out
    assert json.loads(file.read_text())["cases"][0]["case"] == "C-1"


def test_a_customer_is_told_to_nobody_without_a_name(
    earshot: Earshot, app: App, database_url: str
) -> None:
    _case(app)
    done = earshot("person", "C-1", DATABASE_URL=database_url)
    assert (done.code, done.out) == (1, "")
    assert "--as NAME" in done.told
