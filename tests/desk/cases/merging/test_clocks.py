"""The clocks of merged cases: one silence is one miss, and an unmerge gives each its own again."""

from datetime import datetime

import pytest
from sqlmodel import col, select

from bot.desk.clocks import escalations
from bot.domain.records.cases.case import CaseState
from bot.domain.sla.clock import SlaClock, Step, Timer, TimerState
from bot.domain.sla.policy import Metric
from bot.storage.figures import flow
from bot.storage.figures.figure_rows import Scope
from tests.desk.cases.merging.merged import (
    clocks,
    merge,
    replays,
    unmerge,
    waiting,
)
from tests.desk.conftest import Bank


def test_the_older_start_survives(bank: Bank) -> None:
    first = bank.complaint("My card was declined", author="ana")
    started = bank.now
    bank.later(minutes=30)
    second = bank.complaint("And mine", author="bo")
    merge(bank, first, second)
    clock = waiting(bank, second)
    assert clock is not None
    assert clock.started_at == started
    assert bank.case(second).opened_at == started
    assert bank.case(second).unanswered_since == started


def told_overdue(bank: Bank) -> int:
    """How often somebody was told that a first response is overdue, up to now."""
    with bank.desk() as desk:
        escalations.fire(desk, limit=1000)
    told = (
        select(Timer)
        .join(SlaClock, col(SlaClock.id) == col(Timer.clock_id))
        .where(
            SlaClock.metric == Metric.FIRST_RESPONSE,
            Timer.step == Step.BREACH,
            Timer.state == TimerState.FIRED,
        )
    )
    with bank.database.reading() as session:
        return len(session.exec(told).all())


def first_responses(bank: Bank, begun: datetime) -> tuple[int, int]:
    """How many were kept since then, and of how many."""
    with bank.database.reading() as session:
        spans = [(begun, bank.now)]
        [found] = flow.flow(session=session, spans=spans, now=bank.now, scope=Scope())
    return found.kept, found.decided


@pytest.mark.parametrize("told_before", [True, False])
def test_one_silence_is_one_miss_and_one_alert_in_the_newer_case(
    bank: Bank, told_before: bool
) -> None:
    begun, first = bank.now, bank.complaint("My card was declined", author="ana")
    bank.later(minutes=30)
    second = bank.complaint("And mine", author="bo")
    bank.later(minutes=45)
    if told_before:
        assert told_overdue(bank) == 1
    merge(bank, first, second)
    bank.later(hours=2)
    assert told_overdue(bank) == 1
    clock = waiting(bank, second)
    assert clock is not None
    assert (clock.started_at, clock.missed) == (begun, True)
    assert first_responses(bank, begun) == (0, 1)
    assert replays(bank, second)


def test_an_unmerge_gives_each_case_its_own_miss_again(bank: Bank) -> None:
    begun, first = bank.now, bank.complaint("My card was declined", author="ana")
    bank.later(minutes=30)
    second = bank.complaint("And mine", author="bo")
    bank.later(hours=2)
    merge(bank, first, second)
    assert first_responses(bank, begun) == (0, 1)
    unmerge(bank, first)
    assert first_responses(bank, begun) == (0, 2)


def test_an_unmerge_gives_both_their_clocks_back_as_they_were(bank: Bank) -> None:
    first = bank.complaint("My card was declined", author="ana")
    bank.later(minutes=30)
    second = bank.complaint("And mine", author="bo")
    before = [(c.metric, c.started_at, c.due_at, c.state) for c in clocks(bank, first)]
    others = [(c.metric, c.started_at, c.due_at, c.state) for c in clocks(bank, second)]
    merge(bank, first, second)
    bank.later(minutes=1)
    unmerge(bank, first)
    assert [(c.metric, c.started_at, c.due_at, c.state) for c in clocks(bank, first)] == before
    assert [(c.metric, c.started_at, c.due_at, c.state) for c in clocks(bank, second)] == others
    assert bank.case(first).state == CaseState.NEW
    assert bank.case(second).opened_at > bank.case(first).opened_at
