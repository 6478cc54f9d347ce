"""Who goes next: lanes keep their pace, windows their count, brakes stop, urgency comes first."""

from datetime import timedelta

from bot.domain.channels.capabilities import Budget
from bot.outbox.delivery import DeliveryState
from bot.outbox.lanes import LaneSpec, renew, write_brake
from bot.outbox.lease import _PICK_SQLITE, lease_next, next_moment
from bot.outbox.outcome import Receipt, Remaining
from tests.database import MovableDatabase
from tests.outbox.outbox import PUBLIC, SLACK, Answer, Outbox, seconds_between

WINDOW = LaneSpec(key="x:post:2", pool="public", window_count=3, window_s=900.0)
KINDS = ["slack.post", "reply"]


def test_a_lane_keeps_its_spacing(outbox: Outbox, database: MovableDatabase) -> None:
    for number in range(3):
        outbox.put(f"m{number}")
    assert outbox.send_all() == ["m0"]
    database.move(0.99)
    assert outbox.send_all() == []
    database.move(0.01)
    assert outbox.send_all() == ["m1"]
    database.move(60)
    assert outbox.send_all() == ["m2"]  # a pause saves up nothing


def test_a_changed_setting_reaches_a_lane_that_stands_and_no_other(
    outbox: Outbox, database: MovableDatabase
) -> None:
    for number in range(4):
        outbox.put(f"m{number}")
    outbox.put("p0", lane=PUBLIC)
    assert outbox.send_all() == ["m0"]
    slower = {"slack:post:": Budget(interval_s=5.0)}
    with database.transaction() as session:
        assert renew(session=session, budgets=slower) == [SLACK.key]
    with database.transaction() as session:
        assert renew(session=session, budgets=slower) == []
    database.move(1)  # the gap that was set when the last one went
    assert outbox.send_all() == ["m1"]
    database.move(4.99)
    assert outbox.send_all() == []
    database.move(0.01)
    assert outbox.send_all() == ["m2"]


def test_an_idle_lane_saves_up_no_burst(outbox: Outbox, database: MovableDatabase) -> None:
    outbox.put("early")
    outbox.send_all()
    database.move(3600)
    outbox.put("a")
    outbox.put("b")
    assert outbox.send_all() == ["a"]


def test_a_window_gives_its_count_and_no_more(outbox: Outbox, database: MovableDatabase) -> None:
    for number in range(7):
        outbox.put(f"m{number}", lane=WINDOW)
    assert outbox.send_all("public") == ["m0", "m1", "m2"]
    database.move(899)
    assert outbox.send_all("public") == []
    database.move(1)
    assert outbox.send_all("public") == ["m3", "m4", "m5"]


def test_a_window_believes_the_platform_when_it_says_less(
    outbox: Outbox, database: MovableDatabase
) -> None:
    for number in range(3):
        outbox.put(f"m{number}", lane=WINDOW)
    outbox.carrier.outcomes = [Receipt("1", remaining=Remaining(left=0, resets_in_s=60))]
    assert outbox.send_all("public") == ["m0"]
    database.move(60)
    assert outbox.send_all("public") == ["m1", "m2"]


def test_a_brake_stops_every_lane_that_obeys_it(outbox: Outbox, database: MovableDatabase) -> None:
    one = LaneSpec(key="slack:post:C1", pool="slack", brake="slack")
    two = LaneSpec(key="slack:post:C2", pool="slack", brake="slack")
    free = LaneSpec(key="slack:post:C3", pool="slack")
    for name, lane in (("a", one), ("b", two), ("c", free)):
        outbox.put(name, lane=lane)
    now = database.move(0)
    with database.transaction() as session:
        write_brake(session=session, key="slack", until=now + timedelta(seconds=30))
        write_brake(session=session, key="slack", until=now + timedelta(seconds=10))
    assert outbox.send_all() == ["c"]
    database.move(30)
    assert outbox.send_all() == ["a", "b"]


