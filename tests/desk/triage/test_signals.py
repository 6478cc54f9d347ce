"""Signals at the desk: kept with their words, told at once, in later words and edits too, taken back."""

from datetime import datetime
from typing import Any

import pytest
from sqlmodel import select

from bot.desk.triage import priorities
from bot.domain.channels.inbound import Happening
from bot.domain.records.cases.case import Surface
from bot.domain.records.cases.priority_decision import PriorityDecision
from bot.domain.records.staff import Actor
from bot.domain.sla.alert import Alert
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import DeliveryKind, EventPayload
from bot.storage.cases.case_threads import threads_of
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.figures.figure_rows import Scope
from bot.storage.record import audit
from bot.storage.triage import signals as stored
from tests.desk.conftest import Bank
from tests.desk.talks import let_read, private, take, with_private_words
from tests.desk.triage.test_priorities import is_replayed, set_priority

LENA = Actor.staff("U0LENA")
EMPTYING = "Help, someone is emptying my account"


def signals(bank: Bank, case_id: int) -> list[tuple[str, str]]:
    """Those that stand: names and words."""
    with bank.database.reading() as session:
        return [
            (row.signal, row.words) for row in stored.standing(session=session, case_id=case_id)
        ]


def alerts(bank: Bank) -> list[tuple[str, str]]:
    """Who was told that a case comes first, and by which step."""
    with bank.database.reading() as session:
        rows = session.exec(select(Alert).order_by(Alert.id)).all()  # type: ignore[arg-type]  # a column
        return [(row.slack_target, row.step) for row in rows if row.clock_id is None]


def events(bank: Bank, template: str) -> list[dict[str, Any]]:
    """What was told in threads under this name."""
    with bank.database.reading() as session:
        kind = select(Delivery).where(Delivery.kind == DeliveryKind.EVENT)
        posts = [EventPayload.read(each.payload) for each in session.exec(kind)]
    told = [each for post in posts for each in post.all_told]
    return [each.stored() for each in told if each.template == template]


