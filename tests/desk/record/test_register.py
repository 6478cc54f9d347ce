"""The register says what came of each complaint; the newest decision stands, and all of them stay."""

import pytest
from sqlmodel import select

from bot.desk.clocks import complaints
from bot.desk.clocks.complaints import NotMarked
from bot.desk.lessons.marks import NotOnTheList
from bot.desk.record import register
from bot.desk.record.register import Entry, NoAmount, ReasonsUnsaid
from bot.domain.records.complaint_outcome import ComplaintOutcome, Finding
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.storage.record import audit, record_check, record_seals
from tests.desk.conftest import Bank

GRACE = Actor.staff("U0GRACE")
UPHELD = Entry(
    finding=Finding.UPHELD, told_ombudsman=True, redress="١٢٥٫٥٠", currency="GBP", cause="delay"
)


def complaint(bank: Bank) -> int:
    case_id = bank.complaint()
    with bank.desk() as desk:
        complaints.mark(desk, case_id=case_id, preset="uk_disp", by=GRACE, reason="Wants redress")
    return case_id


def enter(bank: Bank, case_id: int, entry: Entry) -> ComplaintOutcome:
    with bank.desk() as desk:
        row = register.enter(desk, case_id=case_id, preset="uk_disp", entry=entry, by=GRACE)
        desk.session.refresh(row)
        return row


def test_what_came_of_it_is_kept_and_recorded(bank: Bank) -> None:
    case_id = complaint(bank)
    row = enter(bank, case_id, UPHELD)
    assert (row.finding, row.redress, row.currency) == (Finding.UPHELD, "125.50", "GBP")
    with bank.database.reading() as session:
        last = audit.entries(session=session, case_id=case_id)[-1]
    assert (last.verb, last.details["finding"]) == (Trail.COMPLAINT_DECIDED, "upheld")
    assert f"complaint_outcomes:{row.pk}" in (last.rows or {})


def test_a_later_decision_stands_beside_the_one_before(bank: Bank) -> None:
    case_id = complaint(bank)
    enter(bank, case_id, UPHELD)
    enter(bank, case_id, Entry(Finding.REJECTED, reasons="Card 4111 1111 1111 1111 was not ours"))
    with bank.database.reading() as session:
        first, second = session.exec(select(ComplaintOutcome).order_by(ComplaintOutcome.id))  # type: ignore[arg-type]  # a column
    assert (first.finding, second.finding) == (Finding.UPHELD, Finding.REJECTED)
    assert "4111 1111" not in second.reasons


def test_a_change_past_earshot_is_found(bank: Bank) -> None:
    case_id = complaint(bank)
    row = enter(bank, case_id, UPHELD)
    with bank.database.transaction() as session:
        record_seals.seal(session=session)
    with bank.database.engine.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE complaint_outcomes SET redress = '1' WHERE id = {row.pk}"
        )
    with bank.database.reading() as session:
        [fault] = record_check.check(session=session).faults
    assert "what came of a complaint" in fault


@pytest.mark.parametrize(
    ("entry", "refusal"),
    [
        (Entry(Finding.REJECTED, reasons=" "), ReasonsUnsaid),
        (Entry(Finding.UPHELD, redress="a lot", currency="GBP"), NoAmount),
        (Entry(Finding.UPHELD, redress="-5", currency="GBP"), NoAmount),
        (Entry(Finding.UPHELD, redress="5", currency="ZZZ"), NotOnTheList),
        (Entry(Finding.UPHELD, product="submarine"), NotOnTheList),
    ],
)
def test_what_cannot_stand_is_refused(bank: Bank, entry: Entry, refusal: type[Exception]) -> None:
    case_id = complaint(bank)
    with pytest.raises(refusal), bank.desk() as desk:
        register.enter(desk, case_id=case_id, preset="uk_disp", entry=entry, by=GRACE)


def test_only_a_complaint_has_an_outcome(bank: Bank) -> None:
    case_id = bank.complaint()
    with pytest.raises(NotMarked), bank.desk() as desk:
        register.enter(desk, case_id=case_id, preset="uk_disp", entry=UPHELD, by=GRACE)


def test_no_redress_has_no_currency(bank: Bank) -> None:
    row = enter(bank, complaint(bank), Entry(Finding.PARTLY, redress="0.00", currency="GBP"))
    assert (row.redress, row.currency) == ("", "")
