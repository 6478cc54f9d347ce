"""What waits for something of its own holds up nobody on its lane."""

from bot.outbox.delivery import DeliveryState
from bot.outbox.outcome import TryLater
from tests.database import MovableDatabase
from tests.outbox.outbox import Outbox


def test_a_delivery_that_waits_alone_lets_the_others_of_its_lane_go_first(
    outbox: Outbox, database: MovableDatabase
) -> None:
    outbox.put("stuck")
    outbox.put("behind it")
    outbox.carrier.outcomes = [TryLater(60, "its own trouble", this_alone=True)]
    assert outbox.send_all() == ["stuck"]
    database.move(2)
    assert outbox.send_all() == ["behind it"]
    assert outbox.state("stuck") == DeliveryState.READY


def test_a_delivery_that_waited_alone_goes_when_its_time_has_come(
    outbox: Outbox, database: MovableDatabase
) -> None:
    outbox.put("stuck")
    outbox.carrier.outcomes = [TryLater(60, "its own trouble", this_alone=True)]
    outbox.send_all()
    database.move(61)
    assert outbox.send_all() == ["stuck"]
    assert outbox.state("stuck") == DeliveryState.SENT
