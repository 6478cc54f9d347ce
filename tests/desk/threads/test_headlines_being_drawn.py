"""A headline that is just being drawn is not taken for one that waits to be: it would stay as it was."""

import pytest
from sqlmodel import Session, col, select, update

from bot.desk.threads import postings
from bot.domain.records.cases.case import CaseThread
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.keys import headline_key
from tests.desk.conftest import Bank
from tests.outbox.meeting import meet

pytestmark = pytest.mark.on_both


def test_whoever_changes_the_case_meanwhile_has_it_drawn_again(bank: Bank) -> None:
    case_id = bank.complaint("Hello?")
    with bank.database.reading() as session:
        [thread] = session.exec(select(CaseThread).where(CaseThread.case_id == case_id)).all()

    def is_drawn(session: Session) -> None:
        headline = col(Delivery.dedupe_key) == headline_key(thread.pk)
        session.execute(update(Delivery).where(headline).values(state=DeliveryState.SENDING))

    def waits(session: Session) -> bool:
        return postings._headline_waits(bank.desk_on(session), thread=thread)

    with bank.database.reading() as session:
        assert waits(session)
    assert meet(bank.database, is_drawn, waits) is False
