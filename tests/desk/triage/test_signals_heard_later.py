"""What a process without the lists of signals takes in is heard by a worker: the same is written and told."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlmodel import select

from bot.desk.triage import priorities
from bot.desk.triage import signals as hearing
from bot.domain.rules.triage.signal_rules import Deaf
from bot.domain.sla.policy import Metric
from bot.inbox.reading import body_of
from bot.inbox.received import ReceivedItem
from tests.desk.conftest import Bank
from tests.desk.triage.test_priorities import is_replayed
from tests.desk.triage.test_signals import EMPTYING, alerts, clock, events, signals


@contextmanager
def deaf(bank: Bank) -> Iterator[None]:
    """What is done here is done by a process without the lists."""
    hearing_rules = bank.rules
    bank.rules = hearing_rules.model_copy(update={"hears": False})
    yield
    bank.rules = hearing_rules


def unheard(bank: Bank) -> list[int]:
    """The messages that a worker is left to hear."""
    with bank.database.reading() as session:
        query = select(ReceivedItem).where(ReceivedItem.source == hearing.UNHEARD)
        return [int(body_of(item=item, vault=bank.vault)) for item in session.exec(query)]


def hear(bank: Bank) -> list[int | None]:
    """A worker hears all of it; the cases."""
    heard = []
    for message_id in unheard(bank):
        with bank.desk() as desk:
            heard.append(priorities.heard(desk, message_id=message_id))
    return heard


def test_the_first_word_is_heard_later_with_all_that_follows(bank: Bank) -> None:
    with deaf(bank):
        case_id = bank.complaint(EMPTYING)
    assert signals(bank, case_id) == []
    assert bank.case(case_id).priority == "normal"
    assert hear(bank) == [case_id]
    assert signals(bank, case_id) == [("fraud_now", "someone is emptying my account")]
    assert bank.case(case_id).priority == "urgent"
    claim = clock(bank, case_id, Metric.CLAIMED)
    assert (claim.rule, claim.target) == ("urgent", "5 minutes")
    assert alerts(bank) == [("C0DUTY", "signal"), ("U0DANIEL", "signal")]
    [told] = events(bank, "signal")
    assert told["signals"] == ["fraud happening now"]
    assert is_replayed(bank, case_id)


def test_a_later_word_too_and_what_was_heard_is_not_told_again(bank: Bank) -> None:
    case_id = bank.complaint("My card does not work")
    bank.later(minutes=3)
    with deaf(bank):
        bank.complaint(EMPTYING)
    assert hear(bank) == [case_id]
    assert hear(bank) == [case_id]
    assert len(signals(bank, case_id)) == 1
    assert len(events(bank, "signal")) == 1
    assert bank.case(case_id).priority == "urgent"
    assert is_replayed(bank, case_id)


def test_ordinary_words_change_nothing(bank: Bank) -> None:
    with deaf(bank):
        case_id = bank.complaint("My card does not work")
    before = bank.case(case_id).version
    assert hear(bank) == [case_id]
    assert (bank.case(case_id).version, alerts(bank)) == (before, [])


def test_rules_without_the_lists_never_say_that_nothing_is_heard(bank: Bank) -> None:
    with deaf(bank), pytest.raises(Deaf):
        bank.rules.signals_in(EMPTYING)
