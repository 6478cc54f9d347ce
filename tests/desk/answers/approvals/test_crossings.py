"""Two acts on one answer that waits, at the same moment: one of them counts, and the other is told."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from bot.desk.answers import approvals, replies, undoing
from bot.desk.desk import Desk
from bot.domain.records.answers.approval import Decision
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Surface
from bot.outbox.delivery import DeliveryState
from tests.desk.answers.approvals.approving import (
    APPROVER,
    GRACE,
    TOM,
    TRAINEE,
    WORDS,
    draft_of,
    trail,
    wait_of,
    write,
)
from tests.desk.conftest import Bank
from tests.desk.crossing import cross

Act = Callable[[Desk], object]


def approves(reply: Reply) -> Act:
    return lambda desk: approvals.approve(desk, reply_id=reply.pk, by=GRACE, roles=APPROVER)


@pytest.mark.on_both
@pytest.mark.parametrize("approver_first", [True, False])
def test_an_author_who_takes_it_back_meets_the_approver(bank: Bank, approver_first: bool) -> None:
    reply = write(bank, bank.complaint())
    taken: list[bool] = []

    def takes_back(desk: Desk) -> None:
        taken.append(undoing.undo(desk, reply_id=reply.pk, by=TOM))

    both = (approves(reply), takes_back)
    first, second = both if approver_first else both[::-1]
    crossing = cross(bank, first, second, after_locking="cases")
    assert not crossing.failed
    assert taken == [True]  # in the seconds after an approval its author may still undo it
    assert [each for each in bank.deliveries("reply") if each.state is DeliveryState.READY] == []
    decision = Decision.APPROVED if approver_first else Decision.TAKEN_BACK
    assert wait_of(bank, reply).decision is decision
    told = [type(each) for each in crossing.refused.values()]
    assert told == ([] if approver_first else [approvals.NotWaiting])


@pytest.mark.on_both
@pytest.mark.parametrize("approver_first", [True, False])
def test_an_approval_that_meets_its_expiry_counts_once(bank: Bank, approver_first: bool) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    bank.later(hours=25)
    both = (approves(reply), lambda desk: approvals.expire(desk, reply_id=reply.pk))
    first, second = both if approver_first else both[::-1]
    crossing = cross(bank, first, second, after_locking="cases")
    assert not crossing.failed
    ended = Decision.APPROVED if approver_first else Decision.EXPIRED
    assert wait_of(bank, reply).decision is ended
    assert len(trail(bank, case_id, "approval_decided")) == 1
    assert len(bank.deliveries("reply")) == approver_first
    assert draft_of(bank, case_id, TOM) == ("" if approver_first else WORDS)
    assert len(crossing.refused) == (not approver_first)


@pytest.mark.on_both
def test_of_two_answers_that_one_author_sends_at_once_one_waits(bank: Bank) -> None:
    case_id = bank.complaint()

    def writes(key: str, text: str) -> Act:
        return lambda desk: replies.reply(
            desk,
            case_id=case_id,
            text=text,
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=TOM,
            request_key=key,
            roles=TRAINEE,
        )

    crossing = cross(bank, writes("one", "First."), writes("two", "Second."), after_locking="cases")
    assert not crossing.failed
    assert [type(each) for each in crossing.refused.values()] == [replies.AnotherAnswerWaits]
    with bank.database.reading() as session:
        assert [each.text for each in session.exec(select(Reply))] == ["First."]
