"""Who has left, or lost the role: nothing stays theirs in silence, and nothing is told to them alone."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk.clocks import escalations
from bot.desk.house import weekly_data
from bot.desk.ownership import absences, claims, leavers
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.records.cases.case import CaseState
from bot.domain.records.staff import Actor
from bot.domain.rules.house.weekly_data import AbsenceRow, Kind
from bot.storage.cases.claims import open_claim
from tests.desk.conftest import Bank

AMIRA, JONAS, TOM, LENA, DANIEL = "U0AMIRA", "U0JONAS", "U0TOM", "U0LENA", "U0DANIEL"


@pytest.fixture(autouse=True)
def _staffed(bank: Bank) -> None:
    for person in (AMIRA, JONAS, TOM, LENA, DANIEL):
        bank.staff(person)


def claimed(bank: Bank, by: str = AMIRA, *, author: str = "ana") -> int:
    case_id = bank.complaint(author=author)
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=Actor.staff(by), slack_user_id=by)
    return case_id


def owner(bank: Bank, case_id: int) -> str:
    with bank.desk() as desk:
        claim = open_claim(session=desk.session, case_id=case_id)
        return claim.slack_user_id if claim else ""


def tick(bank: Bank) -> None:
    with bank.desk() as desk:
        escalations.fire(desk)
    with bank.desk() as desk:
        leavers.let_go_due(desk)
    with bank.desk() as desk:
        leavers.watch_names(desk)


def told(bank: Bank) -> set[str]:
    return {str(d.payload["slack_channel"]) for d in bank.deliveries("slack.alert_bundle")}


def events(bank: Bank) -> list[str]:
    return bank.templates()


def standing(bank: Bank) -> dict[str, str]:
    with bank.database.reading() as session:
        rows = session.exec(select(Alarm).where(Alarm.kind == AlarmKind.STAFF_GONE))
        return {row.subject: row.values["places"] for row in rows if row.cleared_at is None}


@pytest.mark.parametrize("how", [{"is_gone": True}, {"roles": []}, {"is_guest": True}])
def test_the_cases_of_somebody_who_left_or_lost_the_role_are_let_go_and_it_is_said(
    bank: Bank, how: dict[str, object]
) -> None:
    case_id, other = claimed(bank), claimed(bank, by=JONAS, author="ben")
    bank.staff(AMIRA, **how)
    tick(bank)
    tick(bank)
    assert (owner(bank, case_id), owner(bank, other)) == ("", JONAS)
    assert bank.case(case_id).state == CaseState.NEW
    assert events(bank).count("owner_has_left") == 1


def test_what_had_run_out_while_somebody_had_it_who_left_rings_again(bank: Bank) -> None:
    claimed(bank)
    bank.later(minutes=61)
    tick(bank)
    assert DANIEL not in told(bank)
    bank.staff(AMIRA, is_gone=True)
    tick(bank)
    rang = len(bank.deliveries("slack.alert_bundle"))
    assert DANIEL in told(bank)
    tick(bank)
    assert len(bank.deliveries("slack.alert_bundle")) == rang


def test_a_breach_before_anybody_looked_goes_to_the_duty_manager_at_the_due_time(
    bank: Bank,
) -> None:
    claimed(bank)
    bank.staff(AMIRA, is_gone=True)
    bank.later(minutes=61)
    with bank.desk() as desk:
        escalations.fire(desk)
    assert DANIEL in told(bank)
    alerts = bank.deliveries("slack.alert")
    assert alerts
    assert not any(AMIRA in str(alert.payload) for alert in alerts)


def test_the_next_word_to_somebody_who_left_frees_the_case_at_once(bank: Bank) -> None:
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=Actor.staff(AMIRA), slack_user_id=AMIRA)
    bank.staff(AMIRA, is_gone=True)
    bank.take_in(bank.post("Hello?", conversation=post.conversation))
    assert owner(bank, case_id) == ""


def test_somebody_on_duty_who_left_is_told_nothing(bank: Bank) -> None:
    bank.staff(DANIEL, is_gone=True)
    bank.complaint()
    bank.later(hours=3)
    tick(bank)
    assert DANIEL not in told(bank)
    assert told(bank)


def test_where_a_leaver_is_still_named_is_one_alarm_until_nothing_names_them(bank: Bank) -> None:
    row = AbsenceRow(
        person=JONAS,
        start=bank.now + timedelta(days=1),
        until=bank.now + timedelta(days=9),
        stand_in=TOM,
    )
    with bank.desk() as desk:
        weekly_data.add(desk, kind=Kind.ABSENCES, row=row, by=Actor.operator("ops"))
    tick(bank)
    assert standing(bank) == {}
    bank.staff(TOM, is_gone=True)
    tick(bank)
    assert standing(bank)[TOM] == leavers.STANDS_IN
    bank.later(days=10)
    tick(bank)
    assert TOM not in standing(bank)


def test_a_planned_absence_whose_stand_in_is_away_too_asks_whoever_is_on_duty(bank: Bank) -> None:
    case_id = claimed(bank)
    bank.later(minutes=61)
    tick(bank)  # the breach is told to its owner, in the thread
    for person, stand_in in ((AMIRA, JONAS), (JONAS, "")):
        row = AbsenceRow(
            person=person,
            start=bank.now + timedelta(hours=1),
            until=bank.now + timedelta(hours=9),
            stand_in=stand_in,
        )
        with bank.desk() as desk:
            weekly_data.add(desk, kind=Kind.ABSENCES, row=row, by=Actor.operator("ops"))
    bank.later(hours=1)
    for _ in range(2):
        with bank.desk() as desk:
            absences.begin_due(desk)
    assert owner(bank, case_id) == ""
    asked = [d for d in bank.deliveries("slack.notice") if d.payload["slack_channel"] == DANIEL]
    assert len(asked) == 1
    assert f"C-{case_id}" in str(asked[0].payload["text"])
    assert f"<@{JONAS}>" in str(asked[0].payload["text"])
    assert DANIEL in told(bank), "the alert that was spent on the owner rings again"
