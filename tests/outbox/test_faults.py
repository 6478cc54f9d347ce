"""A fault of ours, such as a drawing that raises: tried again later each time, given up or not, told once."""

import pytest
from sqlalchemy.exc import OperationalError

from bot.outbox import sender
from bot.outbox.delivery import DeliveryState
from bot.outbox.outcome import NotPrepared, Parcel, Uncertain
from bot.outbox.relay import Relay
from tests.database import MovableDatabase
from tests.outbox.outbox import PUBLIC, Outbox, Redraw, ScriptedCarrier, Words


class Repeats(ScriptedCarrier):
    """May be made again."""

    def may_repeat(self, _parcel: Parcel) -> bool:
        """Always."""
        return True


def not_prepared(error: Exception) -> Exception:
    """As a carrier raises it where it draws."""
    raised = NotPrepared()
    raised.__cause__ = error
    return raised


def tries(outbox: Outbox, database: MovableDatabase, *, within_s: int) -> list[int]:
    """The seconds at which something was sent, from now on."""
    found = []
    for second in range(within_s):
        found += [second] * len(outbox.send_all())
        database.move(1)
    return found


def test_what_cannot_be_drawn_is_tried_later_each_time_and_given_up(
    outbox: Outbox, database: MovableDatabase
) -> None:
    outbox.carrier.outcomes = [not_prepared(KeyError("x")) for _ in range(9)]
    outbox.put("a")
    assert tries(outbox, database, within_s=170) == [0, 1, 6, 36, 156]
    row = outbox.row("a")
    assert (row.state, row.attempt, row.faults) == (DeliveryState.FAILED, 5, 4)
    assert row.error == (
        "fault: Earshot itself failed at it 5 times; the log says where (KeyError)"
    )


def test_it_is_told_once_when_it_is_given_up(outbox: Outbox, database: MovableDatabase) -> None:
    outbox.carrier.outcomes = [not_prepared(KeyError("x")) for _ in range(9)]
    outbox.put("a")
    tries(outbox, database, within_s=150)
    assert outbox.told == []
    tries(outbox, database, within_s=20)
    assert [(name, state) for name, state, _ in outbox.told] == [("a", DeliveryState.FAILED)]


def test_what_follows_it_goes_when_it_is_given_up_and_not_before(
    outbox: Outbox, database: MovableDatabase
) -> None:
    outbox.carrier.outcomes = [not_prepared(KeyError("x")) for _ in range(5)]
    outbox.put("a", thread="t")
    outbox.put("b", thread="t")
    assert tries(outbox, database, within_s=156) == [0, 1, 6, 36]
    assert outbox.state("b") is DeliveryState.READY
    tries(outbox, database, within_s=3)
    assert outbox.carrier.names[-2:] == ["a", "b"]
    assert outbox.state("b") is DeliveryState.SENT


def test_others_of_its_lane_are_not_held(outbox: Outbox, database: MovableDatabase) -> None:
    outbox.carrier.outcomes = [not_prepared(KeyError("x"))]
    outbox.put("a")
    outbox.put("b")
    assert outbox.send_all() == ["a"]
    database.move(1)
    outbox.send_all()
    database.move(1)
    outbox.send_all()
    assert [outbox.state(name) for name in "ab"] == [DeliveryState.SENT] * 2


def test_an_answer_that_was_not_prepared_is_in_no_doubt(
    outbox: Outbox, database: MovableDatabase
) -> None:
    outbox.carrier.outcomes = [not_prepared(KeyError("x"))]
    outbox.put("a", lane=PUBLIC)
    outbox.send_all("public")
    assert outbox.state("a") is DeliveryState.READY
    database.move(1)
    outbox.send_all("public")
    assert outbox.state("a") is DeliveryState.SENT


def test_a_database_that_was_away_is_no_fault_of_ours(
    outbox: Outbox, database: MovableDatabase
) -> None:
    away = OperationalError("", None, Exception())
    outbox.carrier.outcomes = [not_prepared(away) for _ in range(20)]
    outbox.put("a")
    assert tries(outbox, database, within_s=101) == list(range(0, 101, 5))
    assert (outbox.state("a"), outbox.row("a").faults) == (DeliveryState.SENT, 0)


