"""Root causes, ideas and praise: one of a kind stands on a case, each decision has its entry in the trail."""

import pytest
from sqlmodel import col, select

from bot.desk.cases import closures, merging
from bot.desk.clocks import complaints
from bot.desk.clocks.complaints import MergedAway
from bot.desk.lessons import marks
from bot.desk.lessons.marks import AsItWas, NotOnTheList
from bot.desk.record import register
from bot.desk.record.register import Entry
from bot.domain.lessons.case_mark import CaseMark, MarkKind
from bot.domain.records.cases.closure import NotActionableReason
from bot.domain.records.complaint_outcome import Finding
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.storage import lessons
from bot.storage.record import audit
from tests.desk.conftest import Bank

GRACE, AMIRA = Actor.staff("U0GRACE"), Actor.staff("U0AMIRA")


def standing(bank: Bank, case_id: int) -> dict[MarkKind, str]:
    with bank.database.reading() as session:
        found = lessons.standing(session=session, case_id=case_id)
        return {kind: mark.cause for kind, mark in found.items()}


def verbs(bank: Bank, case_id: int) -> list[str]:
    with bank.database.reading() as session:
        return [entry.verb for entry in audit.entries(session=session, case_id=case_id)]


def test_another_cause_takes_the_place_of_the_one_before_and_both_are_kept(bank: Bank) -> None:
    case_id = bank.complaint()
    for cause, by in (("delay", GRACE), ("mistake", AMIRA), ("mistake", GRACE)):
        with bank.desk() as desk:
            marks.name_cause(desk, case_id=case_id, cause=cause, by=by)
    assert standing(bank, case_id) == {MarkKind.CAUSE: "mistake"}
    with bank.database.reading() as session:
        rows = list(session.exec(select(CaseMark).order_by(col(CaseMark.id))))
    assert [(row.cause, row.marked_by, row.withdrawn_by) for row in rows] == [
        ("delay", "staff:U0GRACE", "staff:U0AMIRA"),
        ("mistake", "staff:U0AMIRA", None),
    ]
    assert verbs(bank, case_id)[-2:] == [Trail.CAUSE_NAMED, Trail.CAUSE_NAMED]


def test_a_cause_that_is_left_empty_is_taken_back(bank: Bank) -> None:
    case_id = bank.complaint()
    for cause in ("delay", ""):
        with bank.desk() as desk:
            marks.name_cause(desk, case_id=case_id, cause=cause, by=GRACE)
    assert standing(bank, case_id) == {}
    assert verbs(bank, case_id)[-1] == Trail.CAUSE_TAKEN_BACK


def test_a_cause_that_left_the_list_is_refused(bank: Bank) -> None:
    case_id = bank.complaint()
    with pytest.raises(NotOnTheList), bank.desk() as desk:
        marks.name_cause(desk, case_id=case_id, cause="submarine", by=GRACE)


@pytest.mark.parametrize("kind", [MarkKind.IDEA, MarkKind.PRAISE])
def test_an_idea_and_praise_are_said_once_and_taken_back_once(bank: Bank, kind: MarkKind) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        marks.mark(desk, case_id=case_id, kind=kind, by=GRACE)
    with pytest.raises(AsItWas), bank.desk() as desk:
        marks.mark(desk, case_id=case_id, kind=kind, by=AMIRA)
    assert kind in standing(bank, case_id)
    with bank.desk() as desk:
        marks.take_back(desk, case_id=case_id, kind=kind, by=AMIRA)
    with pytest.raises(AsItWas), bank.desk() as desk:
        marks.take_back(desk, case_id=case_id, kind=kind, by=GRACE)
    assert standing(bank, case_id) == {}
    assert verbs(bank, case_id)[-2:] == [Trail.LESSON_MARKED, Trail.LESSON_TAKEN_BACK]


def test_the_cause_of_a_complaint_is_the_cause_of_its_case(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        complaints.mark(desk, case_id=case_id, preset="uk_disp", by=GRACE, reason="Wants redress")
    with bank.desk() as desk:
        entry = Entry(Finding.UPHELD, cause="delay")
        register.enter(desk, case_id=case_id, preset="uk_disp", entry=entry, by=GRACE)
    assert standing(bank, case_id) == {MarkKind.CAUSE: "delay"}


def test_a_merged_case_is_marked_where_it_went(bank: Bank) -> None:
    into, case_id = bank.complaint(), bank.complaint(author="99")
    with bank.desk() as desk:
        merging.merge(desk, case_id=case_id, into=into, by=GRACE)
    with pytest.raises(MergedAway), bank.desk() as desk:
        marks.name_cause(desk, case_id=case_id, cause="delay", by=GRACE)


def test_a_case_that_ends_as_praise_is_marked_so_once(bank: Bank) -> None:
    case_id, marked = bank.complaint(), bank.complaint(author="ben")
    with bank.desk() as desk:
        marks.mark(desk, case_id=marked, kind=MarkKind.PRAISE, by=AMIRA)
    for number in (case_id, marked):
        with bank.desk() as desk:
            reason = NotActionableReason.PRAISE
            closures.not_actionable(desk, case_id=number, reason=reason, remark="", by=GRACE)
        assert standing(bank, number) == {MarkKind.PRAISE: ""}
        assert verbs(bank, number).count(Trail.LESSON_MARKED) == 1
