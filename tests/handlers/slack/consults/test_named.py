"""A named colleague comes first where a case is handed over, and stands on the headline of who comes back."""

from datetime import timedelta

from bot import clock
from bot.desk.house import weekly_data
from bot.domain.records.cases.case import CaseState
from bot.domain.records.staff import Actor
from bot.domain.rules.house.named_row import NamedRow
from bot.domain.rules.house.weekly_data import AbsenceRow, Kind
from tests.handlers.slack.people import offered
from tests.slack.workplace import AMIRA, LENA, TOM, Workplace


def name(workplace: Workplace, person: str) -> None:
    with workplace.app.desk() as desk:
        row = NamedRow(person=person, channel="x", author_id="ana")
        weekly_data.add(desk, kind=Kind.NAMED, row=row, by=Actor.staff(LENA))


def test_whom_the_customer_knows_is_offered_first_while_they_are_there(
    workplace: Workplace,
) -> None:
    name(workplace, TOM)
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "hand_over")
    assert offered(workplace.form(AMIRA))[0] == TOM
    assert "named for this" in str(workplace.form(AMIRA))
    with workplace.app.desk() as desk:
        now = clock.now()
        away = AbsenceRow(person=TOM, start=now - timedelta(hours=1), until=now + timedelta(days=1))
        weekly_data.add(desk, kind=Kind.ABSENCES, row=away, by=Actor.staff(LENA))
    workplace.choose(AMIRA, case_id, "hand_over")
    assert "named for this" not in str(workplace.form(AMIRA))


def test_the_headline_of_who_comes_back_says_whom_they_know(workplace: Workplace) -> None:
    name(workplace, TOM)
    first = workplace.complaint()
    assert "Knows them" not in str(workplace.headline(first)["blocks"])
    workplace.press(AMIRA, first, "resolve")
    workplace.submit(AMIRA, outcome="fixed")
    with workplace.database.transaction() as session:
        case = workplace.case(first)
        case.state = CaseState.CLOSED
        session.merge(case)
    again = workplace.complaint("It happened again, with another card")
    assert again != first
    workplace.send_all()
    assert f"Knows them: <@{TOM}>" in str(workplace.headline(again)["blocks"])
