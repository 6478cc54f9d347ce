"""Approved, edited or returned: what was approved is what goes, and who may say so."""

import hashlib

import pytest

from bot.desk import permissions
from bot.desk.answers import approvals, replies
from bot.desk.private_words import NotForYou
from bot.domain.records.answers.approval import Decision
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Surface
from bot.domain.records.staff import Actor
from bot.domain.rules.role_rules import Verb
from bot.outbox.outcome import Receipt
from tests.desk.answers.approvals.approving import (
    AGENT,
    AMIRA,
    APPROVER,
    GRACE,
    LEAD,
    LENA,
    TOM,
    TRAINEE,
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
from tests.desk.talks import let_read, press, private, with_private_words


def test_what_was_approved_is_what_goes_and_both_fingerprints_are_in_the_trail(bank: Bank) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    approve(bank, reply)
    [delivery] = bank.deliveries("reply")
    bank.end(delivery, Receipt(reference="p1"))
    sha = hashlib.sha256(str(delivery.payload["text"]).encode()).hexdigest()
    [decided] = trail(bank, case_id, "approval_decided")
    [published] = trail(bank, case_id, "reply_published")
    assert decided.details["text_sha256"] == published.details["text_sha256"] == sha
    assert str(decided.actor) == "staff:U0GRACE"
    assert wait_of(bank, reply).approved_sha256 == sha


def test_the_approver_edits_and_the_author_sees_what_was_asked_for(bank: Bank) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    approve(bank, reply, text="Sorry, Ana. We are looking into it.")
    [delivery] = bank.deliveries("reply")
    assert delivery.payload["text"] == "Sorry, Ana. We are looking into it."
    wait = wait_of(bank, reply)
    assert (wait.text, wait.was_changed) == (WORDS, True)
    [decided] = trail(bank, case_id, "approval_decided")
    assert decided.details["asked_sha256"] != decided.details["text_sha256"]


def test_an_approvers_edit_passes_the_gate_too(bank: Bank) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    with pytest.raises(replies.ReplyRefused):
        approve(bank, reply, text="Please reply with your PIN.")
    assert wait_of(bank, reply).waits


def test_a_return_carries_a_note_and_gives_the_words_back(bank: Bank) -> None:
    case_id = bank.complaint()
    reply = write(bank, case_id)
    with bank.desk() as desk:
        note = "Kinder, please. Card 4111 1111 1111 1111"
        approvals.give_back(desk, reply_id=reply.pk, note=note, by=GRACE)
    assert draft_of(bank, case_id, TOM) == WORDS
    assert wait_of(bank, reply).note.startswith("Kinder, please.")
    assert "4111" not in wait_of(bank, reply).note
    assert bank.templates()[-1] == "approval_returned"
    assert bank.deliveries("reply") == []
    again = write(bank, case_id, "Sorry, Ana.", key="form-2")
    assert wait_of(bank, again).waits


@pytest.mark.on_both
def test_of_two_approvers_at_once_one_decides(bank: Bank) -> None:
    reply = write(bank, bank.complaint())
    crossing = cross(
        bank,
        lambda desk: approvals.approve(desk, reply_id=reply.pk, by=GRACE, roles=APPROVER),
        lambda desk: approvals.give_back(desk, reply_id=reply.pk, note="No", by=LENA),
        after_locking="cases",
    )
    assert not crossing.failed
    [refused] = crossing.refused.values()
    assert isinstance(refused, approvals.NotWaiting)
    assert "U0GRACE" in str(refused)
    assert wait_of(bank, reply).decision is Decision.APPROVED
    assert len(bank.deliveries("reply")) == 1


@pytest.mark.on_both
def test_of_two_who_approve_at_once_one_answer_goes(bank: Bank) -> None:
    reply = write(bank, bank.complaint())

    def approves(by: Actor, text: str) -> object:
        return lambda desk: approvals.approve(
            desk, reply_id=reply.pk, by=by, roles=APPROVER, text=text
        )

    crossing = cross(
        bank,
        approves(GRACE, "Grace's words."),  # type: ignore[arg-type]  # a verb of the desk
        approves(LENA, "Lena's words."),  # type: ignore[arg-type]  # the same
        after_locking="cases",
    )
    assert len(crossing.refused) == 1
    [delivery] = bank.deliveries("reply")
    assert delivery.payload["text"] == "Grace's words."


def test_nobody_approves_their_own_answer(bank: Bank) -> None:
    bank.lay_over({"replies": {"approval": {"share_percent": 100}}})
    reply = write(bank, bank.complaint(), by=GRACE, roles=APPROVER)
    assert "U0GRACE" not in asked_by_name(bank)[-1]
    with pytest.raises(approvals.OwnAnswer):
        approve(bank, reply, by=GRACE)
    approve(bank, reply, by=LENA)


def test_a_revoked_role_decides_nothing_and_is_not_asked(bank: Bank) -> None:
    bank.staff(GRACE.id, roles=["agent"])
    bank.staff(LENA.id, is_gone=True)
    write(bank, bank.complaint())
    assert asked_by_name(bank)[-1] == ["U0DANIEL"]
    with bank.desk() as desk, pytest.raises(permissions.NotAllowed):
        permissions.require(desk, verb=Verb.APPROVE, slack_user_id=GRACE.id, team_id=desk.home_team)


def test_an_approver_adds_no_words_that_need_approval(bank: Bank) -> None:
    bank.lay_over({"gate": {"severity": {"admission": {"public": "approval"}}}})
    reply = write(bank, bank.complaint())
    with pytest.raises(approvals.NeedsAnother):
        approve(bank, reply, text="It was our fault.")
    assert wait_of(bank, reply).waits
    approve(bank, reply, text="Sorry, Ana.")


def test_words_that_were_asked_about_may_stay(bank: Bank) -> None:
    bank.lay_over({"gate": {"severity": {"admission": {"public": "approval"}}}})
    reply = write(bank, bank.complaint(), "It was our fault.", by=AMIRA, roles=AGENT)
    approve(bank, reply, text="Sorry, it was our fault.")
    assert len(bank.deliveries("reply")) == 1


def test_private_words_are_decided_about_by_those_who_may_read_them(bank: Bank) -> None:
    with_private_words(bank)
    case_id = bank.take_in(private(bank, "My number is 0123"))
    let_read(bank, [GRACE.id])
    with bank.desk() as desk:
        reply = replies.reply(
            desk,
            case_id=case_id,
            text=WORDS,
            surface=Surface.PRIVATE,
            purpose=Purpose.ANSWERS,
            by=TOM,
            request_key="form-1",
            roles=TRAINEE,
        )
    assert asked_by_name(bank)[-1] == ["U0GRACE"]
    for who, may in ((LENA, False), (GRACE, True)):
        with press(bank, who.id) as desk:
            if may:
                approvals.approve(desk, reply_id=reply.pk, by=who, roles=APPROVER)
            else:
                with pytest.raises(NotForYou):
                    approvals.approve(desk, reply_id=reply.pk, by=who, roles=LEAD)
