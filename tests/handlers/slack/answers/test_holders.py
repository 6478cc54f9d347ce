"""The answer form of a case that a colleague has says so before one writes, and offers a way out."""

import pytest

from bot.storage.cases.claims import open_claim
from tests.handlers.slack.answers.test_replies import SORRY, replies_of
from tests.handlers.slack.answers.test_reply_drafts import begun, blocks, click, submit
from tests.slack.workplace import AMIRA, JONAS, LENA, Workplace


@pytest.fixture
def case_id(workplace: Workplace) -> int:
    """Amira has it."""
    number = workplace.complaint()
    workplace.press(AMIRA, number, "claim")
    workplace.send_all()
    return number


def owner_of(workplace: Workplace, case_id: int) -> str:
    with workplace.database.reading() as session:
        claim = open_claim(session=session, case_id=case_id)
    assert claim is not None
    return claim.slack_user_id


def test_a_lead_takes_the_case_over_with_what_they_typed(
    workplace: Workplace, case_id: int
) -> None:
    workplace.press(LENA, case_id, "reply")
    assert f"<@{AMIRA}> holds this case" in blocks(workplace, LENA)
    click(workplace, LENA, "take_case", text=SORRY)
    assert owner_of(workplace, case_id) == LENA
    assert "holds this case" not in blocks(workplace, LENA)
    assert begun(workplace, LENA) == SORRY
    workplace.send_all()
    assert f"Lena took C-{case_id} over from <@{AMIRA}>." in str(workplace.below(case_id)[-1])


def test_whoever_is_no_lead_asks_in_the_thread_once(workplace: Workplace, case_id: int) -> None:
    workplace.press(JONAS, case_id, "reply")
    click(workplace, JONAS, "ask_for_case", text=SORRY)
    assert "is asked in the thread" in blocks(workplace, JONAS)
    assert begun(workplace, JONAS) == SORRY
    assert owner_of(workplace, case_id) == AMIRA
    workplace.send_all()
    asked = workplace.below(case_id)[-1]
    assert f"<@{AMIRA}>, Jonas would like to answer C-{case_id}" in asked["text"]
    assert "'give'" in str(asked["blocks"])
    count = len(workplace.below(case_id))
    workplace.press(JONAS, case_id, "reply")
    click(workplace, JONAS, "ask_for_case")
    workplace.send_all()
    assert len(workplace.below(case_id)) == count


def test_whoever_is_no_lead_takes_nothing(workplace: Workplace, case_id: int) -> None:
    workplace.press(JONAS, case_id, "reply")
    workplace.give(LENA, "agent")
    workplace.press(LENA, case_id, "reply")
    assert "take_case" not in blocks(workplace, JONAS)
    submit(workplace, JONAS, SORRY)
    assert replies_of(workplace) == []
    assert owner_of(workplace, case_id) == AMIRA
