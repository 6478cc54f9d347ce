"""One owner at a time, and an end with an outcome."""

import threading

import pytest
from sqlmodel import select

from bot.desk import permissions
from bot.desk.case_access import NotOpen
from bot.desk.cases import closures, notes
from bot.desk.ownership import claims
from bot.domain.records.cases.case import CaseState, CaseThread
from bot.domain.records.cases.closure import NotActionableReason, Outcome
from bot.domain.records.staff import Actor, Role, Staff
from bot.domain.rules.role_rules import Verb
from bot.storage.record import audit
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")
JONAS = Actor.staff("U0JONAS")


def test_the_second_to_claim_is_told_who_was_first_and_when(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id=AMIRA.id)
    with pytest.raises(claims.AlreadyClaimed) as first, bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=JONAS, slack_user_id=JONAS.id)
    assert (first.value.holder, first.value.since) == (AMIRA.id, bank.now)


@pytest.mark.on_both
def test_of_many_claiming_at_the_same_moment_exactly_one_wins(bank: Bank) -> None:
    case_id = bank.complaint()
    ready, wins = threading.Barrier(4), []

    def press(name: str) -> None:
        ready.wait()
        try:
            with bank.desk() as desk:
                claims.claim(desk, case_id=case_id, by=Actor.staff(name), slack_user_id=name)
            wins.append(name)
        except claims.AlreadyClaimed:
            pass

    people = [threading.Thread(target=press, args=(f"U0P{n}",)) for n in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(wins) == 1


def test_only_the_owner_or_a_lead_lets_a_case_go(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id=AMIRA.id)
    with pytest.raises(claims.NotYours), bank.desk() as desk:
        claims.release(desk, case_id=case_id, by=JONAS, roles=frozenset({Role.AGENT}))
    with bank.desk() as desk:
        claims.release(desk, case_id=case_id, by=JONAS, roles=frozenset({Role.LEAD}))
    assert bank.case(case_id).state == CaseState.NEW


def test_a_resolved_case_takes_no_claim_until_it_is_reopened(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    with pytest.raises(NotOpen), bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id=AMIRA.id)
    with bank.desk() as desk:
        closures.reopen(desk, case_id=case_id, by=AMIRA)
    assert bank.case(case_id).is_open


def test_every_verb_leaves_its_mark_in_a_trail_that_holds(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id=AMIRA.id)
        claims.release(desk, case_id=case_id, by=AMIRA)
        closures.not_actionable(
            desk,
            case_id=case_id,
            reason=NotActionableReason.PRAISE,
            remark="Call +44 20 7946 0018",
            by=AMIRA,
        )
    with bank.database.reading() as session:
        trail = audit.entries(session=session, case_id=case_id)
        verbs = [entry.verb for entry in trail]
        assert verbs == ["opened", "claim", "release", "not_actionable", "lesson_marked"]
        assert audit.verify(session=session, case_id=case_id) == []


def test_a_message_in_a_cases_thread_is_a_note_and_masked(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        thread = desk.session.get_one(CaseThread, 1)
        thread.slack_ts = "1.1"
        desk.session.add(thread)
    with bank.desk() as desk:
        note = notes.write(
            desk,
            slack_channel="C0NORTHBANK",
            thread_ts="1.1",
            slack_ts="1.2",
            slack_user_id=AMIRA.id,
            text="Her number is +44 20 7946 0018",
            at=bank.now,
        )
        elsewhere = notes.write(
            desk,
            slack_channel="C0NORTHBANK",
            thread_ts="9.9",
            slack_ts="9.10",
            slack_user_id=AMIRA.id,
            text="Lunch?",
            at=bank.now,
        )
    assert note is not None
    assert note.case_id == case_id
    assert "7946" not in note.text
    assert elsewhere is None
    assert not bank.deliveries("reply")


def test_who_deleted_a_note_is_not_guessed(bank: Bank) -> None:
    bank.complaint()
    with bank.desk() as desk:
        thread = desk.session.get_one(CaseThread, 1)
        thread.slack_ts = "1.1"
        desk.session.add(thread)
        desk.session.flush()
        notes.write(
            desk,
            slack_channel="C0NORTHBANK",
            thread_ts="1.1",
            slack_ts="1.2",
            slack_user_id=AMIRA.id,
            text="Is this ours?",
            at=bank.now,
        )
        notes.delete(desk, slack_channel="C0NORTHBANK", slack_ts="1.2", at=bank.now)
        trail = audit.entries(session=desk.session, case_id=1)
    assert [(e.verb, e.actor_kind) for e in trail[-2:]] == [
        ("note", "staff"),
        ("note_deleted", "platform"),
    ]


@pytest.mark.parametrize(
    ("person", "team"),
    [
        ({"is_guest": True}, "T0SANDBOX"),
        ({"is_gone": True}, "T0SANDBOX"),
        ({"team_id": "T0OTHER"}, "T0SANDBOX"),
        ({}, "T0OTHER"),
        ({"roles": []}, "T0SANDBOX"),
    ],
)
def test_guests_leavers_strangers_and_people_without_a_role_can_only_look(
    bank: Bank, person: dict[str, object], team: str
) -> None:
    bank.staff("U0AMIRA", **person)
    with pytest.raises(permissions.NotAllowed), bank.desk() as desk:
        permissions.require(desk, verb=Verb.CLAIM, slack_user_id="U0AMIRA", team_id=team)


def test_a_role_read_too_long_ago_counts_for_nothing(bank: Bank) -> None:
    bank.staff("U0AMIRA", refreshed_at="2020-01-01T00:00:00Z")
    with pytest.raises(permissions.NotAllowed), bank.desk() as desk:
        permissions.require(desk, verb=Verb.CLAIM, slack_user_id="U0AMIRA", team_id="T0SANDBOX")


def test_an_agent_may_claim(bank: Bank) -> None:
    bank.staff("U0AMIRA")
    with bank.desk() as desk:
        _, roles = permissions.require(
            desk, verb=Verb.CLAIM, slack_user_id="U0AMIRA", team_id="T0SANDBOX"
        )
    assert Role.AGENT in roles


def test_before_slacks_people_were_read_nobody_is_sent_to_an_admin(bank: Bank) -> None:
    with bank.database.transaction() as session:
        for person in session.exec(select(Staff)):
            session.delete(person)
    with pytest.raises(permissions.NotAllowed, match="only just started"), bank.desk() as desk:
        permissions.require(desk, verb=Verb.CLAIM, slack_user_id=AMIRA.id, team_id=desk.home_team)
