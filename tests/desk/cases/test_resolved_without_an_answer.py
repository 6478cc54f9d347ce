"""Ending a case while the customer still waits: the person who does it says how it was settled."""

from dataclasses import replace

import pytest

from bot.desk.cases import closures
from bot.desk.clocks import complaints
from bot.desk.digests import issuing
from bot.digest.figure import Figure
from bot.domain.records.cases.case import CaseState
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.sla.regulatory import StopEvent
from bot.storage.record import audit
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")


def resolve(bank: Bank, case_id: int, *, remark: str, pressed_by: str = "U0AMIRA") -> None:
    with bank.desk() as desk:
        pressed = replace(desk, pressed_by=pressed_by)
        closures.resolve(
            pressed, case_id=case_id, outcome=Outcome.EXPLAINED, remark=remark, by=AMIRA
        )


def test_nobody_resolves_a_case_that_waits_without_saying_how(bank: Bank) -> None:
    case_id = bank.complaint()
    with pytest.raises(closures.WithoutAnswer):
        resolve(bank, case_id, remark="  ")
    assert bank.case(case_id).state == CaseState.NEW


def test_with_a_reason_it_is_marked_in_the_trail_told_and_counted_apart(bank: Bank) -> None:
    case_id = bank.complaint()
    resolve(bank, case_id, remark="Rang the customer, all is well")
    bank.later(minutes=1)
    with bank.database.reading() as session:
        [ended] = [
            each
            for each in audit.entries(session=session, case_id=case_id)
            if each.verb == Trail.RESOLVED
        ]
    assert ended.details["unanswered"] is True
    with bank.desk() as desk:
        report = issuing.issue_now(desk, digest="daily", by=Actor.staff("U0DANIEL"))
    assert report.count(Figure.RESOLVED_UNANSWERED) == 1
    [event] = [
        each for each in bank.deliveries("slack.event") if each.payload["template"] == "resolved"
    ]
    assert event.payload["unanswered"] is True


def test_a_case_whose_customer_only_thanked_is_resolved_without_a_question(bank: Bank) -> None:
    case_id = bank.complaint("Thank you so much!")
    resolve(bank, case_id, remark="")
    assert bank.case(case_id).state == CaseState.RESOLVED


def test_a_final_response_that_nobody_published_needs_a_word_about_it(bank: Bank) -> None:
    case_id = bank.complaint()

    def record(reason: str) -> None:
        with bank.desk() as desk:
            complaints.record_outcome(
                replace(desk, pressed_by="U0AMIRA"),
                case_id=case_id,
                preset="uk_disp",
                event=StopEvent.FINAL,
                by=AMIRA,
                reason=reason,
            )

    with bank.desk() as desk:
        complaints.mark(desk, case_id=case_id, preset="uk_disp", by=AMIRA, reason="")
    with pytest.raises(complaints.NothingSent):
        record("")
    record("By letter on Monday")
