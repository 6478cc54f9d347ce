"""What happens while an answer waits, or between approval and sending, is read before it goes."""

import pytest

from bot.desk.answers import approvals, previews, queueing, undoing
from bot.desk.answers.surfaces import to_answer
from bot.desk.case_access import NotOpen
from bot.desk.cases import closures
from bot.domain.channels.inbound import Happening
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.closure import Outcome
from bot.outbox.outcome import Refused
from tests.desk.answers.approvals.approving import (
    LENA,
    TOM,
    TRAINEE,
    WORDS,
    approve,
    wait_of,
    write,
)
from tests.desk.answers.test_native_answers import native
from tests.desk.conftest import Bank


def test_an_author_who_edits_while_the_approver_reads_waits_anew(bank: Bank) -> None:
    case_id = bank.complaint()
    read = write(bank, case_id)
    with bank.desk() as desk:
        assert undoing.undo(desk, reply_id=read.pk, by=TOM, roles=TRAINEE)
    changed = write(bank, case_id, "Other words.", key="form-2")
    with pytest.raises(approvals.NotWaiting):
        approve(bank, read)
    assert wait_of(bank, changed).waits
    assert bank.deliveries("reply") == []


def test_a_change_after_approval_needs_approval_again(bank: Bank) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    approve(bank, reply)
    with bank.desk() as desk:
        assert undoing.undo(desk, reply_id=reply.pk, by=TOM, roles=TRAINEE)
    again = write(bank, case_id, WORDS + " Soon.", key="form-2")
    assert wait_of(bank, again).waits
    approve(bank, again)
    bank.end(bank.deliveries("reply")[-1], Refused("forbidden", "No."))
    third = write(bank, case_id, key="form-3")
    assert wait_of(bank, third).waits


def test_words_that_were_changed_behind_an_approval_are_not_queued(bank: Bank) -> None:
    reply = write(bank, bank.complaint())
    approve(bank, reply)
    with bank.desk() as desk:
        row = desk.session.get_one(Reply, reply.pk)
        desk.session.expunge(row)
        row.text = "Other words."
        case = desk.session.get_one(Case, row.case_id)
        answers = to_answer(desk, case=case, surface=Surface.PUBLIC)
        with pytest.raises(queueing.NotApproved):
            queueing.queue(desk, case=case, reply=row, answers=answers, by=TOM)


def test_a_customer_who_wrote_again_is_read_before_it_goes(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    reply = write(bank, case_id)
    bank.later(minutes=1)
    second = bank.post("It works now", conversation=first.external_id)
    bank.take_in(second)
    with pytest.raises(approvals.WroteAgain):
        approve(bank, reply)
    approve(
        bank,
        reply,
        text="Glad to read that.",
        answered=previews.mark(second.external_id, "It works now", ""),
    )
    [delivery] = bank.deliveries("reply")
    assert delivery.payload["in_reply_to"] == second.external_id


def test_a_message_that_was_changed_is_read_before_the_answer_goes(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    reply = write(bank, case_id)
    bank.later(minutes=1)
    edit = {"happening": Happening.EDITED, "external_id": first.external_id, "version_id": "2000"}
    bank.take_in(bank.post("It works now", conversation=first.conversation, **edit))
    with pytest.raises(approvals.WroteAgain, match="changed their message"):
        approve(bank, reply)
    before, now = (
        previews.mark(first.external_id, said, "") for said in (first.text, "It works now")
    )
    with pytest.raises(approvals.WroteAgain):
        approve(bank, reply, answered=before)
    approve(bank, reply, answered=now)


def test_a_colleague_who_answered_in_the_native_app_is_read_first(bank: Bank) -> None:
    first = bank.post("My card was declined")
    reply = write(bank, bank.take_in(first))
    bank.later(minutes=1)
    bank.take_in(native(bank, first))
    with pytest.raises(approvals.WroteAgain, match="Somebody answered"):
        approve(bank, reply)
    assert bank.deliveries("reply") == []


def test_a_case_that_ended_meanwhile_takes_no_answer(bank: Bank) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="Rang", by=LENA)
    with pytest.raises(NotOpen):
        approve(bank, reply)
