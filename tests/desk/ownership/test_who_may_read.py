"""A talk that is private only goes to nobody who cannot read it, and is read where it stands now."""

from datetime import timedelta

import pytest

from bot.desk import private_words
from bot.desk.ownership import handoffs
from bot.domain.records.cases.case import CaseThread, Surface
from bot.domain.records.staff import Actor
from tests.desk.conftest import Bank
from tests.desk.talks import let_read, private, with_private_words

AMIRA, JONAS, TOM = "U0AMIRA", "U0JONAS", "U0TOM"


@pytest.fixture
def case_id(bank: Bank) -> int:
    """A private talk that Amira and Jonas can read; Tom works here too."""
    for person in (AMIRA, JONAS, TOM):
        bank.staff(person)
    with_private_words(bank)
    made = bank.take_in(private(bank, "My salary is 4000"))
    let_read(bank, [AMIRA, JONAS])
    return made


def test_it_is_handed_to_who_reads_it_and_to_nobody_else(bank: Bank, case_id: int) -> None:
    amira = Actor.staff(AMIRA)
    with pytest.raises(handoffs.CannotTake, match="is not in its Slack channel"), bank.desk() as d:
        handoffs.to_person(d, case_id=case_id, to=TOM, note="", by=amira)
    with bank.desk() as desk:
        assert handoffs.to_person(desk, case_id=case_id, to=JONAS, note="", by=amira).id


def test_it_is_offered_to_who_reads_it_and_to_nobody_else(bank: Bank, case_id: int) -> None:
    case = bank.case(case_id)
    with bank.desk() as desk:
        may = {who: handoffs.may_have(desk, case=case, slack_user_id=who) for who in (JONAS, TOM)}
    assert may == {JONAS: True, TOM: False}


def test_who_reads_it_where_it_stood_before_reads_it_no_more(bank: Bank, case_id: int) -> None:
    let_read(bank, [TOM], slack_channel="C0ELSEWHERE")
    later = bank.now + timedelta(minutes=1)
    with bank.desk() as desk:
        desk.session.add(
            CaseThread(
                case_id=case_id,
                surface=Surface.PRIVATE,
                slack_channel="C0ELSEWHERE",
                opened_at=later,
                current_since=later,
            )
        )
    case = bank.case(case_id)
    with bank.desk() as desk:
        sees = [
            who
            for who in (AMIRA, JONAS, TOM)
            if private_words.may_see_private(desk, case=case, slack_user_id=who)
        ]
    assert sees == [TOM]
