"""A database that forgot its last second: what may be out is looked for, and not sent again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import QueuePool, event
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, update

from bot.outbox.delivery import Delivery, DeliveryState, Lane
from bot.outbox.gone_back import GoneBack
from bot.outbox.outcome import Parcel, Receipt, TryLater
from bot.outbox.relay import Relay
from bot.storage.engine import Database
from tests.conftest import POSTGRES
from tests.database import MovableDatabase, chosen_databases
from tests.outbox.outbox import PUBLIC, Outbox, Redraw, ScriptedCarrier, seconds_between

_AS_IT_WAS = {"state": DeliveryState.READY, "attempt": 0, "owner": None, "intent_at": None}
_AS_IT_WAS |= {"lease_until": None, "reference": None, "settled_at": None}


def forget(outbox: Outbox, name: str) -> None:
    """The copy that takes over knows the delivery and not that it was sent."""
    with outbox.database.transaction() as session:
        session.execute(
            update(Delivery).where(col(Delivery.dedupe_key) == name).values(**_AS_IT_WAS)
        )


def test_what_this_process_sent_and_the_database_forgot_is_in_doubt_and_found(
    outbox: Outbox, database: MovableDatabase
) -> None:
    outbox.put("a", lane=PUBLIC)
    assert outbox.send_all("public") == ["a"]
    sent_at = outbox.row("a").intent_at
    forget(outbox, "a")
    database.move(5)
    assert outbox.send_all("public") == []
    row = outbox.row("a")
    assert (row.state, row.intent_at) == (DeliveryState.IN_DOUBT, sent_at)
    assert ("a", DeliveryState.IN_DOUBT) in [(name, state) for name, state, _ in outbox.told]
    outbox.carrier.finds = [[Receipt("ref-1")]]
    database.move(200)
    outbox.relay.keep_once()
    assert outbox.carrier.looked[0].intent_at == sent_at
    assert (outbox.state("a"), outbox.row("a").reference) == (DeliveryState.SENT, "ref-1")
    assert outbox.carrier.names == ["a"]


def test_what_was_tried_later_goes_as_ever(outbox: Outbox, database: MovableDatabase) -> None:
    outbox.put("a")
    outbox.carrier.outcomes = [TryLater(1, "Busy.")]
    assert outbox.send_all() == ["a"]
    database.move(5)
    assert outbox.send_all() == ["a"]
    assert outbox.state("a") is DeliveryState.SENT


def test_what_does_no_harm_twice_is_simply_sent(database: MovableDatabase) -> None:
    class Redraws(ScriptedCarrier):
        def may_repeat(self, parcel: Parcel) -> bool:
            return True

    outbox, carrier = Outbox(database), Redraws()
    relay = Relay(database, {Redraw.kind: carrier}, lambda *_: None)
    outbox.put("redraw", carries=Redraw)
    assert relay.run_once("slack")
    forget(outbox, "redraw")
    with database.transaction() as session:
        session.execute(update(Lane).values(next_at=database.now(session)))
    assert relay.run_once("slack")
    assert outbox.state("redraw") is DeliveryState.SENT
    assert carrier.names == ["redraw", "redraw"]


def test_for_a_minute_after_another_server_took_over_what_was_there_before_is_looked_for(
    outbox: Outbox, database: MovableDatabase
) -> None:
    for name in ("before", "later"):
        outbox.put(name, lane=PUBLIC)
    gone_back: GoneBack = outbox.relay._sender.gone_back
    gone_back.server_is("00000001", database.move(0))
    gone_back.server_is("00000002", database.move(1))
    outbox.put("after", lane=PUBLIC)
    assert outbox.relay.run_once("public")
    assert outbox.carrier.names == []
    row = outbox.row("before")
    assert (row.state, row.intent_at) == (DeliveryState.IN_DOUBT, row.created_at)
    database.move(61)
    assert outbox.send_all("public") == ["later", "after"]


def test_the_same_server_again_changes_nothing(outbox: Outbox, database: MovableDatabase) -> None:
    gone_back: GoneBack = outbox.relay._sender.gone_back
    for _ in range(3):
        gone_back.server_is("00000001", database.move(1))
    outbox.put("a", lane=PUBLIC)
    assert outbox.send_all("public") == ["a"]


def test_postgresql_tells_which_server_it_is_with_each_connection(
    database: MovableDatabase,
) -> None:
    gone_back = GoneBack()
    gone_back.listen(database)
    if database.is_sqlite:
        assert gone_back._timeline is None
        return
    assert gone_back._timeline == "00000001"
    gone_back._timeline = "00000000"  # as if another had been there before
    database.engine.dispose()
    with database.reading() as session:
        now = database.now(session)
    assert gone_back._timeline == "00000001"
    assert gone_back._moved_at is not None
    assert abs(seconds_between(gone_back._moved_at, now)) < timedelta(minutes=5).total_seconds()


_ANOTHER = "SELECT '00000002', clock_timestamp()"
_NOT_YET = "SELECT NULL, clock_timestamp()"


@pytest.fixture(params=[each for each in chosen_databases() if each == "postgresql"])
def postgresql(request: pytest.FixtureRequest) -> Iterator[Database]:
    """What has timelines."""
    with request.config.stash[POSTGRES].fresh_url() as url:
        database = Database(url)
        yield database
        database.dispose()


@pytest.fixture
def listening(postgresql: Database) -> Outbox:
    """An outbox whose relay has asked which server it is, and that holds an answer."""
    outbox = Outbox(postgresql)
    outbox.put("a", lane=PUBLIC)
    outbox.relay._sender.gone_back.listen(postgresql)
    return outbox


def test_a_server_that_took_over_behind_an_open_connection_is_noticed_with_the_next_claim(
    listening: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox = listening
    opened: list[object] = []
    event.listen(outbox.database.engine, "connect", lambda *_: opened.append(1))
    monkeypatch.setattr("bot.outbox.gone_back._ASK", _ANOTHER)
    assert outbox.relay.run_once("public")
    assert (outbox.carrier.names, outbox.state("a")) == ([], DeliveryState.IN_DOUBT)
    assert opened == []


def test_while_it_is_a_copy_nothing_is_taken_for_another_server(
    listening: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.outbox.gone_back._ASK", _NOT_YET)
    assert listening.send_all("public") == ["a"]


@pytest.mark.parametrize("answer", [_NOT_YET, "SELECT 1 / 0, clock_timestamp()"])
def test_a_connection_that_does_not_tell_its_server_is_closed_and_not_kept(
    listening: Outbox, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    engine = listening.database.engine
    engine.dispose()
    with monkeypatch.context() as copy:
        copy.setattr("bot.outbox.gone_back._ASK", answer)
        with pytest.raises(DBAPIError), listening.database.reading() as session:
            listening.database.now(session)
    pool = engine.pool
    assert isinstance(pool, QueuePool)
    assert (pool.checkedin(), pool.checkedout()) == (0, 0)
    monkeypatch.setattr("bot.outbox.gone_back._ASK", _ANOTHER)
    assert listening.relay.run_once("public")
    assert listening.state("a") is DeliveryState.IN_DOUBT
