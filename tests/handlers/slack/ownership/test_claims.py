"""Claim and release, pressed in Slack."""

import pytest

from tests.slack.workplace import AMIRA, GUEST, JONAS, STRANGER, TOM, Workplace

pytestmark = pytest.mark.on_both


def test_the_one_who_presses_claim_stands_on_the_headline(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.send_all()
    assert f"<@{AMIRA}>" in str(workplace.headline(case_id)["blocks"])
    assert "claimed C-" in workplace.below(case_id)[-1]["text"]
    assert "claim" not in workplace.buttons(case_id)


def test_who_claimed_is_named_in_the_thread_without_a_ping(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.send_all()
    said = str([(each["text"], each.get("blocks")) for each in workplace.below(case_id)])
    assert "Amira claimed" in said
    assert f"<@{AMIRA}>" not in said


def test_the_second_to_claim_is_told_who_was_first_and_when(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.press(JONAS, case_id, "claim")
    sentence = workplace.refused(JONAS)
    assert sentence.startswith(f"<@{AMIRA}> claimed C-{case_id} at <!date^")
    workplace.send_all()
    assert f"<@{AMIRA}>" in str(workplace.headline(case_id)["blocks"])


def test_a_released_case_may_be_claimed_by_anybody(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.send_all()
    workplace.choose(AMIRA, case_id, "release")
    workplace.send_all()
    assert workplace.buttons(case_id)[0] == "claim"
    assert " · nobody · " in str(workplace.headline(case_id)["blocks"])


def test_only_the_owner_or_a_lead_releases(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.send_all()
    workplace.choose(JONAS, case_id, "release")
    assert "holds" in workplace.refused(JONAS)


def test_guests_and_strangers_can_look_but_not_act(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    for person in (GUEST, STRANGER):
        workplace.press(person, case_id, "claim")
    workplace.send_all()
    assert "Guests can look, but not act." in workplace.refused(GUEST)
    assert workplace.buttons(case_id)[0] == "claim"


def test_a_trainee_may_claim_but_not_resolve(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.give(TOM, "trainee")
    workplace.press(TOM, case_id, "claim")
    workplace.press(TOM, case_id, "resolve")
    assert "does not include this" in workplace.refused(TOM)


def test_a_stale_button_says_who_changed_the_case_and_how(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "resolve")
    workplace.submit(AMIRA, outcome="fixed", remark="Rang the customer")
    workplace.press(JONAS, case_id, "claim")  # the headline is not redrawn yet
    sentence = workplace.refused(JONAS)
    assert "is resolved" in sentence
    assert f"<@{AMIRA}> resolved it" in sentence
