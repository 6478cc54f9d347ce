"""Approvals, promises, questions to teams, looks and holds are vouched for like the rest."""

import pytest
from sqlmodel import SQLModel, select

from bot.domain.records.answers.approval import Approval, Decision
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Surface
from bot.domain.records.consult import Consult
from bot.domain.records.legal_hold import HoldKind, LegalHold
from bot.domain.records.messages.message import Message
from bot.domain.records.messages.reveal import Reveal
from bot.domain.records.pledge import Deed, Pledge
from bot.domain.records.trail.verbs import Trail
from tests.desk.answers.test_replies import answer
from tests.desk.conftest import Bank
from tests.desk.record.tampering.tampering import AMIRA, faults, seal, tamper

_REMOVED = "was removed"
MANIPULATIONS = {
    "another who approved": ("C-1: an approval", "UPDATE approvals SET decided_by = 'U0JONAS'"),
    "an approval removed": (_REMOVED, "DELETE FROM approvals"),
    "a promise made longer": (
        "C-1: what an answer promised",
        "UPDATE pledges SET due_at = '2030-01-01 00:00:00'",
    ),
    "a promise removed": (_REMOVED, "DELETE FROM pledges"),
    "another question": (
        "C-1: a question to a team",
        "UPDATE consults SET question = 'Nothing'",
    ),
    "a question removed": (_REMOVED, "DELETE FROM consults"),
    "another reason to look": (
        "C-1: a look at what was masked",
        "UPDATE reveals SET reason = 'By mistake'",
    ),
    "a look removed": (_REMOVED, "DELETE FROM reveals"),
    "a hold lifted": (
        "C-1: a legal hold",
        "UPDATE legal_holds SET lifted_at = '2026-01-01 00:00:00', lifted_by = 'operator:Ola'",
    ),
    "a hold removed": (_REMOVED, "DELETE FROM legal_holds"),
}


@pytest.fixture
def line(bank: Bank) -> str:
    """A case with one of each, and its seal."""
    case_id = bank.complaint()
    answer(bank, case_id)
    with bank.desk() as desk:
        reply, message = (desk.session.exec(select(table)).first() for table in (Reply, Message))
        desk.session.add_all(_rows(bank, case_id, reply_id=reply.pk, message_id=message.pk))  # type: ignore[union-attr]  # both are there
        desk.record(case_id, Trail.WAKE, by=AMIRA)
    return seal(bank)


@pytest.mark.parametrize("what", MANIPULATIONS)
def test_whatever_is_done_to_one_is_found(bank: Bank, line: str, what: str) -> None:
    assert faults(bank, [line]) == []
    expected, statement = MANIPULATIONS[what]
    tamper(bank, statement)
    found = faults(bank, [line])
    assert any(expected in fault for fault in found), found


def _rows(bank: Bank, case_id: int, *, reply_id: int, message_id: int) -> list[SQLModel]:
    now = bank.now
    return [
        Approval(
            case_id=case_id,
            reply_id=reply_id,
            because="share",
            asked_by=AMIRA.id,
            asked_at=now,
            text="Sorry",
            text_sha256="1",
            decision=Decision.APPROVED,
            decided_at=now,
            decided_by="U0LENA",
        ),
        Pledge(
            case_id=case_id,
            reply_id=reply_id,
            deed=Deed.CALL,
            due_at=now,
            promised_by=AMIRA.id,
            written_at=now,
        ),
        Consult(
            case_id=case_id,
            team="cards",
            slack_channel="C0CARDS",
            surface=Surface.PUBLIC,
            question="Whose is it?",
            asked_by=AMIRA.id,
            asked_at=now,
            within="2 business hours",
            due_at=now,
            told_until=now,
        ),
        Reveal(
            case_id=case_id,
            message_id=message_id,
            reason="To ring them",
            slack_user_id=AMIRA.id,
            shown_at=now,
            view_id="V1",
            hide_at=now,
        ),
        LegalHold(
            kind=HoldKind.CASE, case_id=case_id, reason="In court", set_at=now, set_by=str(AMIRA)
        ),
    ]
