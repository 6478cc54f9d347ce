"""What is in doubt is looked for, patiently; then it is sent, sent again, or a person is asked."""

import pytest

from bot.domain.records.staff import Actor
from bot.outbox.answer import Decision, NotAsking, ReferenceMissing, resolve_ask, settle_by_echo
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.outcome import CannotLook, Parcel, Receipt, Uncertain
from bot.outbox.relay import Relay
from tests.database import MovableDatabase
from tests.outbox.outbox import PUBLIC, SLACK, Outbox, Redraw, ScriptedCarrier

U1 = Actor.staff("U1")


def in_doubt(outbox: Outbox, name: str = "a", pool: str = "public") -> None:
    outbox.carrier.outcomes = [Uncertain("timed out")]
    outbox.put(name, lane=PUBLIC if pool == "public" else SLACK, thread="t")
    outbox.send_all(pool)
    assert outbox.state(name) is DeliveryState.IN_DOUBT


def keep_for(outbox: Outbox, database: MovableDatabase, seconds: int, *, every_s: int = 5) -> None:
    for _ in range(seconds // every_s):
        database.move(every_s)
        outbox.relay.keep_once()


def asked(outbox: Outbox, database: MovableDatabase) -> Delivery:
    in_doubt(outbox)
    keep_for(outbox, database, 150)
    assert outbox.state("a") is DeliveryState.ASK
    return outbox.row("a")


def test_nobody_looks_before_the_lease_is_over_and_the_post_can_show(
    outbox: Outbox, database: MovableDatabase
) -> None:
    in_doubt(outbox)
    keep_for(outbox, database, 70)
    assert outbox.carrier.looked == []
    keep_for(outbox, database, 5)
    assert len(outbox.carrier.looked) == 1


def test_found_once_it_is_sent_and_told(outbox: Outbox, database: MovableDatabase) -> None:
    in_doubt(outbox)
    outbox.put("b", lane=PUBLIC, thread="t")
    outbox.carrier.finds = [[Receipt("77", permalink="https://example.org/77")]]
    keep_for(outbox, database, 75)
    assert (outbox.state("a"), outbox.row("a").reference) == (DeliveryState.SENT, "77")
    assert outbox.told[-1] == (
        "a",
        DeliveryState.SENT,
        Receipt("77", None, "https://example.org/77"),
    )
    assert outbox.send_all("public") == ["b"]


def test_found_twice_a_person_is_asked(outbox: Outbox, database: MovableDatabase) -> None:
    in_doubt(outbox)
    outbox.carrier.finds = [[Receipt("77"), Receipt("78")]]
    keep_for(outbox, database, 75)
    assert outbox.state("a") is DeliveryState.ASK
    assert outbox.told[-1][:2] == ("a", DeliveryState.ASK)


def test_what_belongs_to_another_delivery_is_not_taken_for_this_one(
    outbox: Outbox, database: MovableDatabase
) -> None:
    outbox.put("twin", lane=PUBLIC)
    outbox.send_all("public")
    in_doubt(outbox)
    outbox.carrier.finds = [[Receipt("ref-1"), Receipt("78")]]
    keep_for(outbox, database, 75)
    assert outbox.row("a").reference == "78"


def test_a_public_answer_that_is_absent_is_asked_about_not_repeated(
    outbox: Outbox, database: MovableDatabase
) -> None:
    in_doubt(outbox)
    keep_for(outbox, database, 130)
    assert outbox.state("a") is DeliveryState.IN_DOUBT  # one read is not enough
    keep_for(outbox, database, 10)
    assert outbox.state("a") is DeliveryState.ASK
    assert len(outbox.carrier.looked) == 2
    assert outbox.send_all("public") == []


def test_a_slack_post_that_is_absent_is_sent_again_after_two_reads(
    outbox: Outbox, database: MovableDatabase
) -> None:
    in_doubt(outbox, pool="slack")
    keep_for(outbox, database, 120)
    assert len(outbox.carrier.looked) == 2
    assert outbox.send_all("slack") == ["a"]
    row = outbox.row("a")
    assert (row.state, row.attempt, row.resends) == (DeliveryState.SENT, 2, 1)


def test_a_slack_post_is_sent_again_until_it_is_there(
    outbox: Outbox, database: MovableDatabase
) -> None:
    in_doubt(outbox, pool="slack")
    for _ in range(4):
        outbox.carrier.outcomes = [Uncertain("timed out")]
        keep_for(outbox, database, 120)
        assert outbox.send_all("slack") == ["a"]
    keep_for(outbox, database, 120)
    assert outbox.send_all("slack") == ["a"]
    assert outbox.state("a") is DeliveryState.SENT
    assert len(outbox.carrier.sent) == 6


def test_a_read_that_was_not_complete_counts_for_nothing(
    outbox: Outbox, database: MovableDatabase
) -> None:
    in_doubt(outbox, pool="slack")
    down = CannotLook("down")
    outbox.carrier.finds = [down, down, down, [], down, []]
    keep_for(outbox, database, 170)
    assert outbox.state("a") is DeliveryState.IN_DOUBT
    keep_for(outbox, database, 10)
    assert outbox.state("a") is DeliveryState.READY
    assert len(outbox.carrier.looked) == 6


def test_a_platform_that_cannot_be_read_for_ten_minutes_becomes_a_question(
    outbox: Outbox, database: MovableDatabase
) -> None:
    in_doubt(outbox)
    outbox.carrier.finds = [CannotLook("down")] * 100
    keep_for(outbox, database, 590, every_s=59)
    assert outbox.state("a") is DeliveryState.IN_DOUBT
    keep_for(outbox, database, 30)
    assert outbox.state("a") is DeliveryState.ASK


def test_of_a_slack_post_nobody_is_asked_however_long_slack_cannot_be_read(
    outbox: Outbox, database: MovableDatabase
) -> None:
    in_doubt(outbox, pool="slack")
    outbox.carrier.finds = [CannotLook("down")] * 80
    keep_for(outbox, database, 900, every_s=60)
    assert outbox.state("a") is DeliveryState.IN_DOUBT


def test_a_dead_senders_delivery_comes_into_doubt_when_its_lease_is_over(
    outbox: Outbox, database: MovableDatabase
) -> None:
    def die() -> Receipt:
        raise KeyboardInterrupt

    outbox.carrier.outcomes = [die]
    outbox.put("a", lane=PUBLIC)
    with pytest.raises(KeyboardInterrupt):
        outbox.relay.run_once("public")
    keep_for(outbox, database, 45)
    assert outbox.state("a") is DeliveryState.SENDING
    keep_for(outbox, database, 5)
    assert outbox.state("a") is DeliveryState.IN_DOUBT


def test_the_only_process_there_is_does_not_wait_for_the_lease(
    outbox: Outbox, database: MovableDatabase
) -> None:
    outbox.carrier.outcomes = [lambda: (_ for _ in ()).throw(KeyboardInterrupt)]
    outbox.put("a", lane=PUBLIC)
    with pytest.raises(KeyboardInterrupt):
        outbox.relay.run_once("public")
    outbox.relay.sweep(at_once=True)
    assert outbox.state("a") is DeliveryState.IN_DOUBT


def test_what_does_no_harm_twice_is_simply_done_again(database: MovableDatabase) -> None:
    class Redraws(ScriptedCarrier):
        def may_repeat(self, parcel: Parcel) -> bool:
            return parcel.kind == Redraw.kind

    database.stop_clock()
    outbox, carrier = Outbox(database), Redraws()
    relay = Relay(database, {Redraw.kind: carrier}, lambda *_: None)
    carrier.outcomes = [Uncertain("timed out")]
    outbox.put("redraw", carries=Redraw)
    assert relay.run_once("slack")
    database.move(1)
    assert relay.run_once("slack")
    assert outbox.state("redraw") is DeliveryState.SENT


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        ("it_is_there", DeliveryState.SENT),
        ("send_again", DeliveryState.READY),
        ("drop", DeliveryState.CANCELLED),
    ],
)
def test_a_person_decides_once(
    outbox: Outbox, database: MovableDatabase, decision: Decision, state: DeliveryState
) -> None:
    number = asked(outbox, database).pk
    with database.transaction() as session:
        resolve_ask(session=session, delivery_id=number, decision=decision, reference="9", actor=U1)
    assert outbox.state("a") is state
    assert outbox.row("a").decided_by == "staff:U1"
    with pytest.raises(NotAsking), database.transaction() as session:
        resolve_ask(session=session, delivery_id=number, decision="drop", actor=U1)


