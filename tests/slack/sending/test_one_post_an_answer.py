"""An answer is one post of its thread, drawn anew as it goes on; only what somebody must hear is another."""

import pytest

from bot.desk.answers.receipts import settled
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.outcome import Outcome, Receipt, Refused
from tests.handlers.slack.answers.test_replies import SORRY, preview
from tests.slack.workplace import AMIRA, CHANNEL, LENA, Workplace

LINK = "https://x.example/NorthbankHelp/status/900"


@pytest.fixture
def case_id(workplace: Workplace) -> int:
    """A case with an answer on its way, shown in the thread."""
    number = workplace.complaint()
    preview(workplace, number, SORRY)
    workplace.submit(AMIRA)
    workplace.send_all()
    return number


def told(workplace: Workplace, case_id: int) -> list[str]:
    return [message["text"] for message in workplace.below(case_id)]


def end(workplace: Workplace, outcome: Outcome, state: DeliveryState) -> None:
    with workplace.app.desk() as desk:
        delivery = desk.session.get_one(Delivery, workplace.deliveries("reply")[0].id)
        delivery.state = state
        settled(desk, delivery=delivery, outcome=outcome)
    workplace.send_all()


def test_what_was_on_its_way_says_that_it_is_there_with_the_link(
    workplace: Workplace, case_id: int
) -> None:
    [before] = workplace.below(case_id)
    end(workplace, Receipt("900", permalink=LINK), DeliveryState.SENT)
    [after] = workplace.below(case_id)
    assert after["ts"] == before["ts"]
    assert "is published" in after["text"]
    shown = str(after["blocks"])
    assert LINK in shown
    assert "Which shop was it?" in shown
    assert "undo" not in shown


def test_what_its_sender_took_back_says_so_there(workplace: Workplace, case_id: int) -> None:
    [before] = workplace.below(case_id)
    workplace.do("click", user=AMIRA, channel=CHANNEL, ts=before["ts"], action_id="undo")
    workplace.send_all()
    [after] = workplace.below(case_id)
    assert "took the answer back" in after["text"]
    assert "undo" not in str(after["blocks"])


def test_what_somebody_else_took_back_is_news(workplace: Workplace, case_id: int) -> None:
    [before] = workplace.below(case_id)
    workplace.do("click", user=LENA, channel=CHANNEL, ts=before["ts"], action_id="undo")
    workplace.send_all()
    texts = told(workplace, case_id)
    assert len(texts) == 2
    assert "Lena took the answer back" in texts[-1]


def test_a_refusal_is_a_post_of_its_own(workplace: Workplace, case_id: int) -> None:
    end(workplace, Refused("duplicate", "X has this text already."), DeliveryState.FAILED)
    texts = told(workplace, case_id)
    assert len(texts) == 2
    assert "did not take the answer" in texts[-1]
    assert "undo" not in str(workplace.below(case_id)[0]["blocks"])


def test_long_first_words_stand_whole_below(workplace: Workplace) -> None:
    words = "And then they told me to wait again. " * 12
    case_id = workplace.complaint(words + "The end.")
    assert "The end." not in str(workplace.headline(case_id)["blocks"])
    [whole] = workplace.below(case_id)
    assert "The end." in str(whole["blocks"])
