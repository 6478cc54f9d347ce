"""Whose a cause is and how far it has come; rules that hurt, and that whoever saw it is told what became of them."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from bot.desk.lessons import causes, marks, rule_remarks
from bot.desk.lessons.causes import DayIsOver, Step
from bot.desk.lessons.marks import NotOnTheList
from bot.desk.lessons.rule_remarks import NothingSaid
from bot.domain.lessons.cause_step import CauseState, CauseStep
from bot.domain.lessons.rule_remark import RuleAnswer
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import DeliveryKind
from bot.storage.record import audit
from bot.storage.record.audit import HOUSE
from tests.desk.conftest import Bank

GRACE, AMIRA = Actor.staff("U0GRACE"), Actor.staff("U0AMIRA")
CARD = "4111 1111 1111 1111"


def test_the_newest_step_stands_and_the_ones_before_are_kept(bank: Bank) -> None:
    due = date(2099, 1, 31)
    for step in (
        Step(CauseState.SEEN, owner="U0NORA"),
        Step(CauseState.PLANNED, owner="U0NORA", due_on=due, remark=f"New printer, not {CARD}"),
        Step(CauseState.MENDED, owner="U0NORA", due_on=due),
    ):
        with bank.desk() as desk:
            causes.change(desk, cause="card_delivery", step=step, by=GRACE)
    with bank.desk() as desk:
        stands = {one.cause: one for one in causes.stands(desk)}
        rows = list(desk.session.exec(select(CauseStep).order_by(CauseStep.id)))  # type: ignore[arg-type]  # a column
    assert stands["card_delivery"].state is CauseState.MENDED
    assert stands["delay"].state is CauseState.OPEN
    assert [(row.state, row.due_on) for row in rows] == [
        (CauseState.SEEN, None),
        (CauseState.PLANNED, due),
        (CauseState.MENDED, None),
    ]
    assert CARD not in rows[1].remark
    with bank.database.reading() as session:
        last = audit.entries(session=session, case_id=HOUSE)[-1]
    assert (last.verb, last.details["state"]) == (Trail.CAUSE_CHANGED, "mended")


def test_what_cannot_stand_is_refused(bank: Bank) -> None:
    with pytest.raises(NotOnTheList), bank.desk() as desk:
        causes.change(desk, cause="submarine", step=Step(CauseState.SEEN), by=GRACE)
    late = Step(CauseState.PLANNED, due_on=(bank.now - timedelta(days=1)).date())
    with pytest.raises(DayIsOver), bank.desk() as desk:
        causes.change(desk, cause="delay", step=late, by=GRACE)


def test_the_cause_of_most_cases_stands_first(bank: Bank) -> None:
    for author in ("1", "2", "3"):
        case_id = bank.complaint(author=author)
        with bank.desk() as desk:
            cause = "delay" if author == "1" else "refund_slow"
            marks.name_cause(desk, case_id=case_id, cause=cause, by=GRACE)
    with bank.desk() as desk:
        first, second, *others = causes.stands(desk)
    assert [(one.cause, one.cases) for one in (first, second)] == [("refund_slow", 2), ("delay", 1)]
    assert {one.cases for one in others} == {0}


def test_whoever_saw_a_rule_hurt_is_told_what_becomes_of_it(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        remark = rule_remarks.write(
            desk,
            case_id=case_id,
            rule="Cards go out by post alone",
            happened=f"A traveller stood without a card, {CARD}",
            by=AMIRA,
        )
        remark_id = remark.pk
        assert CARD not in remark.happened
    with pytest.raises(NothingSaid), bank.desk() as desk:
        rule_remarks.answer(desk, remark_id=remark_id, what=RuleAnswer.STAYS, text=" ", by=GRACE)
    with bank.desk() as desk:
        assert [each.pk for each in rule_remarks.waiting(desk)] == [remark_id]
        rule_remarks.answer(
            desk, remark_id=remark_id, what=RuleAnswer.CHANGES, text="By courier", by=GRACE
        )
        assert rule_remarks.waiting(desk) == []
        [told] = rule_remarks.of_case(desk, case_id=case_id)
        assert (told.answer, told.answer_text) == (RuleAnswer.CHANGES, "By courier")
        query = select(Delivery).where(Delivery.kind == DeliveryKind.NOTICE)
        notices = [each.payload for each in desk.session.exec(query)]
    assert [each["slack_channel"] for each in notices] == ["U0AMIRA"]
    assert "The rule changes" in notices[0]["text"]


def test_a_remark_names_a_rule(bank: Bank) -> None:
    case_id = bank.complaint()
    with pytest.raises(NothingSaid), bank.desk() as desk:
        rule_remarks.write(desk, case_id=case_id, rule="  ", happened="", by=AMIRA)
