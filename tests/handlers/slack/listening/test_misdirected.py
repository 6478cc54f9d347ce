"""The mark of a post meant for another bank in Slack: on the headline, pointed there, ended, taken back."""

import json

import pytest

from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseState
from tests.desk.banks import enter
from tests.slack.workplace import AMIRA, TOM, Workplace

MEANT = "My Rowan Bank card was declined, why?"


@pytest.fixture
def listening(workplace: Workplace) -> Workplace:
    with workplace.app.desk() as desk:
        enter(desk)
    return workplace


def complained(workplace: Workplace, text: str = MEANT, **more: object) -> int:
    case_id = workplace.take_in(workplace.post(text, **more))  # type: ignore[arg-type]  # as posts are made
    workplace.send_all()
    return case_id


def shown(workplace: Workplace, case_id: int) -> str:
    return json.dumps(workplace.headline(case_id)["blocks"], ensure_ascii=False)


def test_the_headline_names_the_bank_and_the_words_that_decided(listening: Workplace) -> None:
    case_id = complained(listening)
    assert "*Meant for Rowan Bank?* “My Rowan Bank card was declined”" in shown(listening, case_id)
    assert {"point_there", "not_ours", "is_ours"} <= set(listening.buttons(case_id))
    other = complained(listening, "My card was declined", author="bo")
    assert "Meant for" not in shown(listening, other)


def test_one_press_opens_the_pointer_filled_in_and_nothing_goes_by_itself(
    listening: Workplace,
) -> None:
    case_id = complained(listening)
    listening.press(AMIRA, case_id, "point_there")
    form = json.dumps(listening.form(AMIRA)["blocks"], ensure_ascii=False)
    assert "This seems to be about Rowan Bank, and we are another bank" in form
    assert "Please write to them: @RowanHelp." in form
    assert listening.deliveries("reply") == []
    words = listening.app.rules.replies.point_there["en"]
    words = words.replace("{bank}", "Rowan Bank").replace("{place}", "@RowanHelp")
    listening.submit(AMIRA, text=words, purpose=Purpose.ANSWERS.value)
    listening.submit(AMIRA)
    [delivery] = listening.deliveries("reply")
    assert delivery.payload["text"] == words


def test_it_speaks_the_customers_language(listening: Workplace) -> None:
    case_id = complained(listening, "بطاقتي من بنك روان ما تشتغل")
    listening.press(AMIRA, case_id, "point_there")
    form = json.dumps(listening.form(AMIRA)["blocks"], ensure_ascii=False)
    assert "يُرجى مراسلتهم" in form


def test_not_ours_knows_which_bank_is_meant_and_the_mark_goes_with_the_end(
    listening: Workplace,
) -> None:
    case_id = complained(listening)
    listening.press(AMIRA, case_id, "not_ours")
    assert "'initial_value': 'Rowan Bank'" in str(listening.form(AMIRA)["blocks"])
    listening.submit(AMIRA, meant="Rowan Bank", remark="")
    listening.send_all()
    assert listening.case(case_id).state is CaseState.NOT_ACTIONABLE
    assert "Meant for Rowan Bank?" not in shown(listening, case_id)


def test_it_is_ours_takes_the_mark_back_and_says_who_did(listening: Workplace) -> None:
    case_id = complained(listening)
    listening.press(TOM, case_id, "is_ours")
    listening.send_all()
    assert "Meant for" not in shown(listening, case_id)
    assert "Tom says it is not meant for Rowan Bank." in str(listening.below(case_id))
    assert listening.case(case_id).state is CaseState.NEW


def test_an_old_button_says_that_it_was_taken_back(listening: Workplace) -> None:
    case_id = complained(listening)
    listening.press(TOM, case_id, "is_ours")
    listening.press(AMIRA, case_id, "point_there")
    assert "Somebody has taken that back already." in str(listening.slack())


def test_a_post_written_to_another_says_to_whom(listening: Workplace) -> None:
    text = "@RowanHelp your northbank form is a mess"
    case_id = complained(listening, text, found_by="northbank", answerable=False)
    assert "Written to @RowanHelp (Rowan Bank), about us" in shown(listening, case_id)
    listening.press(TOM, case_id, "is_ours")
    listening.send_all()
    assert "Written to @RowanHelp" not in shown(listening, case_id)
