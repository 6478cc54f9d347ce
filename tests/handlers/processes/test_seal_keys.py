"""A sealing key that is missing, or another one by now, is told at the start and loses nobody's words."""

import dataclasses

import pytest
from sqlmodel import select

from bot import clock
from bot.bootstrap import App
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.inbox.received import ItemState, ReceivedItem
from bot.inbox.store import Incoming, store
from bot.storage.master_keys import new_key
from bot.storage.record import record_seals
from bot.storage.sealing import CaseKey, Vault
from config.settings import Settings, load
from handlers.commands.checks import database_check
from handlers.commands.house import keys
from handlers.commands.record import verify
from handlers.endings import CannotStart
from handlers.processes.seal_keys import require_keys
from handlers.worker import ticks
from handlers.worker.inbox_reader import read_next

OLD, NEW = new_key("k1"), new_key("k2")


def sealed_with(app: App, keys: str) -> App:
    return dataclasses.replace(app, vault=Vault(keys))


def keep(app: App) -> None:
    item = Incoming(source="x:mentions:1", channel="x", account="1", key="1:posted", body=b"{}")
    with app.database.transaction() as session:
        now = app.database.now(session)
        store(session=session, items=[item], vault=app.vault, now=clock.now(), db_now=now)


def seal_a_case(app: App, number: int) -> None:
    with app.database.transaction() as session:
        app.vault.seal(session=session, case_id=number, row="notes:1", text="An original")


def item(app: App) -> ReceivedItem:
    with app.database.reading() as session:
        return session.exec(select(ReceivedItem)).one()


def alarms(app: App) -> list[Alarm]:
    with app.database.reading() as session:
        return list(session.exec(select(Alarm)).all())


@pytest.mark.parametrize("now", [NEW, f"{NEW},{new_key('k1')}"], ids=["missing", "another"])
def test_a_key_of_words_that_wait_stops_the_start_with_a_sentence(app: App, now: str) -> None:
    keep(sealed_with(app, OLD))
    with pytest.raises(CannotStart, match=r"“k1” .*wait to be read, 1; originals of cases, 0"):
        require_keys(sealed_with(app, now))
    require_keys(sealed_with(app, f"{NEW},{OLD}"))


def test_the_key_of_the_newest_case_stops_the_start(app: App) -> None:
    seal_a_case(sealed_with(app, OLD), 1)
    with pytest.raises(CannotStart, match="python -m handlers keys lost k1 --as NAME"):
        require_keys(sealed_with(app, NEW))


def test_a_key_that_only_old_originals_need_is_an_alarm_until_it_is_back(app: App) -> None:
    seal_a_case(sealed_with(app, OLD), 1)
    seal_a_case(sealed_with(app, f"{NEW},{OLD}"), 2)
    require_keys(sealed_with(app, NEW))
    [alarm] = alarms(app)
    assert (alarm.kind, alarm.subject, alarm.cleared_at) == (
        AlarmKind.SEAL_KEY_MISSING,
        "k1",
        None,
    )
    require_keys(sealed_with(app, f"{NEW},{OLD}"))
    assert alarms(app)[0].cleared_at is not None


def test_words_without_their_key_wait_uncounted_and_are_read_once_it_is_back(app: App) -> None:
    keep(sealed_with(app, OLD))
    assert read_next(sealed_with(app, NEW))
    waits = item(app)
    assert (waits.state, waits.attempts) == (ItemState.WAITING, 0)
    assert "“k1”" in (waits.reason or "")
    assert not read_next(sealed_with(app, NEW))  # for a while it is not tried
    require_keys(sealed_with(app, f"{NEW},{OLD}"))
    assert read_next(sealed_with(app, f"{NEW},{OLD}"))