def test_the_most_urgent_head_goes_first_then_the_lane_that_waited_longest(
    outbox: Outbox, database: MovableDatabase
) -> None:
    first, second = (LaneSpec(key=f"slack:post:C{n}", pool="slack") for n in (1, 2))
    outbox.put("mirror-1", lane=first)
    database.move(1)
    outbox.put("mirror-2", lane=second)
    outbox.put("breach", lane=second, priority=1)
    outbox.put("late-mirror", lane=first)
    assert outbox.send_all() == ["breach", "mirror-1", "mirror-2", "late-mirror"]


def test_pools_serve_their_own_lanes_only(outbox: Outbox) -> None:
    outbox.put("answer", lane=PUBLIC)
    assert outbox.send_all("slack") == []
    assert outbox.send_all("public") == ["answer"]


def test_a_kind_without_a_carrier_is_left_for_a_newer_version(outbox: Outbox) -> None:
    class Video(Answer):
        kind = "reply.video"

    outbox.put("future", lane=PUBLIC, carries=Video)
    outbox.put("answer", lane=PUBLIC)
    assert outbox.send_all("public") == ["answer"]
    assert outbox.state("future") is DeliveryState.READY


def test_the_intent_is_on_record_before_a_byte_leaves(
    outbox: Outbox, database: MovableDatabase
) -> None:
    outbox.put("answer", lane=PUBLIC)
    seen = []

    def look() -> Receipt:
        seen.append(outbox.row("answer"))
        return Receipt("1")

    outbox.carrier.outcomes = [look]
    outbox.send_all("public")
    (row,) = seen
    assert (row.state, row.attempt) == (DeliveryState.SENDING, 1)
    assert row.owner
    assert row.lease_until == database.move(0) + timedelta(seconds=45)


def test_one_delivery_is_never_claimed_twice(outbox: Outbox, database: MovableDatabase) -> None:
    outbox.put("answer", lane=PUBLIC)
    now = database.move(0)
    claims = []
    for owner in ("a", "b"):
        with database.transaction() as session:
            claims.append(
                lease_next(
                    session=session,
                    pool="public",
                    kinds=KINDS,
                    owner=owner,
                    now=now,
                    patience=outbox.patience,
                )
            )
    assert claims[0] is not None
    assert claims[1] is None


def test_the_next_moment_is_when_lane_delivery_window_and_brake_all_allow(
    outbox: Outbox, database: MovableDatabase
) -> None:
    def wait() -> float | None:
        with database.reading() as session:
            now = database.now(session)
            moment = next_moment(session=session, pool="slack", kinds=KINDS, now=now)
            return None if moment is None else round(seconds_between(now, moment), 3)

    assert wait() is None
    outbox.put("a")
    assert wait() == 0
    outbox.send_all()
    outbox.put("b")
    assert wait() == 1.0
    outbox.put("c", lane=SLACK, thread="c", not_before=database.move(0) + timedelta(seconds=9))
    assert wait() == 1.0
    database.move(1)
    outbox.send_all()
    assert wait() == 8.0


def test_a_spent_window_says_when_it_opens_again(outbox: Outbox, database: MovableDatabase) -> None:
    for number in range(4):
        outbox.put(f"m{number}", lane=WINDOW)
    outbox.send_all("public")
    with database.reading() as session:
        now = database.now(session)
        moment = next_moment(session=session, pool="public", kinds=KINDS, now=now)
    assert moment == now + timedelta(seconds=900)


def test_claiming_uses_the_index_of_heads(outbox: Outbox, database: MovableDatabase) -> None:
    """A claim must cost one probe a lane, however long the history is."""
    if not database.is_sqlite:
        return  # PostgreSQL plans by the size of the table; an empty one is simply read
    query = _PICK_SQLITE.replace(":kinds", "('reply')")
    with database.engine.connect() as connection:
        plan = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {query}", {"now": "2026-11-21", "pool": "public"}
        ).all()
    assert any("ix_deliveries_head" in str(step) for step in plan)
