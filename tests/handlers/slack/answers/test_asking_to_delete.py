"""A case whose customer posted personal data: its mark, the ready answer, and what is said once it is gone."""

import json

import pytest

from bot.domain.channels.inbound import Happening, Inbound
from bot.domain.records.answers.reply import Purpose
from bot.domain.rules.answer_problems import problems_of
from bot.domain.rules.answers.answer_check import Answer
from bot.domain.text.weighted_length import weighted_length
from tests.slack.workplace import AMIRA, Workplace

SAID = "Nobody rings me back on 07700 900142, PIN 4821"
ARABIC = "لا أحد يتصل بي على رقمي 07700 900142"


def posted(workplace: Workplace, text: str = SAID) -> tuple[int, Inbound]:
    post = workplace.post(text)
    case_id = workplace.take_in(post)
    workplace.send_all()
    return case_id, post


def shown(workplace: Workplace, case_id: int) -> str:
    return json.dumps(workplace.headline(case_id)["blocks"], ensure_ascii=False)


def asked(workplace: Workplace, case_id: int) -> str:
    """What the form is filled with, once the mark's button is pressed."""
    workplace.press(AMIRA, case_id, "ask_to_delete")
    return json.dumps(workplace.form(AMIRA)["blocks"], ensure_ascii=False)


def test_the_headline_says_what_everybody_can_read(workplace: Workplace) -> None:
    case_id, _ = posted(workplace)
    assert "*Everybody can read it:* a phone number, a PIN. Still there." in shown(
        workplace, case_id
    )


def test_one_press_opens_the_answer_filled_in_and_it_can_go(workplace: Workplace) -> None:
    case_id, _ = posted(workplace)
    assert "Please delete this post soon" in asked(workplace, case_id)
    words = workplace.app.rules.replies.ask_to_delete["en"]
    workplace.submit(AMIRA, text=words, purpose=Purpose.HOLDING.value)
    workplace.submit(AMIRA)
    [delivery] = workplace.deliveries("reply")
    assert delivery.payload["text"] == words


def test_it_speaks_the_customers_language(workplace: Workplace) -> None:
    case_id, _ = posted(workplace, ARABIC)
    assert "يُرجى حذف هذا المنشور" in asked(workplace, case_id)
    told = workplace.post("Rufen Sie mich an: 07700 900142", author="bo", language="de")
    german = workplace.take_in(told)
    workplace.send_all()
    assert "Bitte löschen Sie diesen Beitrag" in asked(workplace, german)


def test_once_it_is_gone_the_headline_says_since_when_and_the_words_leave(
    workplace: Workplace,
) -> None:
    case_id, post = posted(workplace)
    workplace.take_in(post.model_copy(update={"happening": Happening.REMOVED}))
    workplace.send_all()
    now = shown(workplace, case_id)
    assert "The personal data they posted is gone since" in now
    assert "ask_to_delete" not in now
    assert "Nobody rings me back" not in json.dumps(workplace.messages(), ensure_ascii=False)


def test_of_an_old_button_they_are_told_that_it_is_gone(workplace: Workplace) -> None:
    case_id, post = posted(workplace)
    workplace.take_in(post.model_copy(update={"happening": Happening.REMOVED}))
    workplace.press(AMIRA, case_id, "ask_to_delete")
    assert "shows personal data any more" in str(workplace.slack())


def test_a_post_without_personal_data_has_no_mark(workplace: Workplace) -> None:
    case_id, _ = posted(workplace, "My card was declined")
    assert "Everybody can read" not in shown(workplace, case_id)


@pytest.mark.parametrize("language", ["en", "ar", "fr", "es", "de", "pt"])
def test_the_ready_words_pass_the_gate_and_fit_in_a_post(
    workplace: Workplace, language: str
) -> None:
    words = workplace.app.rules.replies.ask_to_delete[language]
    answer = Answer(
        text=words, surface="public", limit=280, length=weighted_length, brand="northbank"
    )
    assert problems_of(workplace.app.rules, answer) == []
