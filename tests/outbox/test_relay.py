"""The relay with its threads: woken by a commit, punctual, and gone when told to stop."""

import threading
import time
from collections.abc import Iterator

import pytest
from sqlalchemy.exc import OperationalError

from bot.outbox.delivery import DeliveryState
from bot.outbox.lanes import LaneSpec
from bot.outbox.outcome import Outcome, Receipt, Refused
from bot.outbox.patience import Patience
from tests.database import MovableDatabase
from tests.outbox.outbox import PUBLIC, SLACK, Outbox

LONG_POLL = Patience(poll_s=60, keep_every_s=60)


@pytest.fixture
def running(database: MovableDatabase) -> Iterator[Outbox]:
    """A relay whose poll is so slow that only wake-ups and due times can move it."""
    outbox = Outbox(database, LONG_POLL)
    outbox.relay.start()
    yield outbox
    assert outbox.relay.stop(30)


def outcome_when(outbox: Outbox, arrived: threading.Semaphore) -> None:
    def told_by(*_: object) -> None:
        arrived.release()

    outbox.told_by = told_by


def test_a_commit_wakes_the_relay(running: Outbox) -> None:
    arrived = threading.Semaphore(0)
    outcome_when(running, arrived)
    for number in range(5):
        running.put(f"a{number}", lane=PUBLIC, thread="t")
        running.put(f"s{number}", lane=LaneSpec(key=f"slack:post:{number}", pool="slack"))
    for _ in range(10):
        assert arrived.acquire(timeout=20)
    assert [name for name in running.carrier.names if name[0] == "a"] == [
        f"a{number}" for number in range(5)
    ]


def test_a_lane_that_must_wait_goes_on_by_itself(running: Outbox) -> None:
    arrived = threading.Semaphore(0)
    outcome_when(running, arrived)
    lane = LaneSpec(key="slack:post:C9", pool="slack", interval_s=0.2)
    for number in range(3):
        running.put(f"s{number}", lane=lane)
    for _ in range(3):
        assert arrived.acquire(timeout=20)
    assert running.carrier.names == ["s0", "s1", "s2"]


def test_senders_of_one_pool_work_side_by_side(running: Outbox) -> None:
    both_there = threading.Barrier(2, timeout=20)

    def meet() -> Outcome:
        both_there.wait()
        return Receipt("met")

    arrived = threading.Semaphore(0)
    outcome_when(running, arrived)
    running.carrier.outcomes = [meet, meet]
    running.put("a", lane=PUBLIC)
    running.put("b", lane=LaneSpec(key="facebook:post:1", pool="public"))
    for _ in range(2):
        assert arrived.acquire(timeout=20)
    assert {state for _, state, _ in running.told} == {DeliveryState.SENT}


def test_stopping_lets_a_call_end_and_writes_its_result(database: MovableDatabase) -> None:
    outbox = Outbox(database, LONG_POLL)
    begun, may_end = threading.Event(), threading.Event()

    def slowly() -> Outcome:
        begun.set()
        may_end.wait(20)
        return Receipt("late")

    outbox.carrier.outcomes = [slowly]
    outbox.put("a", lane=PUBLIC)
    outbox.relay.start()
    assert begun.wait(20)
    stopping = threading.Thread(target=outbox.relay.stop, args=(20,))
    stopping.start()
    assert outbox.relay.is_stopping.wait(20)
    outbox.put("after", lane=PUBLIC)
    may_end.set()
    stopping.join()
    assert outbox.state("a") is DeliveryState.SENT
    # Another sender may have looked just before it was told; what it took then is sent, not left halfway.
    assert outbox.state("after") in {DeliveryState.READY, DeliveryState.SENT}


def test_a_call_that_outlasts_the_stop_is_said_to(database: MovableDatabase) -> None:
    outbox = Outbox(database, LONG_POLL)
    begun, may_end = threading.Event(), threading.Event()

    def hang() -> Outcome:
        begun.set()
        may_end.wait(20)
        return Receipt("much later")

    outbox.carrier.outcomes = [hang]
    outbox.put("a", lane=PUBLIC)
    outbox.relay.start()
    assert begun.wait(20)
    assert not outbox.relay.stop(0)
    may_end.set()
    assert outbox.relay.stop(20)


def test_a_sender_held_up_after_its_claim_does_not_send(database: MovableDatabase) -> None:
    """By then others may have looked, found nothing, and sent it again."""
    database.stop_clock()
    outbox = Outbox(database, Patience(lease_s=20, call_s=20.0))
    outbox.put("a", lane=PUBLIC)
    parcel, _ = outbox.relay._claim("public")
    assert parcel is not None
    outbox.relay._sender.deliver(parcel, leased_at=time.monotonic() - 1)
    assert outbox.carrier.sent == []
    assert outbox.state("a") is DeliveryState.READY


def test_an_outcome_outlives_a_database_that_is_away_for_a_moment(
    database: MovableDatabase,
) -> None:
    outbox = Outbox(database)
    away = [OperationalError("COMMIT", {}, Exception("gone")) for _ in range(2)]

    def told_by(*_: object) -> None:
        if away:
            raise away.pop()

    outbox.told_by = told_by
    outbox.put("a", lane=SLACK)
    outbox.send_all()
    assert outbox.state("a") is DeliveryState.SENT
    assert len(outbox.carrier.sent) == 1


def test_a_refusal_that_cannot_be_written_up_is_not_forgotten(database: MovableDatabase) -> None:
    database.stop_clock()
    outbox = Outbox(database)
    failures = [RuntimeError("a defect in the desk")]

    def told_by(*_: object) -> None:
        if failures:
            raise failures.pop()

    outbox.told_by = told_by
    outbox.carrier.outcomes = [Refused("gone", "The post is gone.")]
    outbox.put("a", lane=PUBLIC)
    outbox.send_all("public")
    assert outbox.state("a") is DeliveryState.IN_DOUBT
    for _ in range(30):
        database.move(5)
        outbox.relay.keep_once()
    assert outbox.told[-1][:2] == ("a", DeliveryState.ASK)
