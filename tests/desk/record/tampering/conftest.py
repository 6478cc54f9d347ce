"""A bank with a past, sealed."""

from datetime import timedelta

import pytest
from sqlmodel import func, select

from bot.desk.cases import closures, merging, notes, snoozes, splitting
from bot.desk.clocks import complaints, escalations
from bot.domain.records.cases.case import CaseThread
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.messages.message import Message
from bot.outbox.outcome import Receipt
from tests.desk.answers.test_replies import answer
from tests.desk.conftest import Bank
from tests.desk.record.tampering.tampering import AMIRA, seal


@pytest.fixture
def anchor(bank: Bank) -> list[str]:
    """A bank with a past, and the lines of its seals: 1 answered and resolved, 2 a late complaint, 3
    merged into it, 4 and 6 were one, 5 laid aside."""
    lines = [seal(bank)]
    for name in ("a", "b", "c"):
        bank.complaint(author=name)
    first = bank.post("My card ends in 4111 1111 1111 1111, call 020 7946 0018", author="d")
    bank.take_in(first)
    bank.take_in(
        bank.post("And the app, 020 7946 0019", author="d", conversation=first.conversation)
    )
    bank.complaint(author="e")
    lines.append(seal(bank))
    with bank.desk() as desk:
        complaints.mark(desk, case_id=2, preset="uk_disp", reason="A dispute", by=AMIRA)
        merging.merge(desk, case_id=3, into=2, by=AMIRA)
        second = select(func.max(Message.id)).where(Message.case_id == 4)
        splitting.split(
            desk, case_id=4, message_ids=[desk.session.exec(second).one() or 0], by=AMIRA
        )
        until = bank.now + timedelta(days=20)
        snoozes.snooze(desk, case_id=5, until=until, reason="Waits", by=AMIRA)
        thread = desk.session.exec(select(CaseThread).where(CaseThread.case_id == 1)).one()
        thread.slack_ts = "1.1"
        desk.session.add(thread)
    with bank.desk() as desk:
        written = {"slack_channel": thread.slack_channel, "thread_ts": "1.1", "slack_ts": "1.2"}
        text = "She rang"
        notes.write(desk, **written, slack_user_id=AMIRA.id, text=text, at=bank.now)
    bank.end(answer(bank, 1), Receipt(reference="900"))
    with bank.desk() as desk:
        closures.resolve(desk, case_id=1, outcome=Outcome.FIXED, remark="Sent", by=AMIRA)
    bank.later(days=3)
    with bank.desk() as desk:
        while escalations.fire(desk):
            pass
    return [*lines, seal(bank)]
