"""A day on which the app is down: a hundred posts in two minutes, one of them a fraud, and one lead."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.desk.surges import texts
from bot.outbox.outcome import Receipt
from bot.sandbox.slack.delivery import courier
from bot.slack.api.names import Names
from bot.slack.shown.lists import Lists, Which
from bot.slack.views.surges.answer_forms import ANOTHER
from bot.slack.views.surges.surge_post import ANSWER_MANY
from tests.domain.triage.feed import OUTAGE
from tests.handlers.slack.surges.test_answering_many import end_all, ticked
from tests.handlers.slack.surges.test_surges import look, pressed, surge_post, words
from tests.slack.workplace import LENA, Workplace

POSTS = 100
FRAUD = "someone is emptying my account right now, and your app is down!"


class Hand:
    """The lead's, and how often it pressed."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self.presses = 0

    def press(self, action_id: str) -> None:
        """A button under the surge's post."""
        pressed(self._workplace, LENA, action_id)
        self.presses += 1

    def press_in_form(self, action_id: str) -> None:
        """A button in the form on top."""
        view_id = self._workplace.form(LENA)["id"]
        self._workplace.do("click_view", user=LENA, view_id=view_id, action_id=action_id)
        self.presses += 1

    def send(self, **values: Any) -> None:
        """The form on top."""
        self._workplace.submit(LENA, **values)
        self.presses += 1


def test_all_of_an_outage_are_answered_with_few_presses_and_the_fraud_is_seen_first(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    # How long the hundred texts take on a machine that does nothing else, bench_surge says.
    monkeypatch.setattr(courier, "ACK_SECONDS", 60.0)
    monkeypatch.setattr(texts, "LOOKS_FOR_S", 60.0)
    began = datetime.now(UTC) - timedelta(minutes=2)
    fraud = 0
    for number in range(POSTS):
        at = began + timedelta(seconds=1.2 * number)
        text = FRAUD if number == 58 else OUTAGE[number % len(OUTAGE)]
        case_id = workplace.take_in(workplace.post(text, author=f"someone{number}", at=at))
        fraud = case_id if text == FRAUD else fraud
    look(workplace)
    with workplace.app.looking() as desk:
        lists = Lists(session=desk.session, slack_user_id=LENA, names=Names(), now=desk.now)
        assert lists.numbers(Which.QUEUE, limit=1) == [fraud]
    assert surge_post(workplace)["text"] == "🌊 app + down: 99 customers"
    hand = Hand(workplace)
    hand.press(ANSWER_MANY)
    hand.press_in_form(ANOTHER)
    hand.send(
        wording_0="Hello {name}, our app is down. We are on it, and sorry.",
        wording_1="{name}, we know that the app is down, and mend it.",
        purpose="answers",
    )
    hand.send(**ticked(workplace, LENA))
    look(workplace)
    end_all(workplace, Receipt(reference="p"))
    look(workplace)
    assert "*0* wait for an answer  ·  *99* answered" in words(surge_post(workplace))
    assert workplace.case(fraud).unanswered_since is not None
    assert hand.presses == 4
