"""Resolve, no reply needed and reopen, pressed in Slack."""

from bot.domain.records.cases.case import CaseState
from tests.slack.workplace import AMIRA, JONAS, Workplace


def test_a_resolved_case_shows_what_came_of_it_and_offers_to_reopen(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "resolve")
    workplace.submit(AMIRA, outcome="redress", remark="Refunded *20*")
    workplace.send_all()
    assert workplace.case(case_id).state == CaseState.RESOLVED
    assert workplace.buttons(case_id)[0] == "reopen"
    assert "Redress" in str(workplace.headline(case_id)["blocks"])
    said = workplace.below(case_id)[-1]
    assert "resolved C-" in said["text"]
    assert "Refunded *20*" in str(said["blocks"])


def test_a_case_that_needs_no_reply_says_why(workplace: Workplace) -> None:
    case_id = workplace.complaint("Thank you, lovely bank")
    workplace.press(JONAS, case_id, "not_actionable")
    workplace.submit(JONAS, outcome="praise")
    workplace.send_all()
    assert workplace.case(case_id).state == CaseState.NOT_ACTIONABLE
    assert "Praise" in str(workplace.headline(case_id)["blocks"])


def test_a_case_is_reopened_with_its_buttons(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "resolve")
    workplace.submit(AMIRA, outcome="fixed", remark="Rang the customer")
    workplace.send_all()
    workplace.press(JONAS, case_id, "reopen")
    workplace.send_all()
    assert workplace.case(case_id).is_open
    assert "resolve" in workplace.buttons(case_id)
    assert "reopened" in workplace.below(case_id)[-1]["text"]
    assert "Reopened <!date" in str(workplace.headline(case_id)["blocks"])


def test_two_who_resolve_at_once_are_one_resolution(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "resolve")
    workplace.press(JONAS, case_id, "resolve")
    workplace.submit(AMIRA, outcome="fixed", remark="Rang the customer")
    workplace.submit(JONAS, outcome="explained")
    assert "is resolved" in str(workplace.form(JONAS)["blocks"])
    workplace.send_all()
    assert "Put right" in str(workplace.headline(case_id)["blocks"])
