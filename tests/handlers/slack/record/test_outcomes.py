"""*Outcome of the complaint…*, pressed in Slack: entered by whoever may, shown on the headline, corrected."""

import pytest
from sqlmodel import select

from bot.domain.records.complaint_outcome import ComplaintOutcome, Finding
from tests.slack.workplace import AMIRA, JONAS, Workplace


@pytest.fixture
def case_id(workplace: Workplace) -> int:
    workplace.give(JONAS, "auditor")
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "complaint")
    workplace.submit(AMIRA, act="mark:uk_disp", reason="Says so.")
    workplace.send_all()
    return case_id


def enter(workplace: Workplace, case_id: int, **values: object) -> dict[str, object]:
    workplace.choose(AMIRA, case_id, "complaint_outcome")
    given = {"preset": "uk_disp", "finding": "upheld", "currency": "GBP", **values}
    return workplace.submit(AMIRA, **given)


def rows(workplace: Workplace) -> list[ComplaintOutcome]:
    with workplace.database.reading() as session:
        return list(session.exec(select(ComplaintOutcome)))


def test_what_came_of_it_stands_on_the_headline(workplace: Workplace, case_id: int) -> None:
    enter(workplace, case_id, redress="125.50", cause="delay", told=["told"])
    workplace.send_all()
    [row] = rows(workplace)
    assert (row.finding, row.cause, row.told_ombudsman) == (Finding.UPHELD, "delay", True)
    shown = str(workplace.messages())
    assert "Upheld: the customer is right" in shown
    assert "redress 125.50 GBP" in shown
    assert "told about the ombudsman" in shown


def test_what_cannot_stand_is_told_at_its_field(workplace: Workplace, case_id: int) -> None:
    assert "owed the reasons" in str(enter(workplace, case_id, finding="rejected", reasons=" "))
    workplace.do("close", user=AMIRA, view_id=workplace.form(AMIRA)["id"])
    assert "in digits" in str(enter(workplace, case_id, redress="a lot"))
    assert rows(workplace) == []


def test_an_auditor_enters_nothing(workplace: Workplace, case_id: int) -> None:
    workplace.choose(JONAS, case_id, "complaint_outcome")
    assert "Your role does not include this" in workplace.refused(JONAS)
    assert rows(workplace) == []


def test_of_a_case_that_is_no_complaint_the_menu_offers_none(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    with pytest.raises(StopIteration):
        workplace.choose(AMIRA, case_id, "complaint_outcome")
