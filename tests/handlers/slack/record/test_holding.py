"""*Legal hold…*: compliance keeps a case and lets it go; nobody else does."""

from sqlmodel import select

from bot.domain.records.legal_hold import LegalHold
from tests.slack.workplace import AMIRA, JONAS, Workplace


def holds(workplace: Workplace) -> list[LegalHold]:
    with workplace.database.reading() as session:
        return list(session.exec(select(LegalHold)))


def test_a_case_is_held_with_a_reason_and_let_go(workplace: Workplace) -> None:
    workplace.give(JONAS, "compliance")
    case_id = workplace.complaint()
    workplace.choose(JONAS, case_id, "legal_hold")
    workplace.submit(JONAS, reason="In *court*, call 07700 900123", matter="Reed v Bank")
    [hold] = holds(workplace)
    assert (hold.case_id, hold.set_by) == (case_id, f"staff:{JONAS}")
    assert hold.reason == "In *court*, call [phone number hidden]"
    workplace.choose(JONAS, case_id, "legal_hold")
    form = workplace.form(JONAS)
    assert form["callback_id"] == "lift_hold"
    assert "In *court*" in str(form["blocks"])
    assert "Reed v Bank" in str(form["blocks"])
    workplace.submit(JONAS)
    [hold] = holds(workplace)
    assert hold.lifted_by == f"staff:{JONAS}"


def test_who_has_not_the_role_is_refused(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "legal_hold")
    assert "Your role does not include this (legal hold)" in str(workplace.slack())
    assert holds(workplace) == []


def test_a_form_that_is_sent_late_is_told_what_happened_meanwhile(workplace: Workplace) -> None:
    workplace.give(JONAS, "compliance")
    workplace.give(AMIRA, "compliance")
    case_id = workplace.complaint()
    for who in (JONAS, AMIRA):
        workplace.choose(who, case_id, "legal_hold")
    workplace.submit(JONAS, reason="In court")
    outcome = workplace.submit(AMIRA, reason="In court too")
    assert "held already" in outcome["errors"]["reason"]
    assert len(holds(workplace)) == 1