def test_who_says_it_is_there_must_say_where(outbox: Outbox, database: MovableDatabase) -> None:
    number = asked(outbox, database).pk
    with pytest.raises(ReferenceMissing), database.transaction() as session:
        resolve_ask(session=session, delivery_id=number, decision="it_is_there", actor=U1)


def test_what_follows_waits_while_a_person_is_asked(
    outbox: Outbox, database: MovableDatabase
) -> None:
    number = asked(outbox, database).pk
    outbox.put("b", lane=PUBLIC, thread="t")
    assert outbox.send_all("public") == []
    with database.transaction() as session:
        resolve_ask(session=session, delivery_id=number, decision="drop", actor=U1)
    assert outbox.send_all("public") == ["b"]


def echo(outbox: Outbox, reference: str, text: str) -> bool | None:
    """Our own post is seen by a poll: settled now, known before (False), or nobody's (None)."""
    with outbox.database.transaction() as session:
        seen = settle_by_echo(
            session=session,
            kinds={"reply"},
            receipt=Receipt(reference),
            matches=lambda delivery: delivery.payload["text"] == text,
        )
        return None if seen is None else seen.settled_now


def test_our_own_post_seen_by_a_poll_settles_what_is_in_doubt(outbox: Outbox) -> None:
    in_doubt(outbox)
    assert echo(outbox, "77", "a") is True
    assert outbox.state("a") is DeliveryState.SENT
    assert echo(outbox, "77", "a") is False


def test_our_own_post_may_be_seen_before_its_own_receipt(outbox: Outbox) -> None:
    def seen_first() -> Receipt:
        assert echo(outbox, "77", "a") is True
        return Receipt("77")

    outbox.carrier.outcomes = [seen_first]
    outbox.put("a", lane=PUBLIC)
    outbox.send_all("public")
    assert (outbox.state("a"), outbox.row("a").reference) == (DeliveryState.SENT, "77")
    assert outbox.told == []  # the echo's caller has written it up


def test_a_post_that_could_be_two_deliveries_or_none_settles_nothing(outbox: Outbox) -> None:
    in_doubt(outbox)
    assert echo(outbox, "77", "something else") is None
    outbox.put("never sent", lane=PUBLIC)
    assert echo(outbox, "77", "never sent") is None
    assert outbox.state("a") is DeliveryState.IN_DOUBT
