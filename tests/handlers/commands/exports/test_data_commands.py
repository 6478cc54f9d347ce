"""`earshot data` and `earshot blocked`, typed at a terminal."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot import clock
from bot.bootstrap import App
from bot.desk.intake import taking_in
from bot.desk.messages import blocking
from bot.domain.channels.inbound import Happening, Inbound, Person
from bot.domain.records.cases.case import Case
from bot.domain.records.staff import Actor, Staff
from bot.domain.rules.house.weekly_data import Kind
from bot.sandbox import credentials
from bot.storage.clocks.rule_versions import not_stored, store_versions
from bot.storage.record import audit
from tests.handlers.commands.test_clock_commands import earshot, refused

DUTY = "team,days,hours,person\ndesk,mon-fri,09:00-17:00,U0JONAS\nevery,sat sun,,U0LENA\n"


@pytest.fixture(autouse=True)
def _staffed(app: App) -> None:
    """Whom the worker read in Slack."""
    with app.desk() as desk:
        for person, roles in (("U0JONAS", ["agent"]), ("U0LENA", ["lead"]), ("U0TOM", ["agent"])):
            row = Staff(
                slack_user_id=person,
                team_id=app.settings.slack_team,
                name=person,
                roles=roles,
                refreshed_at=desk.database_now - timedelta(days=3),
            )
            desk.session.add(row)


def written(folder: Path, text: str) -> str:
    path = folder / "rows.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.DUTY, DUTY),
        (
            Kind.ABSENCES,
            "person,start,until,stand_in\n"
            "U0TOM,2037-01-05T08:00:00+00:00,2037-01-09T17:00:00Z,U0LENA\n",
        ),
        (Kind.CLOSED_DAYS, "calendar,day,reason\nstandard,2037-05-04,Move\n"),
        (Kind.BLOCKED, "channel,author_id,reason,until\nx,77,=Insults,2037-01-01T00:00:00Z\n"),
        (Kind.MEMBERS, "team,person\nharbour,U0TOM\n"),
        (Kind.CONTACTS, "value,whose,name\n'+44 20 7946 0958,ours,Cards\n"),
        (Kind.NAMED, "person,topic,channel,author_id\nU0TOM,,x,anar\n"),
        (
            Kind.CANNED,
            "title,text,language,topic,writer,reviewer,until\n"
            'Card lost,"Sorry, {name}!",en,cards,U0TOM,U0LENA,2037-01-01\n',
        ),
        (
            Kind.BANKS,
            "name,also,handles,write_to,whose,writer,reviewer,until\n"
            'Rowan Bank,"Rowan, بنك روان","\'@RowanBank, RowanHelp",@RowanHelp,,U0TOM,U0LENA,2037-01-01\n'
            "Northbank Careers,,NorthbankJobs,,ours,U0TOM,,\n",
        ),
    ],
)
def test_what_is_imported_is_exported_and_imported_again_changes_nothing(
    app: App, tmp_path: Path, kind: Kind, text: str
) -> None:
    rows = len(text.splitlines()) - 1
    said = earshot("data", "import", kind, written(tmp_path, text), "--as", "Ola")
    assert f"{kind}: {rows} added, 0 removed changed." in said
    again = written(tmp_path, earshot("data", "export", kind))
    assert f"{kind}: 0 added, 0 removed changed." in earshot(
        "data", "import", kind, again, "--as", "Ola"
    )
    as_toml = str(tmp_path / "rows.toml")
    earshot("data", "export", kind, "-o", as_toml)
    assert f"{kind}: 0 added, 0 removed changed." in earshot(
        "data", "import", kind, as_toml, "--as", "Ola"
    )
    with app.database.reading() as session:
        trail = audit.entries(session=session, case_id=0)
    assert [e.actor_id for e in trail if e.verb == "house_data_changed"] == ["Ola"]


def test_a_dry_run_says_what_would_change_and_changes_nothing(app: App, tmp_path: Path) -> None:
    said = earshot("data", "import", "duty", written(tmp_path, DUTY), "--dry-run")
    assert "+ desk | mon, tue, wed, thu, fri | 09:00-17:00 | U0JONAS" in said
    assert "2 added, 0 removed would change" in said
    assert earshot("data", "export", "duty").splitlines() == ["team,days,hours,person"]


def test_an_import_takes_away_what_is_not_in_the_file(app: App, tmp_path: Path) -> None:
    earshot("data", "import", "duty", written(tmp_path, DUTY), "--as", "Ola")
    less = "\n".join(DUTY.splitlines()[:2])
    said = earshot("data", "import", "duty", written(tmp_path, less), "--as", "Ola")
    assert "- every | sat, sun" in said
    assert "U0LENA" not in earshot("data", "export", "duty")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("team,days,hours,person\ndesk,mun,,U0TOM\n", "row 2, column days: “mun” is no weekday"),
        ("team,days,hours,person\ndesk,,9-5,U0TOM\n", "row 2, column hours: “9-5”"),
        ("team,days,hours,person\ndesk,,,tom\n", "row 2, column person: “tom” is no Slack member"),
        ("team,days,hours,person\n,,,U0TOM\n", "row 2, column team: it is empty"),
        (
            "team,days,hours,person\ndesk,,,U0NOBODY\n",
            "row 2, column person: This is nobody with a",
        ),
        ("team,days,hours,person\ndesks,,,U0TOM\n", "row 2, column team: There is no team “desks”"),
        ("team,dayz,hours,person\n", "row 1: there is no column “dayz”. Did you mean “days”?"),
        ("team,days\n", "row 1: the column “person” is missing"),
        ("team,person\ndesk,U0TOM,more\n", "row 2: it has more cells"),
    ],
)
def test_each_fault_is_told_with_its_row_and_column_and_nothing_is_kept(
    app: App, tmp_path: Path, text: str, told: str
) -> None:
    assert told in refused("data", "import", "duty", written(tmp_path, text), "--as", "Ola")
    assert earshot("data", "export", "duty").count("\n") == 1


def test_an_absence_of_more_than_400_days_is_told_with_its_row(app: App, tmp_path: Path) -> None:
    text = "person,start,until\nU0TOM,2037-01-05T08:00:00Z,2038-06-09T17:00:00Z\n"
    said = refused("data", "import", "absences", written(tmp_path, text), "--as", "Ola")
    assert "row 2, column until: An absence ends" in said


def test_every_fault_is_told_at_once(app: App, tmp_path: Path) -> None:
    text = "team,days,hours,person\ndesk,mun,9-5,tom\ndesk,,,U0TOM\ndesk,x,,U0TOM\n"
    said = refused("data", "import", "duty", written(tmp_path, text), "--as", "Ola")
    assert said.count("row 2") == 3
    assert "row 4, column days" in said


def test_without_a_name_nothing_is_imported(app: App, tmp_path: Path) -> None:
    assert "--as NAME" in refused("data", "import", "duty", written(tmp_path, DUTY))


def test_a_spreadsheets_semicolons_and_its_mark_at_the_beginning_are_read(
    app: App, tmp_path: Path
) -> None:
    text = "\ufeffteam;person\nharbour;U0TOM\n;\n"
    assert "1 added" in earshot("data", "import", "members", written(tmp_path, text), "--as", "O")


def test_closed_days_are_stored_as_a_version_and_running_clocks_are_left_alone(
    app: App, tmp_path: Path
) -> None:
    with app.database.transaction() as session:
        store_versions(session=session, rules=app.rules, now=clock.now())
    text = "calendar,day,reason\nstandard,2037-05-04,Move\n"
    said = earshot("data", "import", "closed_days", written(tmp_path, text), "--as", "Ola")
    assert "python -m handlers clocks apply" in said
    with app.looking() as desk:
        assert desk.rules.calendars != app.rules.calendars
        assert not_stored(session=desk.session, rules=desk.rules) == []


def test_a_post_of_a_blocked_author_is_listed_shown_and_taken_in(app: App) -> None:
    with app.database.transaction() as session:
        store_versions(session=session, rules=app.rules, now=clock.now())
    with app.desk() as desk:
        case_id = taking_in.take_in(desk, inbound=_post("1", "Idiots")).case_id or 0
    with app.desk() as desk:
        blocking.block(
            desk, case_id=case_id, reason="Insults", until=None, by=Actor.operator("Ola")
        )
    with app.desk() as desk:
        assert taking_in.take_in(desk, inbound=_post("2", "You lost my money")).case_id is None
    assert "Posts of blocked authors set aside: 1." in earshot("blocked")
    assert "money" not in earshot("blocked")
    assert "You lost my money" in earshot("blocked", "show", "1")
    assert f"part of C-{case_id} now" in earshot("blocked", "replay", "1", "--as", "Ola")
    assert "No post 1 is set aside" in refused("blocked", "replay", "1", "--as", "Ola")
    assert "Posts of blocked authors set aside: 0." in earshot("blocked")
    with app.database.reading() as session:
        assert session.get_one(Case, case_id).is_open


def _post(number: str, text: str) -> Inbound:
    return Inbound(
        channel="x",
        account=credentials.NORTHBANK.x_id,
        happening=Happening.POSTED,
        external_id=number,
        conversation="1",
        author=Person(external_id="7", handle="troll", name="Troll"),
        text=text,
        at=clock.now(),
    )


def test_a_cell_too_large_for_a_table_is_refused_with_its_row(app: App, tmp_path: Path) -> None:
    path = written(tmp_path, 'team,person\nharbour,"U0TOM' + "\n" * 200_000)
    assert "row 1" in refused("data", "import", "members", path, "--as", "Ola")


def test_a_card_and_a_number_of_both_sorts_are_refused_on_import(app: App, tmp_path: Path) -> None:
    text = (
        "value,whose,name\n4111 1111 1111 1111,ours,\n"
        "'+44 20 7946 0958,ours,Cards\n020 7946 0958,fraud,fake helpdesk\n"
    )
    said = refused("data", "import", "contacts", written(tmp_path, text), "--as", "Ola")
    assert "row 2, column value: There is a card's number" in said
    assert "row 3, column value: It stands as a fraudster's already" in said
    assert "row 4, column value: It stands as the bank's own already" in said
    assert "1111" not in said
    assert earshot("data", "export", "contacts") == "value,whose,name\n"
