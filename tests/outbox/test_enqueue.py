"""What is written down is sent once, in order, and can be taken back in time."""

import threading
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.domain.records.staff import Actor
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.enqueue import cancel, enqueue, enqueue_redraw
from bot.outbox.lanes import LaneSpec, NoSuchLane
from bot.outbox.outcome import Receipt
from tests.database import MovableDatabase
from tests.outbox.outbox import PUBLIC, Outbox, Words

QUICK = LaneSpec(key="slack:update:C1", pool="slack")


def test_a_fact_is_written_once(outbox: Outbox) -> None:
    assert outbox.put("mirror:1") is not None
    assert outbox.put("mirror:1") is None
    assert outbox.send_all() == ["mirror:1"]


def test_a_transaction_that_fails_sends_nothing(outbox: Outbox) -> None:
    with pytest.raises(NoSuchLane), outbox.database.transaction() as session:
        enqueue(
            session=session,
            lane="nobody:described:this",
            ordering_key="t",
            priority=5,
            payload=Words(),
            dedupe_key="a",
            actor=Actor.system(),
        )
    assert outbox.send_all() == []


def test_the_same_thread_goes_in_order_across_lanes(outbox: Outbox) -> None:
    outbox.put("first", lane=PUBLIC, thread="t")
    outbox.put("second", lane=QUICK, thread="t")
    outbox.put("third", lane=QUICK, thread="t")
    assert outbox.send_all("slack") == []
    assert outbox.send_all("public") == ["first"]
    assert outbox.send_all("slack") == ["second", "third"]


def test_a_more_urgent_follower_pulls_its_predecessors_up(outbox: Outbox) -> None:
    outbox.put("other", lane=QUICK, priority=3)
    outbox.put("early", lane=QUICK, thread="t", priority=5)
    outbox.put("urgent", lane=QUICK, thread="t", priority=0)
    assert outbox.send_all() == ["early", "urgent", "other"]


def test_nothing_goes_before_its_time(outbox: Outbox, database: MovableDatabase) -> None:
    later = database.move(0) + timedelta(seconds=10)
    outbox.put("later", lane=QUICK, not_before=later)
    outbox.put("now", lane=QUICK)
    assert outbox.send_all() == ["now"]
    database.move(10)
    assert outbox.send_all() == ["later"]


def test_what_was_taken_back_is_not_sent(outbox: Outbox) -> None:
    outbox.put("answer", lane=QUICK)
    with outbox.database.transaction() as session:
        assert cancel(session=session, dedupe_key="answer", reason="undone by U1")
    assert outbox.send_all() == []
    assert outbox.state("answer") is DeliveryState.CANCELLED


def test_what_was_sent_or_never_was_cannot_be_taken_back(outbox: Outbox) -> None:
    outbox.put("answer", lane=QUICK)
    outbox.send_all()
    with outbox.database.transaction() as session:
        assert not cancel(session=session, dedupe_key="answer", reason="too late")
        assert not cancel(session=session, delivery_id=4711, reason="never was")


def test_taking_one_back_from_the_middle_keeps_the_order_of_the_rest(outbox: Outbox) -> None:
    for name in ("first", "second", "third"):
        outbox.put(name, lane=QUICK, thread="t")
    with outbox.database.transaction() as session:
        cancel(session=session, dedupe_key="second", reason="not needed")
    assert outbox.row("third").wait_for == outbox.row("first").id
    assert outbox.send_all() == ["first", "third"]


def test_a_redraw_is_waiting_at_most_once(outbox: Outbox) -> None:
    def redraw() -> Delivery | None:
        with outbox.database.transaction() as session:
            return enqueue_redraw(
                session=session,
                lane=QUICK,
                ordering_key="headline:1",
                priority=3,
                payload=Words(),
                subject="headline:1",
                actor=Actor.system(),
            )

    assert redraw() is not None
    assert redraw() is None
    assert len(outbox.send_all()) == 1
    assert redraw() is not None


def test_a_follower_written_while_its_predecessor_is_settled_is_not_forgotten(
    outbox: Outbox,
) -> None:
    """Reading the predecessor without a lock left 3,779 of 4,000 such followers waiting for ever."""
    names = [f"m{number}" for number in range(30)]
    outbox.put("start", lane=QUICK, thread="t")
    writing = threading.Thread(
        target=lambda: [outbox.put(name, lane=QUICK, thread="t") for name in names]
    )
    writing.start()
    while writing.is_alive():
        outbox.send_all()
    writing.join()
    outbox.send_all()
    assert outbox.carrier.names == ["start", *names]


def test_two_who_write_to_one_thread_at_once_make_one_chain(outbox: Outbox) -> None:
    outbox.carrier.outcomes = []
    outbox.put("start", lane=QUICK, thread="t")
    writers = [
        threading.Thread(
            target=lambda n=n: [outbox.put(f"{n}-{i}", lane=QUICK, thread="t") for i in range(15)]
        )
        for n in range(2)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with outbox.database.reading() as session:
        waits = session.exec(select(Delivery.wait_for).where(col(Delivery.wait_for).is_not(None)))
        waited_for = waits.all()
    assert len(waited_for) == len(set(waited_for)) == 30


def test_a_receipt_is_told_once_with_its_reference(outbox: Outbox) -> None:
    outbox.carrier.outcomes = [Receipt("1732.5", permalink="https://example.org/p")]
    outbox.put("a")
    outbox.send_all()
    row = outbox.row("a")
    assert (row.state, row.reference) == (DeliveryState.SENT, "1732.5")
    assert outbox.told == [("a", DeliveryState.SENT, Receipt("1732.5", None, row.permalink))]
