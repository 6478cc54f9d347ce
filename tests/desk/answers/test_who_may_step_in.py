"""Who may answer what a colleague has claimed, and how long everybody may take an answer back."""

import pytest

from bot.desk.answers import replies
from bot.desk.ownership import claims
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.staff import Actor, Role
from tests.desk.conftest import Bank

AMIRA, LENA = Actor.staff("U0AMIRA"), Actor.staff("U0LENA")


def claimed(bank: Bank) -> int:
    bank.staff(AMIRA.id)
    case_id = bank.complaint()
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id=AMIRA.id)
    return case_id


@pytest.mark.parametrize("role", [Role.LEAD, Role.DUTY_MANAGER])
def test_a_lead_and_a_duty_manager_step_in(bank: Bank, role: Role) -> None:
    case_id = claimed(bank)
    with bank.desk() as desk:
        case = desk.session.get_one(Case, case_id)
        replies.refuse_another(desk, case=case, by=LENA, roles=frozenset({role}))


def test_another_agent_does_not(bank: Bank) -> None:
    case_id = claimed(bank)
    with bank.desk() as desk:
        case = desk.session.get_one(Case, case_id)
        with pytest.raises(replies.ClaimedByAnother):
            replies.refuse_another(desk, case=case, by=LENA, roles=frozenset({Role.AGENT}))


def test_an_answer_leaves_when_it_can_be_undone_no_more(bank: Bank) -> None:
    case_id = claimed(bank)
    with bank.desk() as desk:
        undo, now = desk.undo, desk.database_now
        replies.reply(
            desk,
            case_id=case_id,
            text="It has arrived.",
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=AMIRA,
            request_key="r1",
        )
    [delivery] = bank.deliveries("reply")
    assert undo.total_seconds() > 0
    assert delivery.not_before == now + undo
