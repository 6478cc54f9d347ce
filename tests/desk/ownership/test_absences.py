"""Being away: the cases go on once, alerts find somebody who is there, and so do returning customers."""

from datetime import timedelta

import pytest

from bot.desk.cases import closures
from bot.desk.clocks import escalations
from bot.desk.house import weekly_data
from bot.desk.ownership import absences, claims
from bot.desk.ownership.handoffs import CannotTake
from bot.domain.channels.inbound import Inbound
from bot.domain.records.cases.case import CaseState
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.staff import Actor
from bot.domain.rules.house.weekly_data import AbsenceRow, Kind
from bot.storage.cases.claims import open_claim
from tests.desk.conftest import Bank

AMIRA, JONAS, TOM = "U0AMIRA", "U0JONAS", "U0TOM"


@pytest.fixture(autouse=True)
def _staffed(bank: Bank) -> None:
    for person in (AMIRA, JONAS, TOM, "U0LENA", "U0DANIEL"):
        bank.staff(person)


def claim(bank: Bank, case_id: int, by: str = AMIRA) -> None:
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=Actor.staff(by), slack_user_id=by)


def away(bank: Bank, person: str = AMIRA, *, stand_in: str = "", hours: float = 24) -> None:
    with bank.desk() as desk:
        absences.away(
            desk,
            person=person,
            start=desk.now,
            until=desk.now + timedelta(hours=hours),
            stand_in=stand_in,
            by=Actor.staff(person),
        )


def owner(bank: Bank, case_id: int) -> str:
    with bank.desk() as desk:
        claim = open_claim(session=desk.session, case_id=case_id)
        return claim.slack_user_id if claim else ""


def told(bank: Bank) -> set[str]:
    return {str(d.payload["slack_channel"]) for d in bank.deliveries("slack.alert_bundle")}


def test_an_absence_that_begins_later_moves_the_cases_when_it_begins_and_once(bank: Bank) -> None:
    case_id = bank.complaint()
    claim(bank, case_id)
    row = AbsenceRow(
        person=AMIRA,
        start=bank.now + timedelta(hours=2),
        until=bank.now + timedelta(hours=9),
        stand_in=JONAS,
    )
    with bank.desk() as desk:
        weekly_data.add(desk, kind=Kind.ABSENCES, row=row, by=Actor.operator("ops"))
        assert absences.begin_due(desk) == 0
    assert owner(bank, case_id) == AMIRA
    bank.later(hours=2)
    for _ in range(2):
        with bank.desk() as desk:
            absences.begin_due(desk)
    assert owner(bank, case_id) == JONAS
    assert len(bank.deliveries("slack.handover")) == 1


def test_alerts_of_a_case_go_to_whoever_stands_in(bank: Bank) -> None:
    case_id = bank.complaint()
    claim(bank, case_id)
    away(bank, stand_in=JONAS)
    bank.later(hours=3)
    with bank.desk() as desk:
        escalations.fire(desk)
    assert AMIRA not in told(bank)


def test_an_absent_owner_counts_as_none_at_all(bank: Bank) -> None:
    case_id = bank.complaint()
    away(bank)
    claim(bank, case_id)  # from the beach
    bank.later(hours=3)
    with bank.desk() as desk:
        escalations.fire(desk)
    assert AMIRA not in told(bank)
    assert "U0DANIEL" in told(bank)


def test_a_word_to_an_absent_owner_frees_the_case_or_finds_the_stand_in(bank: Bank) -> None:
    posts: list[Inbound] = []
    for author in ("ana", "ben"):
        posts.append(bank.post("My card was declined", author=author))
        case_id = bank.take_in(posts[-1])
        claim(bank, case_id)
        with bank.desk() as desk:
            closures.resolve(
                desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=Actor.staff(AMIRA)
            )
    away(bank, stand_in=JONAS, hours=1)
    bank.later(minutes=30)
    first = bank.take_in(bank.post("Still not", author="ana", conversation=posts[0].conversation))
    assert owner(bank, first) == JONAS
    bank.later(hours=1)  # back again
    second = bank.take_in(bank.post("Nor mine", author="ben", conversation=posts[1].conversation))
    assert owner(bank, second) == AMIRA


def test_the_last_owner_is_offered_a_returning_customer_unless_away(bank: Bank) -> None:
    case_id = bank.complaint(author="ana")
    claim(bank, case_id)
    with bank.desk() as desk:
        closures.resolve(
            desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=Actor.staff(AMIRA)
        )
    bank.complaint("Something new", author="ana")
    offers = [
        d for d in bank.deliveries("slack.event") if d.payload["template"] == "handled_before"
    ]
    assert [offer.payload["owner"] for offer in offers] == [AMIRA]
    bank.complaint("A stranger's first", author="zoe")
    away(bank)
    bank.later(days=0.5)
    with bank.desk() as desk:
        closures.resolve(
            desk, case_id=case_id + 1, outcome=Outcome.FIXED, remark="", by=Actor.staff(JONAS)
        )
    bank.complaint("And another", author="ana")
    again = [d for d in bank.deliveries("slack.event") if d.payload["template"] == "handled_before"]
    assert len(again) == 1


def test_a_stand_in_who_may_not_have_cases_is_refused_at_once(bank: Bank) -> None:
    bank.staff("U0GIL", is_guest=True)
    with pytest.raises(CannotTake):
        away(bank, stand_in="U0GIL")
    case_id = bank.complaint()
    claim(bank, case_id)
    assert bank.case(case_id).state == CaseState.CLAIMED


def test_back_ends_it_and_twice_is_told_so(bank: Bank) -> None:
    away(bank)
    with bank.desk() as desk:
        absences.back(desk, person=AMIRA, by=Actor.staff(AMIRA))
    with bank.desk() as desk:
        assert desk.rules.data.absence(AMIRA, desk.now) is None
    with pytest.raises(absences.NotAway), bank.desk() as desk:
        absences.back(desk, person=AMIRA, by=Actor.staff(AMIRA))


def test_two_workers_begin_an_absence_once(bank: Bank) -> None:
    case_id = bank.complaint()
    claim(bank, case_id)
    row = AbsenceRow(person=AMIRA, start=bank.now, until=bank.now + timedelta(hours=1), stand_in="")
    with bank.desk() as desk:
        weekly_data.add(desk, kind=Kind.ABSENCES, row=row, by=Actor.operator("ops"))
    with bank.desk() as desk:
        assert absences.begin_due(desk) == 1
    with bank.desk() as desk:
        assert absences.begin_due(desk) == 0
    assert owner(bank, case_id) == ""