def repeating(database: MovableDatabase) -> tuple[Outbox, Repeats, Relay]:
    """An outbox with a redraw in it, whose carrier may be made again."""
    database.stop_clock()
    outbox, carrier = Outbox(database), Repeats()
    outbox.put("redraw", carries=Redraw)
    return (
        outbox,
        carrier,
        Relay(database, {Redraw.kind: carrier}, outbox.relay._sender._on_settled),
    )


def moments(
    relay: Relay, carrier: ScriptedCarrier, database: MovableDatabase, *, within_s: int
) -> list[int]:
    """The seconds at which something was sent."""
    found = []
    for second in range(within_s):
        while relay.run_once("slack"):
            found.append(second)
        database.move(1)
    return found


def test_what_may_be_repeated_and_raises_is_given_up_too(database: MovableDatabase) -> None:
    outbox, carrier, relay = repeating(database)
    carrier.outcomes = [KeyError("x") for _ in range(9)]
    assert moments(relay, carrier, database, within_s=170) == [0, 1, 6, 36, 156]
    assert outbox.state("redraw") is DeliveryState.FAILED


def test_what_may_be_repeated_and_meets_a_broken_platform_waits_longer_each_time(
    database: MovableDatabase,
) -> None:
    outbox, carrier, relay = repeating(database)
    carrier.outcomes = [Uncertain("503") for _ in range(9)]
    assert moments(relay, carrier, database, within_s=310) == [
        0,
        1,
        2,
        5,
        12,
        27,
        58,
        118,
        178,
        238,
    ]
    assert outbox.state("redraw") is DeliveryState.SENT


def test_a_carrier_that_cannot_even_say_whether_it_may_be_repeated_leaves_it_in_doubt(
    database: MovableDatabase,
) -> None:
    class Broken(Repeats):
        def may_repeat(self, _parcel: Parcel) -> bool:
            raise KeyError("no such channel")

    database.stop_clock()
    outbox, carrier = Outbox(database), Broken()
    relay = Relay(database, {Redraw.kind: carrier}, lambda *_: None)
    carrier.outcomes = [KeyError("no such channel")]
    outbox.put("redraw", carries=Redraw)
    relay.run_once("slack")
    assert outbox.state("redraw") is DeliveryState.IN_DOUBT


def test_a_fault_where_an_outcome_is_written_down_ends_no_thread(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise KeyError

    outbox.put("a")
    with monkeypatch.context() as patched:
        patched.setattr(sender, "settle", broken)
        assert outbox.send_all() == ["a"]
    assert outbox.state("a") is DeliveryState.SENDING  # until its lease runs out


class Headline(Words):
    """Words that open a thread."""

    kind = "slack.headline"


def headlines(database: MovableDatabase) -> tuple[Outbox, ScriptedCarrier, Relay]:
    """An outbox with a headline in it that cannot be drawn for an hour, and a word under it."""
    database.stop_clock()
    outbox, carrier = Outbox(database), ScriptedCarrier()
    outbox.put("headline", carries=Headline, thread="t")
    outbox.put("below", thread="t")
    carriers = {Headline.kind: carrier, Words.kind: carrier}
    carrier.outcomes = [not_prepared(KeyError("x")) for _ in range(30)]
    return outbox, carrier, Relay(database, carriers, outbox.relay._sender._on_settled)


def test_a_headline_is_never_given_up_and_all_under_it_waits(database: MovableDatabase) -> None:
    outbox, carrier, relay = headlines(database)
    tried = moments(relay, carrier, database, within_s=640)
    assert tried == [0, 1, 6, 36, 156, 276, 396, 516, 636]
    row = outbox.row("headline")
    assert (row.state, row.faults) == (DeliveryState.READY, 9)
    assert row.error == (
        "fault: Earshot itself fails at it and goes on trying; the log says where (KeyError)"
    )
    assert outbox.state("below") is DeliveryState.READY
    carrier.outcomes = []
    assert moments(relay, carrier, database, within_s=125) == [116, 117]
    assert [outbox.state(name) for name in ("headline", "below")] == [DeliveryState.SENT] * 2


def test_of_a_headline_it_is_told_once_when_others_are_given_up(database: MovableDatabase) -> None:
    outbox, carrier, relay = headlines(database)
    moments(relay, carrier, database, within_s=150)
    assert outbox.told == []
    moments(relay, carrier, database, within_s=400)
    assert [(name, state) for name, state, _ in outbox.told] == [("headline", DeliveryState.READY)]