def not_so(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        priorities.not_so(desk, case_id=case_id, by=LENA)


def clock(bank: Bank, case_id: int, metric: Metric) -> SlaClock:
    with bank.database.reading() as session:
        return [c for c in clocks_of(session=session, case_id=case_id) if c.metric is metric][-1]


def verbs(bank: Bank, case_id: int) -> list[str]:
    with bank.database.reading() as session:
        return [str(entry.verb) for entry in audit.entries(session=session, case_id=case_id)]


def test_the_first_word_is_heard_told_at_once_and_has_clocks_of_its_own(bank: Bank) -> None:
    case_id = bank.complaint(EMPTYING)
    assert signals(bank, case_id) == [("fraud_now", "someone is emptying my account")]
    assert bank.case(case_id).priority == "urgent"
    claim = clock(bank, case_id, Metric.CLAIMED)
    assert (claim.rule, claim.target) == ("urgent", "5 minutes")
    assert alerts(bank) == [("C0DUTY", "signal"), ("U0DANIEL", "signal")]
    [told] = events(bank, "signal")
    assert told["signals"] == ["fraud happening now"]
    assert told["guidance"]["en"].startswith("Minutes count.")
    assert verbs(bank, case_id)[:2] == ["opened", "signal"]
    assert is_replayed(bank, case_id)


def test_a_later_word_is_heard_as_the_first_is_and_the_same_signal_told_once(bank: Bank) -> None:
    case_id = bank.complaint("My card does not work")
    assert alerts(bank) == []
    bank.later(minutes=3)
    bank.complaint(EMPTYING)
    assert bank.case(case_id).priority == "urgent"
    before = alerts(bank)
    assert len(before) == 2
    bank.complaint("They are emptying my savings too!")
    assert alerts(bank) == before
    assert len(signals(bank, case_id)) == 2
    bank.complaint("I want to end my life")
    assert len(alerts(bank)) == 4
    assert is_replayed(bank, case_id)


def test_an_edit_is_heard(bank: Bank) -> None:
    case_id = bank.complaint("My card does not work")
    bank.later(minutes=1)
    bank.take_in(bank.post(EMPTYING, external_id="1", conversation="1", version_id="1b"))
    assert [name for name, _ in signals(bank, case_id)] == ["fraud_now"]
    assert bank.case(case_id).priority == "urgent"


def test_one_press_takes_it_back_and_what_is_left_counts(bank: Bank) -> None:
    case_id = bank.complaint("My card was stolen")
    bank.later(minutes=1)
    not_so(bank, case_id)
    assert bank.case(case_id).priority == "normal"
    assert signals(bank, case_id) == []
    assert clock(bank, case_id, Metric.CLAIMED).rule == "public words"
    [told] = events(bank, "signal_taken_back")
    assert (told["signals"], told["level"]) == (["fraud happening now"], "normal")
    assert is_replayed(bank, case_id)
    with bank.desk() as desk, pytest.raises(priorities.NoSignal):
        priorities.not_so(desk, case_id=case_id, by=LENA)
    bank.complaint("It was stolen, I tell you!")
    assert bank.case(case_id).priority == "urgent"
    assert is_replayed(bank, case_id)


@pytest.mark.parametrize(
    "text", ["This is fraud", "Is this text a scam?", "A phishing mail of yours"]
)
def test_the_word_alone_brings_a_case_forward_and_tells_nobody(bank: Bank, text: str) -> None:
    case_id = bank.complaint(text)
    assert (bank.case(case_id).priority, signals(bank, case_id)) == ("high", [])
    assert alerts(bank) == []


def test_high_fees_bring_no_case_forward(bank: Bank) -> None:
    assert bank.case(bank.complaint("Your fees are daylight robbery")).priority == "normal"


def test_what_a_person_set_before_is_what_is_left(bank: Bank) -> None:
    case_id = bank.complaint("My card does not work")
    set_priority(bank, case_id, "high")
    bank.complaint(EMPTYING)
    assert bank.case(case_id).priority == "urgent"
    not_so(bank, case_id)
    assert bank.case(case_id).priority == "high"


def test_a_priority_that_a_person_sets_is_told_at_once_with_clocks_of_its_own(bank: Bank) -> None:
    case_id = bank.complaint("My card does not work")
    bank.later(minutes=2)
    set_priority(bank, case_id, "urgent")
    assert alerts(bank) == [("C0DUTY", "priority"), ("U0DANIEL", "priority")]
    assert clock(bank, case_id, Metric.CLAIMED).rule == "urgent"
    with bank.database.reading() as session:
        [decision] = session.exec(select(PriorityDecision)).all()
    assert decision.reason == "An old story"


def test_words_that_were_taken_down_go_from_the_signal_which_stays(bank: Bank) -> None:
    case_id = bank.complaint(EMPTYING)
    bank.take_in(bank.post("", external_id="1", happening=Happening.REMOVED))
    assert signals(bank, case_id) == [("fraud_now", "")]


def test_no_word_of_the_customers_stands_in_the_trail(bank: Bank) -> None:
    case_id = bank.complaint("Somebody Called Wilhelmina is emptying my account")
    with bank.database.reading() as session:
        entries = audit.entries(session=session, case_id=case_id)
    assert "Wilhelmina" in signals(bank, case_id)[0][1]
    assert "Wilhelmina" not in " ".join(str(entry.details) for entry in entries)


def test_they_are_counted_by_what_they_are_called(bank: Bank) -> None:
    not_so(bank, bank.complaint(EMPTYING))
    with bank.database.reading() as session:
        start, end = datetime.min.replace(tzinfo=bank.now.tzinfo), bank.now.replace(year=2100)

        def counts(scope: Scope) -> list[tuple[str, int, int]]:
            return stored.counts(session=session, start=start, end=end, scope=scope)

        assert counts(Scope()) == [("fraud happening now", 1, 1)]
        assert counts(Scope(teams=("another",))) == []


def test_who_lowered_it_is_overruled_by_a_new_word_and_whom_the_level_names_is_told(
    bank: Bank,
) -> None:
    case_id = bank.complaint(EMPTYING)
    set_priority(bank, case_id, "normal")
    before = alerts(bank)
    bank.later(minutes=3)
    bank.complaint("They are emptying my savings too!")
    assert bank.case(case_id).priority == "urgent"
    assert alerts(bank)[len(before) :] == [("C0DUTY", "priority"), ("U0DANIEL", "priority")]


def test_what_a_person_set_before_stays_theirs_whoever_takes_a_signal_back(bank: Bank) -> None:
    case_id = bank.complaint("My card does not work")
    set_priority(bank, case_id, "high")
    bank.complaint(EMPTYING)
    with bank.desk() as desk:
        priorities.not_so(desk, case_id=case_id, by=Actor.staff("U0AMIRA"))
        decision = priorities.latest(desk, case=bank.case(case_id))
    assert decision is not None
    assert (decision.reason, decision.decided_by) == ("An old story", str(LENA))


def test_what_was_heard_in_private_is_told_and_taken_back_in_private_once(bank: Bank) -> None:
    with_private_words(bank)
    case_id = bank.complaint("My card does not work")
    bank.later(minutes=1)
    take(bank, private(bank, EMPTYING))
    assert alerts(bank) == [("C0DUTY", "signal"), ("U0DANIEL", "signal")]
    let_read(bank, "U0LENA")
    not_so(bank, case_id)
    with bank.database.reading() as session:
        threads = threads_of(session=session, case_id=case_id)
    private_thread = threads.current(Surface.PRIVATE)
    assert private_thread is not None
    for template in ("signal", "signal_taken_back"):
        [told] = events(bank, template)
        assert told["thread_id"] == private_thread.id
