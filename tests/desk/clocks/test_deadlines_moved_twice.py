"""A deadline that a merge brought and new rules moved rests as it did in its first case; a window goes
with the private word that opened it."""

import pytest
from sqlmodel import select

from bot.desk.cases import merging, splitting
from bot.desk.clocks import complaints, escalations, policy_changes
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.sla.clock import ClockState, SlaClock
from bot.domain.sla.policy import Metric
from bot.domain.sla.replays.replay import canonical, replay
from bot.outbox.outcome import Receipt
from bot.storage.clocks.history import history_of
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.clocks.timeline import timeline
from tests.desk.conftest import Bank
from tests.desk.talks import answer, private, with_private_words

AMIRA, GRACE = Actor.staff("U0AMIRA"), Actor.staff("U0GRACE")
_OTHER_WORDS = {"regulatory": {"presets": {"sa_sama": {"note": "Give the customer a reference."}}}}


def clocks(bank: Bank, case_id: int, metric: Metric) -> list[SlaClock]:
    with bank.database.reading() as session:
        found = clocks_of(session=session, case_id=case_id)
    return [clock for clock in found if clock.metric is metric]


@pytest.fixture(autouse=True)
def replayed(bank: Bank) -> object:
    """Whatever a test did, each case replays to the clocks it has."""
    yield
    with bank.desk() as desk:
        escalations.fire(desk, limit=1000)
    with bank.database.reading() as session:
        in_force = timeline(session=session, present=bank.rules)
        for number in session.exec(select(Case.id)).all():
            told = history_of(session=session, case_id=number or 0)
            recorded = clocks_of(session=session, case_id=number or 0)
            assert told is not None
            window_h = bank.channel.private_window_h
            again = replay(told, rules=in_force, now=bank.now, window_h=window_h)
            assert canonical(again) == canonical(recorded)


@pytest.mark.parametrize("still", [True, False])
def test_a_deadline_keeps_the_rests_of_its_first_case_when_the_rules_change(
    bank: Bank, still: bool
) -> None:
    one = bank.complaint(author="ana")
    with bank.desk() as desk:
        complaints.mark(desk, case_id=one, preset="sa_sama", by=GRACE, reason="Redress")
    bank.later(hours=1)
    asked = answer(bank, one, surface=Surface.PUBLIC, purpose=Purpose.ASKS, text="Which branch?")
    bank.end(asked, Receipt(reference="p1", at=bank.now))
    bank.later(hours=3)
    if not still:
        bank.take_in(bank.post("The one at the port", author="ana", conversation="1"))
    other = bank.complaint(author="ben")
    with bank.desk() as desk:
        merging.merge(desk, case_id=one, into=other, by=AMIRA)
    [brought] = clocks(bank, other, Metric.REGULATORY)
    bank.later(hours=1)
    bank.lay_over(_OTHER_WORDS)
    with bank.desk() as desk:
        policy_changes.apply(desk, case_id=other, by=Actor.operator("Ana"))
    _, moved = clocks(bank, other, Metric.REGULATORY)
    assert moved.policy_version != brought.policy_version
    assert (moved.state, moved.due_at) == (brought.state, brought.due_at)
    assert (moved.pause_spans, moved.paused_at) == (brought.pause_spans, brought.paused_at)
    assert moved.state is (ClockState.PAUSED if still else ClockState.RUNNING)
    assert len(moved.pause_spans) == (0 if still else 1)


def of_two_private_words(bank: Bank, *, answered: bool) -> tuple[int, list[int]]:
    with_private_words(bank)
    case_id = bank.complaint()
    bank.later(minutes=1)
    bank.take_in(private(bank, "May I tell you my number?"))
    if answered:
        bank.later(minutes=1)
        bank.end(answer(bank, case_id), Receipt(reference="p1", at=bank.now))
    bank.later(minutes=1)
    bank.take_in(private(bank, "And what of my mortgage?"))
    with bank.database.reading() as session:
        query = select(Message.id).where(
            Message.case_id == case_id,
            Message.surface == Surface.PRIVATE,
            Message.direction == "inbound",
        )
        return case_id, sorted(number or 0 for number in session.exec(query))


def running(bank: Bank, case_id: int) -> list[SlaClock]:
    found = clocks(bank, case_id, Metric.PRIVATE_WINDOW)
    return [clock for clock in found if clock.ended_at is None]


def test_a_window_goes_with_the_private_word_that_opened_it(bank: Bank) -> None:
    case_id, [_, newest] = of_two_private_words(bank, answered=True)
    [window] = running(bank, case_id)
    with bank.desk() as desk:
        made = splitting.split(desk, case_id=case_id, message_ids=[newest], by=AMIRA).number
    assert running(bank, case_id) == []
    assert [each.due_at for each in running(bank, made)] == [window.due_at]


def test_a_window_is_for_both_where_a_private_word_without_answer_stays(bank: Bank) -> None:
    case_id, [_, newest] = of_two_private_words(bank, answered=False)
    with bank.desk() as desk:
        made = splitting.split(desk, case_id=case_id, message_ids=[newest], by=AMIRA).number
    assert len(running(bank, case_id)) == len(running(bank, made)) == 1
