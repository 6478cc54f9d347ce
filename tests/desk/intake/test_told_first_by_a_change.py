"""A post of which we hear first by its change, and words whose author nobody names."""

from datetime import timedelta

from sqlmodel import select

from bot.domain.channels.inbound import Happening
from bot.domain.records.messages.message import Message, MessageRevision
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from tests.desk.conftest import Bank


def test_the_clocks_of_a_post_told_first_by_its_edit_begin_with_the_post(bank: Bank) -> None:
    first, changed = bank.now - timedelta(minutes=50), bank.now - timedelta(minutes=1)
    original = bank.post("My card", at=first)
    edit = original.model_copy(
        update={
            "happening": Happening.EDITED,
            "version_id": "v2",
            "text": "My card was declined",
            "at": changed,
            "first_at": first,
        }
    )
    case_id = bank.take_in(edit)
    case = bank.case(case_id)
    assert (case.opened_at, case.last_inbound_at, case.unanswered_since) == (first, first, first)
    with bank.database.reading() as session:
        clocks = session.exec(select(SlaClock).where(SlaClock.metric == Metric.FIRST_RESPONSE))
        assert {clock.started_at for clock in clocks} == {first}
    assert bank.take_in(original) == case_id
    with bank.database.reading() as session:
        [message] = session.exec(select(Message))
        assert (message.posted_at, message.edited_at) == (first, changed)
        assert message.text == "My card was declined"
        written = {row.written_at for row in session.exec(select(MessageRevision))}
        assert written == {first, changed}


def test_comments_under_one_post_whose_authors_nobody_names_are_a_case_each(bank: Bank) -> None:
    nameless = {"author": None, "conversation": "post-1"}
    one = bank.post("my card is blocked").model_copy(update=nameless)
    other = bank.post("mine was never sent").model_copy(update=nameless)
    first, second = bank.take_in(one), bank.take_in(other)
    assert first != second
    assert bank.case(first).author_id != bank.case(second).author_id
    edited = {"happening": Happening.EDITED, "version_id": "v2", "text": "my card is stolen"}
    assert bank.take_in(one.model_copy(update=edited)) == first
