"""What Earshot itself cannot draw: its case is named to a person, once, and the rest of the thread goes on."""

from typing import Any

import pytest
from sqlmodel import select

from bot.desk.threads import postings
from bot.domain.records.cases.case import Case
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.kinds import DeliveryKind
from bot.slack.sending import drawing
from handlers.worker import ticks
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


@pytest.fixture
def unseen(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> int:
    """A case whose headline could not be drawn for ten minutes, with a word of the customer under it."""
    with monkeypatch.context() as fault:
        fault.setitem(drawing._DRAWERS, DeliveryKind.HEADLINE, broken)
        post = workplace.post("My card was declined", author="ana")
        case_id = workplace.take_in(post)
        workplace.take_in(workplace.post("Hello?", author="ana", conversation=post.external_id))
        for _ in range(3):
            sent(workplace)
        ticks.watch_deliveries(workplace.app)
        sent(workplace)
    return case_id


def test_a_headline_that_cannot_be_drawn_is_told_by_name_once_and_is_an_alarm(
    workplace: Workplace, unseen: int
) -> None:
    told = [text for text in texts(workplace) if "did not get into Slack" in text]
    assert len(told) == 1
    assert f"C-{unseen}" in told[0]
    assert "(the headline of its thread)" in told[0]
    [alarm] = [text for text in texts(workplace) if "is not shown as it is" in text]
    assert f"C-{unseen}" in alarm
    assert "declined" not in told[0] + alarm


def test_it_is_shown_with_all_under_it_once_it_can_be_drawn(
    workplace: Workplace, unseen: int
) -> None:
    sent(workplace)
    assert "declined" in str(workplace.headline(unseen)["blocks"])
    assert "Hello?" in str(workplace.below(unseen))
    ticks.watch_deliveries(workplace.app)
    sent(workplace)
    assert any("is shown" in text and f"C-{unseen}" in text for text in texts(workplace))


def test_changes_of_a_headline_that_is_not_in_slack_tell_nobody_again(workplace: Workplace) -> None:
    case_id = workplace.take_in(workplace.post("My card was declined", author="ana"))
    with workplace.app.database.transaction() as session:
        [headline] = session.exec(select(Delivery).where(Delivery.kind == DeliveryKind.HEADLINE))
        headline.state = DeliveryState.FAILED
        session.add(headline)
    for _ in range(3):
        with workplace.app.desk() as desk:
            postings.redraw(desk, case=desk.session.get_one(Case, case_id))
        sent(workplace)
    redraws = workplace.deliveries(DeliveryKind.REDRAW)
    assert {(each.state, (each.error or "").partition(":")[0]) for each in redraws} == {
        (DeliveryState.FAILED, "no_headline")
    }
    assert [text for text in texts(workplace) if "a change of its headline" in text] == []
