"""How a send ends: four outcomes, late truth, and nothing uncertain that becomes ready."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.outbox.delivery import DeliveryState, Lane
from bot.outbox.lanes import LaneSpec
from bot.outbox.outcome import Outcome, Receipt, Refused, TryLater, Uncertain
from bot.outbox.settle import settle
from tests.database import MovableDatabase
from tests.outbox.outbox import PUBLIC, SLACK, Outbox

REFUSED = Refused("not_found", "The post is gone.")


def settle_late(outbox: Outbox, name: str, outcome: Outcome, attempt: int = 1) -> bool:
    """What a sender that wakes up late tries to write; whether it changed anything."""
    with outbox.database.transaction() as session:
        changed = settle(
            session=session,
            delivery_id=outbox.ids[name],
            case_id=None,
            attempt=attempt,
            outcome=outcome,
            now=outbox.database.now(session),
            patience=outbox.patience,
        )
        return changed is not None


def test_a_refusal_is_final_told_and_lets_followers_go(outbox: Outbox) -> None:
    outbox.carrier.outcomes = [REFUSED]
    outbox.put("a", lane=PUBLIC, thread="t")
    outbox.put("b", lane=PUBLIC, thread="t")
    assert outbox.send_all("public") == ["a", "b"]
    assert outbox.state("a") is DeliveryState.FAILED
    assert outbox.row("a").error == "not_found: The post is gone."
    assert outbox.told[0] == ("a", DeliveryState.FAILED, REFUSED)


def test_try_later_pauses_the_lane_and_keeps_the_place(
    outbox: Outbox, database: MovableDatabase
) -> None:
    outbox.carrier.outcomes = [TryLater(30, "ratelimited")]
    outbox.put("a")
    outbox.put("b")
    assert outbox.send_all() == ["a"]
    assert outbox.state("a") is DeliveryState.READY
    database.move(29)
    assert outbox.send_all() == []
    database.move(1)
    assert outbox.send_all() == ["a"]
    assert [name for name, _, _ in outbox.told] == ["a"]  # a retry is nothing to tell


def test_try_later_with_a_brake_stops_all_lanes_that_obey_it(
    outbox: Outbox, database: MovableDatabase
) -> None:
    lanes = [LaneSpec(key=f"slack:post:C{n}", pool="slack", brake="slack") for n in (1, 2)]
    outbox.carrier.outcomes = [TryLater(30, "ratelimited", brake="slack")]
    outbox.put("a", lane=lanes[0])
    outbox.put("b", lane=lanes[1])
    assert outbox.send_all() == ["a"]
    database.move(30)
    assert outbox.send_all() == ["a", "b"]


def test_uncertain_is_in_doubt_told_and_holds_followers(
    outbox: Outbox, database: MovableDatabase
) -> None:
    outbox.carrier.outcomes = [Uncertain("timed out")]
    outbox.put("a", lane=PUBLIC, thread="t")
    outbox.put("b", lane=PUBLIC, thread="t")
    assert outbox.send_all("public") == ["a"]
    row = outbox.row("a")
    assert row.state is DeliveryState.IN_DOUBT
    assert row.lease_until == database.move(0) + timedelta(seconds=45 + 30)
    assert outbox.told == [("a", DeliveryState.IN_DOUBT, Uncertain("timed out"))]


def test_a_carrier_that_raises_leaves_the_delivery_in_doubt(outbox: Outbox) -> None:
    outbox.carrier.outcomes = [ValueError("a text that must not be stored")]
    outbox.put("a", lane=PUBLIC)
    outbox.send_all("public")
    row = outbox.row("a")
    assert (row.state, row.error) == (DeliveryState.IN_DOUBT, "The call ended in ValueError.")


def test_a_late_receipt_wins_over_doubt(outbox: Outbox) -> None:
    outbox.carrier.outcomes = [Uncertain("timed out")]
    outbox.put("a", lane=PUBLIC)
    outbox.send_all("public")
    assert settle_late(outbox, "a", Receipt("1"))
    assert outbox.state("a") is DeliveryState.SENT


def test_a_late_try_later_never_makes_a_doubtful_delivery_ready(outbox: Outbox) -> None:
    outbox.carrier.outcomes = [Uncertain("timed out")]
    outbox.put("a", lane=PUBLIC)
    outbox.send_all("public")
    assert not settle_late(outbox, "a", TryLater(0, "late"))
    assert outbox.state("a") is DeliveryState.IN_DOUBT


def test_the_outcome_of_an_older_attempt_is_not_taken(outbox: Outbox) -> None:
    outbox.carrier.outcomes = [TryLater(0, "busy"), Uncertain("timed out")]
    outbox.put("a", lane=PUBLIC)
    outbox.send_all("public")
    assert outbox.row("a").attempt == 2
    assert not settle_late(outbox, "a", Receipt("1"), attempt=1)
    assert outbox.state("a") is DeliveryState.IN_DOUBT


def test_a_failed_write_up_keeps_the_receipt_and_is_tried_again(
    outbox: Outbox, database: MovableDatabase
) -> None:
    failures = [RuntimeError("a defect in the desk"), RuntimeError("still there")]

    def told_by(*_: object) -> None:
        if failures:
            raise failures.pop()

    outbox.told_by = told_by
    outbox.put("a", lane=PUBLIC, thread="t")
    outbox.put("b", lane=PUBLIC, thread="t")
    assert outbox.send_all("public") == ["a"]
    row = outbox.row("a")
    assert (row.state, row.reference) == (DeliveryState.IN_DOUBT, "ref-1")
    for _ in range(2):
        database.move(120)
        outbox.relay.keep_once()
    assert outbox.state("a") is DeliveryState.SENT
    assert outbox.told == [("a", DeliveryState.SENT, Receipt("ref-1"))]
    assert outbox.carrier.looked == []
    assert outbox.send_all("public") == ["b"]


def test_a_write_up_that_fails_changes_nothing_else(outbox: Outbox) -> None:
    def told_by(session: object, *_: object) -> None:
        session.add(Lane(key="half-done", pool="x", next_at=outbox.row("a").created_at))  # type: ignore[attr-defined]  # a Session
        raise RuntimeError("after half of it")

    outbox.told_by = told_by
    outbox.put("a", lane=PUBLIC)
    outbox.send_all("public")
    with outbox.database.reading() as session:
        assert session.get(Lane, "half-done") is None


_OUTCOMES: st.SearchStrategy[Outcome] = st.sampled_from(
    [Receipt("1"), REFUSED, TryLater(0, "busy"), Uncertain("cut")]
)
_ALLOWED = {
    (DeliveryState.SENDING, Receipt): DeliveryState.SENT,
    (DeliveryState.SENDING, Refused): DeliveryState.FAILED,
    (DeliveryState.SENDING, TryLater): DeliveryState.READY,
    (DeliveryState.SENDING, Uncertain): DeliveryState.IN_DOUBT,
    (DeliveryState.IN_DOUBT, Receipt): DeliveryState.SENT,
    (DeliveryState.IN_DOUBT, Refused): DeliveryState.FAILED,
    (DeliveryState.ASK, Receipt): DeliveryState.SENT,
    (DeliveryState.READY, Receipt): DeliveryState.SENT,
}


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(outcomes=st.lists(_OUTCOMES, min_size=1, max_size=6))
def test_only_the_transitions_of_the_table_ever_happen(
    outbox: Outbox, outcomes: list[Outcome]
) -> None:
    """One sender's attempt, and whatever it and its late shadows try to write afterwards."""
    name = f"n{len(outbox.ids)}"
    outbox.carrier.outcomes = [outcomes[0]]
    lane = LaneSpec(key=f"lane-{name}", pool="public")
    outbox.put(name, lane=lane)
    outbox.relay.run_once("public")
    expected = _ALLOWED[DeliveryState.SENDING, type(outcomes[0])]
    assert outbox.state(name) is expected
    for outcome in outcomes[1:]:
        settle_late(outbox, name, outcome)
        expected = _ALLOWED.get((expected, type(outcome)), expected)
        assert outbox.state(name) is expected
    # Nothing that is left over may go into the next example.
    settle_late(outbox, name, Receipt("end"))
    settle_late(outbox, name, REFUSED)


def test_the_pace_survives_a_settlement(outbox: Outbox) -> None:
    outbox.put("a", lane=SLACK)
    outbox.send_all()
    lane = outbox.lane(SLACK.key)
    assert lane.next_at > outbox.row("a").created_at
