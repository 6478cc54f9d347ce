"""*Topic…* and the field in *Resolve…*: suggested, confirmed, corrected by a person; found again by /case."""

from typing import Any

from tests.handlers.slack.cases.test_case_verbs import blocks
from tests.handlers.slack.settings.test_case_command import ask
from tests.slack.workplace import AMIRA, JONAS, LENA, Workplace

LOST = "I lost my card yesterday, please cancel my card"


def menu(workplace: Workplace, user: str) -> dict[str, Any]:
    """The menu of topics in the form on top."""
    [found] = [
        block["element"]
        for block in workplace.form(user)["blocks"]
        if block.get("block_id") == "topic"
    ]
    return dict(found)


def offered(menu: dict[str, Any]) -> list[list[str]]:
    return [[one["value"] for one in group["options"]] for group in menu["option_groups"]]


def test_a_suggestion_has_a_question_mark_until_a_person_confirms_it(workplace: Workplace) -> None:
    case_id = workplace.complaint(LOST)
    assert "Topic: Card lost or stolen?" in blocks(workplace, case_id)
    workplace.choose(AMIRA, case_id, "topic")
    topics = menu(workplace, AMIRA)
    likely, others = offered(topics)
    assert (likely[0], len(likely)) == ("card_lost", 3)
    assert (others[-1], len(likely + others)) == ("none", 19)
    assert topics["initial_option"]["value"] == "card_lost"
    workplace.submit(AMIRA, topic="card_lost")
    shown = blocks(workplace, case_id)
    assert "Topic: Card lost or stolen" in shown
    assert "stolen?" not in shown


def test_a_person_corrects_it_and_case_finds_it_by_either_language(workplace: Workplace) -> None:
    case_id = workplace.complaint(LOST)
    workplace.choose(LENA, case_id, "topic")
    workplace.submit(LENA, topic="card_new")
    assert "Topic: New card, delivery, PIN, limits" in blocks(workplace, case_id)
    for asked in ("topic:card_new", "topic:delivery", "topic:توصيلها", "topic:fees,card_new"):
        assert f"C-{case_id}" in str(ask(workplace, LENA, asked)), asked
    assert f"C-{case_id}" not in str(ask(workplace, LENA, "topic:card_lost")["blocks"])
    assert "There is no topic" in str(ask(workplace, LENA, "topic:weather"))


def test_resolve_asks_while_nobody_has_said_and_not_after(workplace: Workplace) -> None:
    case_id = workplace.complaint(LOST)
    workplace.press(AMIRA, case_id, "resolve")
    assert menu(workplace, AMIRA)["initial_option"]["value"] == "card_lost"
    workplace.submit(AMIRA, outcome="fixed", remark="Rang them", topic="card_lost")
    assert "Topic: Card lost or stolen" in blocks(workplace, case_id)
    workplace.press(AMIRA, case_id, "reopen")
    workplace.send_all()
    workplace.press(AMIRA, case_id, "resolve")
    assert not [b for b in workplace.form(AMIRA)["blocks"] if b.get("block_id") == "topic"]


def test_none_of_them_is_an_answer_too(workplace: Workplace) -> None:
    case_id = workplace.complaint(LOST)
    workplace.choose(AMIRA, case_id, "topic")
    workplace.submit(AMIRA, topic="none")
    assert "Topic: none of the list" in blocks(workplace, case_id)


def test_a_reader_may_not_say_it(workplace: Workplace) -> None:
    case_id = workplace.complaint(LOST)
    workplace.give(JONAS, "reader")
    workplace.choose(JONAS, case_id, "topic")
    assert "(topic)" in workplace.refused(JONAS)
