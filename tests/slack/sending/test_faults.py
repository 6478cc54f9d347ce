"""What Earshot itself cannot draw: its case is named to a person, once, and the rest of the thread goes on."""

from typing import Any

import pytest

from bot.outbox.delivery import DeliveryState
from bot.outbox.kinds import DeliveryKind
from bot.slack.sending import drawing
from tests.slack.workplace import AMIRA, Workplace

ALARMS = "C0DUTY"


def broken(*_: Any) -> Any:
    """A drawing with a fault in it, whose text quotes a customer."""
    raise KeyError("My card was declined")


def sent(workplace: Workplace) -> None:
    """Send what can be sent, for more than three minutes."""
    for _ in range(70):
        workplace.database.move(3)
        while workplace.relay.run_once("slack"):
            pass


@pytest.fixture
def claimed(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> int:
    """A case whose claim cannot be said in its thread, and a word of the customer after it."""
    post = workplace.post("My card was declined", author="ana")
    case_id = workplace.take_in(post)
    sent(workplace)
    monkeypatch.setitem(drawing._DRAWERS, DeliveryKind.EVENT, broken)
    workplace.press(AMIRA, case_id, "claim")
    workplace.take_in(
        workplace.post("Hello? Anybody?", author="ana", conversation=post.external_id)
    )
    return case_id


def test_a_person_is_told_once_what_was_not_shown_and_of_which_case(
    workplace: Workplace, claimed: int
) -> None:
    sent(workplace)
    told = [text for text in texts(workplace) if "did not get into Slack" in text]
    assert len(told) == 1
    assert f"C-{claimed}" in told[0]
    assert "(what happened in the case)" in told[0]
    assert "declined" not in told[0]


def test_what_the_customer_wrote_after_it_is_shown(workplace: Workplace, claimed: int) -> None:
    sent(workplace)
    assert "Hello? Anybody?" in str(workplace.below(claimed))


def test_a_drawing_that_raises_sends_nothing_and_is_in_no_doubt(
    workplace: Workplace, claimed: int
) -> None:
    sent(workplace)
    states = {delivery.state for delivery in workplace.deliveries(DeliveryKind.EVENT)}
    assert DeliveryState.FAILED in states
    assert states <= {DeliveryState.FAILED, DeliveryState.SENT}


def texts(workplace: Workplace) -> list[str]:
    """What stands where alarms are told."""
    return [message["text"] for message in workplace.messages(ALARMS)]