def test_what_an_older_release_set_aside_for_it_is_replayed_by_itself(app: App) -> None:
    keep(sealed_with(app, OLD))
    with app.database.transaction() as session:
        row = session.exec(select(ReceivedItem)).one()
        row.state, row.attempts = ItemState.SET_ASIDE, 6
        row.reason = "It could not be taken in (CannotOpen); the log says more."
        row.keep_until = clock.now()
        session.add(row)
    require_keys(sealed_with(app, f"{NEW},{OLD}"))
    assert (item(app).state, item(app).attempts) == (ItemState.WAITING, 0)


def test_a_key_that_is_said_to_be_lost_lets_the_rest_go_on(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(sealed_with(app, OLD))
    seal_a_case(sealed_with(app, OLD), 1)
    monkeypatch.setenv("EARSHOT_SEAL_KEYS", NEW)
    keys.lost(key_id="k1", name="Nadia", unconfirmed="Slack is away")
    assert (item(app).state, item(app).sealed_body) == (ItemState.SET_ASIDE, None)
    require_keys(sealed_with(app, NEW))
    assert (
        {each.kind for each in alarms(app)}
        == {
            AlarmKind.ERASED_UNREAD,  # what was sealed with it, until somebody has looked on the platform
            AlarmKind.SEAL_KEY_MISSING,
        }
    )
    with pytest.raises(CannotStart, match="Nothing is sealed"):
        keys.lost(key_id="k7", name="Nadia", unconfirmed="Slack is away")


def test_check_says_it_too(app: App, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(sealed_with(app, OLD))
    monkeypatch.setenv("EARSHOT_SEAL_KEYS", NEW)
    [fault] = database_check.keys_that_lack(load())
    assert "“k1” is missing in EARSHOT_SEAL_KEYS" in fault


def test_an_empty_database_lacks_no_key(app: App) -> None:
    require_keys(app)
    assert alarms(app) == []
    with app.database.reading() as session:
        assert session.exec(select(CaseKey)).all() == []


def test_a_key_is_retired_without_losing_anything(
    app: App, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = sealed_with(app, OLD)
    seal_a_case(old, 1)
    record_in(old)
    listed(monkeypatch, f"{NEW},{OLD}")
    keys.show()
    assert "run `python -m handlers keys rotate`" in told_of("k1", capsys)
    keys.rotate(name="Ruth")
    keys.show()
    assert "still needed" in told_of("k1", capsys)
    both = sealed_with(app, f"{NEW},{OLD}")
    ticks.rewrap_keys(both)
    keys.show()
    assert "can be taken off the list" in told_of("k1", capsys)
    listed(monkeypatch, NEW)
    after = sealed_with(app, NEW)
    require_keys(after)
    assert verify.verify_all(folder=None, seals=[]) == 0
    keys.show()
    assert "retired" in told_of("k1", capsys)


def test_nothing_starts_while_the_record_names_a_key_that_is_neither_listed_nor_kept(
    app: App,
) -> None:
    record_in(sealed_with(app, OLD))
    with pytest.raises(CannotStart, match=r"“k1” is missing in EARSHOT_SEAL_KEYS.*record is bound"):
        require_keys(sealed_with(app, NEW))


def test_one_key_alone_cannot_be_rotated(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    listed(monkeypatch, OLD)
    with pytest.raises(CannotStart, match="lists one key"):
        keys.rotate(name="Ruth")
    with pytest.raises(CannotStart, match="--as NAME"):
        keys.rotate(name=" ")


def listed(monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    monkeypatch.setenv("EARSHOT_SEAL_KEYS", keys)


def record_in(app: App) -> None:
    """An entry and a seal that are bound with this app's keys."""
    app.database.record_keys = app.vault.record_keys
    with app.desk() as desk:
        desk.record(0, Trail.WAKE, by=Actor.operator("Ruth"))
    with app.database.transaction() as session:
        record_seals.seal(session=session)


def told_of(key_id: str, capsys: pytest.CaptureFixture[str]) -> str:
    lines = capsys.readouterr().out.splitlines()
    return next(line for line in lines if line.startswith(f"{key_id} "))
