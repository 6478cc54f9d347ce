"""Why an answer waits for a second person, who is asked, and how long."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.desk import case_access
from bot.desk.answers import approvals
from bot.desk.ownership import absences
from bot.domain.records.answers.approval import Approval, Decision
from bot.domain.records.staff import Actor
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.domain.sla.replays.replay import canonical, replay
from bot.storage.clocks.history import history_of
from bot.storage.clocks.stored_clocks import clocks_of
from tests.desk.answers.approvals.approving import (
    AGENT,
    AMIRA,
    TOM,
    WORDS,
    approve,
    asked_by_name,
    draft_of,
    trail,
    wait_of,
    write,
)
from tests.desk.conftest import Bank
from tests.desk.crossing import cross


def test_a_trainees_answer_waits_and_approvers_who_are_there_are_asked(bank: Bank) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    assert bank.deliveries("reply") == []
    assert wait_of(bank, reply).because == "author"
    assert bank.templates()[-1:] == ["approval_asked"]
    assert set(asked_by_name(bank)[-1]) == {"U0LENA", "U0GRACE", "U0DANIEL"}
    [entry] = trail(bank, case_id, "approval_asked")
    assert entry.details["text_sha256"] == reply.text_sha256


def test_what_nobody_decided_about_expires_and_goes_back(bank: Bank) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    bank.later(hours=23)
    with bank.desk() as desk:
        assert approvals.overdue(desk) == []
    bank.later(hours=2)
    with bank.desk() as desk:
        assert approvals.overdue(desk) == [reply.id]
        approvals.expire(desk, reply_id=reply.pk)
        approvals.expire(desk, reply_id=reply.pk)
        assert approvals.overdue(desk) == []
    assert wait_of(bank, reply).decision is Decision.EXPIRED
    assert draft_of(bank, case_id, TOM) == WORDS
    assert bank.templates()[-1] == "approval_expired"
    with pytest.raises(approvals.NotWaiting):
        approve(bank, reply)


def leave(bank: Bank, who: str) -> None:
    with bank.desk() as desk:
        absences.away(
            desk,
            person=who,
            start=bank.now,
            until=bank.now + timedelta(days=3),
            stand_in="",
            by=Actor.staff(who),
        )


def test_an_approver_on_leave_is_not_asked(bank: Bank) -> None:
    leave(bank, "U0GRACE")
    write(bank, bank.complaint())
    assert set(asked_by_name(bank)[-1]) == {"U0LENA", "U0DANIEL"}


def test_when_all_who_were_asked_are_away_the_others_are(bank: Bank) -> None:
    bank.staff("U0LENA", roles=["agent"])
    bank.staff("U0DANIEL", roles=["agent"])
    reply = write(bank, bank.complaint())
    assert asked_by_name(bank)[-1] == ["U0GRACE"]
    with bank.desk() as desk:
        assert approvals.ask_again_due(desk) == 0
    leave(bank, "U0GRACE")
    bank.staff("U0LENA")
    with bank.desk() as desk:
        assert approvals.ask_again_due(desk) == 1
    with bank.desk() as desk:
        assert approvals.ask_again_due(desk) == 0
    assert asked_by_name(bank)[-1] == ["U0LENA"]
    assert wait_of(bank, reply).asked_of == "U0LENA"


@pytest.mark.on_both
def test_cases_asked_about_again_are_locked_the_lowest_number_first(bank: Bank) -> None:
    bank.staff("U0LENA", roles=["agent"])
    bank.staff("U0DANIEL", roles=["agent"])
    first, second = bank.complaint(author="ana"), bank.complaint(author="ben")
    write(bank, second, key="form-2")
    bank.later(minutes=1)
    write(bank, first)
    leave(bank, "U0GRACE")
    bank.staff("U0LENA")
    done = cross(
        bank,
        approvals.ask_again_due,
        lambda desk: case_access.lock_existing_cases(desk, case_ids=[first, second]),
        after_locking="cases",
    )
    assert (done.failed, done.refused) == ({}, {})
    assert asked_by_name(bank)[-2:] == [["U0LENA"], ["U0LENA"]]


def test_the_clock_runs_from_the_asking_to_the_decision_and_a_replay_finds_the_same(
    bank: Bank,
) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    bank.later(minutes=20)
    approve(bank, reply)
    with bank.database.reading() as session:
        query = select(SlaClock).where(
            SlaClock.case_id == case_id, SlaClock.metric == Metric.APPROVAL
        )
        [clock] = session.exec(query).all()
        assert (clock.met_at, clock.missed) == (bank.now, False)
        stored = canonical(clocks_of(session=session, case_id=case_id))
        history = history_of(session=session, case_id=case_id)
    assert history is not None
    assert canonical(replay(history, rules=bank.rules, now=bank.now)) == stored


POLICIES: dict[str, tuple[dict[str, dict[str, Any]], str]] = {
    "words": ({"gate": {"severity": {"admission": {"public": "approval"}}}}, "It was our fault."),
    "priority": ({"replies": {"approval": {"priorities": ["normal"]}}}, WORDS),
    "share": ({"replies": {"approval": {"share_percent": 100}}}, WORDS),
}


@pytest.mark.parametrize("reason", POLICIES)
def test_each_reason_makes_an_agents_answer_wait(bank: Bank, reason: str) -> None:
    over, text = POLICIES[reason]
    bank.lay_over(over)
    reply = write(bank, bank.complaint(), text, by=AMIRA, roles=AGENT)
    assert wait_of(bank, reply).because == reason
    assert bank.deliveries("reply") == []


def test_an_answer_waits_where_the_case_carries_a_signal(bank: Bank) -> None:
    bank.lay_over({"replies": {"approval": {"signals": ["fraud_now"]}}})
    loud = bank.complaint("Someone is emptying my account right now", author="zoe")
    reply = write(bank, loud, by=AMIRA, roles=AGENT)
    assert wait_of(bank, reply).because == "signal"
    assert bank.deliveries("reply") == []


def test_without_a_reason_an_agents_answer_goes(bank: Bank) -> None:
    write(bank, bank.complaint(), by=AMIRA, roles=AGENT)
    assert len(bank.deliveries("reply")) == 1
    with bank.database.reading() as session:
        assert session.exec(select(Approval)).all() == []
