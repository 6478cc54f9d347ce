"""*Answer many…* in Slack: three presses, the exact texts, boxes to untick; and what came of each."""

import json
from typing import Any

import pytest

from bot.domain.records.cases.case import CaseState
from bot.outbox.delivery import DeliveryState
from bot.outbox.outcome import Outcome, Receipt, Refused
from bot.slack.views.surges.answer_forms import ANOTHER
from bot.slack.views.surges.surge_post import ANSWER_MANY, TELL_ALL
from tests.handlers.slack.surges.test_surges import break_down, look, pressed, surge_post, words
from tests.slack.workplace import AMIRA, LENA, Workplace

SORRY = "Hello {name}, the app is down. We are on it."


def boxes(workplace: Workplace, user: str) -> list[list[str]]:
    """The values of each list of boxes on the form."""
    blocks = workplace.form(user)["blocks"]
    elements = [block["element"] for block in blocks if block["type"] == "input"]
    return [[option["value"] for option in each["options"]] for each in elements]


def ticked(workplace: Workplace, user: str, *, without: int = 0) -> dict[str, Any]:
    """Every list of boxes with all its ticks but one."""
    lists = boxes(workplace, user)
    return {
        f"customers_{place * 10}": [value for value in some if value != str(without)]
        for place, some in enumerate(lists)
    }


def end_all(workplace: Workplace, outcome: Outcome) -> None:
    """What the platform says to every answer that waits."""
    for number, waiting in enumerate(workplace.deliveries("reply")):
        if waiting.state is DeliveryState.READY:
            mine = Receipt(reference=f"p{number}") if isinstance(outcome, Receipt) else outcome
            workplace.end(waiting, mine)


def test_many_are_answered_with_three_presses(workplace: Workplace) -> None:
    cases = break_down(workplace)
    pressed(workplace, LENA, ANSWER_MANY)
    workplace.submit(LENA, wording_0=SORRY, purpose="answers")
    shown = json.dumps(workplace.form(LENA)["blocks"], ensure_ascii=False)
    assert "Hello Outage3, the app is down. We are on it." in shown
    assert [value for some in boxes(workplace, LENA) for value in some] == [str(c) for c in cases]
    workplace.submit(LENA, **ticked(workplace, LENA, without=cases[5]))
    assert workplace.form(LENA) == {}
    look(workplace)
    assert "*11* answers on their way" in words(surge_post(workplace))
    end_all(workplace, Receipt(reference="p"))
    look(workplace)
    assert "*1* wait for an answer  ·  *11* answered" in words(surge_post(workplace))
    assert workplace.case(cases[0]).state == CaseState.WITH_CUSTOMER
    assert workplace.case(cases[5]).state == CaseState.NEW


def test_a_wrong_wording_is_told_at_its_field(workplace: Workplace) -> None:
    break_down(workplace)
    pressed(workplace, LENA, ANSWER_MANY)
    answer = workplace.submit(LENA, wording_0="Hello {whoever}", purpose="answers")
    assert "There is no slot {whoever}" in json.dumps(answer, ensure_ascii=False)


def test_answers_that_their_platform_refuses_are_listed_on_the_post(workplace: Workplace) -> None:
    break_down(workplace)
    pressed(workplace, LENA, ANSWER_MANY)
    workplace.submit(LENA, wording_0=SORRY, purpose="answers")
    workplace.submit(LENA, **ticked(workplace, LENA))
    look(workplace)
    end_all(workplace, Refused("duplicate", "X takes no text twice"))
    look(workplace)
    assert "12 answers did not go out" in words(surge_post(workplace))
    assert "its thread says why" in words(surge_post(workplace))


def test_when_it_is_mended_everybody_is_told_and_resolved(workplace: Workplace) -> None:
    cases = break_down(workplace)
    pressed(workplace, LENA, TELL_ALL)
    workplace.submit(
        LENA, wording_0="{name}, it works again.", purpose="answers", resolves=["resolves"]
    )
    workplace.submit(LENA, **ticked(workplace, LENA))
    look(workplace)
    end_all(workplace, Receipt(reference="p"))
    assert {workplace.case(case_id).state for case_id in cases} == {CaseState.RESOLVED}
    pressed(workplace, LENA, TELL_ALL)
    assert "Nobody waits" in json.dumps(workplace.form(LENA))


def test_the_form_begins_with_one_field_filled_in_where_it_is_mended_and_grows_on_demand(
    workplace: Workplace,
) -> None:
    break_down(workplace)
    pressed(workplace, LENA, TELL_ALL)
    [only] = wordings(workplace)
    assert only["initial_value"].startswith("{name}, what you wrote to us about works again.")
    view_id = workplace.form(LENA)["id"]
    for fields in (2, 3, 4, 5):
        workplace.do("click_view", user=LENA, view_id=view_id, action_id=ANOTHER)
        assert len(wordings(workplace)) == fields
    assert ANOTHER not in json.dumps(workplace.form(LENA))
    workplace.submit(LENA, wording_1="{name}, it is up again.", purpose="answers")
    assert "what you wrote to us about works again" in json.dumps(workplace.form(LENA))
    assert "it is up again" in json.dumps(workplace.form(LENA))


def wordings(workplace: Workplace) -> list[dict[str, Any]]:
    """The fields for wordings of the form on top."""
    blocks = workplace.form(LENA)["blocks"]
    return [each["element"] for each in blocks if each["block_id"].startswith("wording_")]


@pytest.mark.parametrize("action_id", [ANSWER_MANY, TELL_ALL])
def test_an_agent_may_not(workplace: Workplace, action_id: str) -> None:
    break_down(workplace)
    pressed(workplace, AMIRA, action_id)
    assert "Your role does not include this" in workplace.refused(AMIRA)
