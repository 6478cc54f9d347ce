"""`inbox` lists, shows and replays what was set aside, without a customer's words."""

import re
from dataclasses import replace
from datetime import timedelta

from sqlmodel import select

from bot import clock
from bot.bootstrap import App
from bot.desk.house.set_aside import expire
from bot.domain.records.trail.audit import AuditEntry
from bot.inbox.received import ItemState, ReceivedItem
from bot.inbox.store import Incoming, store_unreadable
from tests.handlers.commands.command_line import Earshot

CUSTOMER = "my card is 4111 1111 1111 1111"


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
        read, entry = session.exec(select(AuditEntry)).all()
    assert (read.verb, read.details) == ("read", {"what": "inbox", "item": item})
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
