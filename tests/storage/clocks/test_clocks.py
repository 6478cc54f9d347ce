"""Clocks and timers in the database: once each, whoever ticks and however late."""

import threading
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, func, select

from bot.domain.records.cases.case import Case
from bot.domain.sla import decisions
from bot.domain.sla.clock import SlaClock, Step, Timer, TimerState
from bot.domain.sla.policy import REQUIRED_METRICS, Metric
from bot.domain.sla.replays.rule_versions import CalendarVersion, PolicyVersion
from bot.storage.clocks import rule_versions
from bot.storage.clocks.case_clocks import StoredClocks
from bot.storage.clocks.rule_versions import (
    VersionLost,
    load_calendar,
    load_policy,
    store_versions,
)
from bot.storage.clocks.stored_clocks import start_clocks
from bot.storage.clocks.timers import fire_due, next_due
from bot.storage.engine import Database
from tests.domain.calendars import at
from tests.domain.house import house
from tests.storage.stored_cases import new_case

RULES = house()
START = at("2026-11-23 10:00")
STEPS = 5  # two warnings, two breaches, and one step of the ladder after a breach
SECOND = timedelta(seconds=1)
BOTH = (Metric.CLAIMED, Metric.FIRST_RESPONSE)


@pytest.fixture
def database(database: Database) -> Database:
    """The two metrics of this issue run on one case since ten on a Monday."""
    with database.transaction() as session:
        _start(session, new_case(session, opened_at=START))
    return database


def test_storing_versions_twice_keeps_one_row_of_each(database: Database) -> None:
    for _ in range(2):
        with database.transaction() as session:
            store_versions(session=session, rules=RULES, now=START)
    with database.reading() as session:
        policies = [row.name for row in session.exec(select(PolicyVersion))]
        calendars = [row.name for row in session.exec(select(CalendarVersion))]
    assert sorted(policies) == sorted({"standard", *RULES.regulatory.presets})
    used = {one.calendar for each in RULES.regulatory.choices.values() for one in each.clocks}
    assert sorted(calendars) == sorted({"standard", "always"} | used)


def test_a_stored_version_is_what_was_in_force_word_for_word(database: Database) -> None:
    rule_versions._known.clear()
    with database.transaction() as session:
        store_versions(session=session, rules=RULES, now=START)
    with database.reading() as session:
        calendar = RULES.calendars["standard"]
        assert load_calendar(session=session, version=calendar.version) == calendar
        assert load_policy(session=session, version=RULES.sla.version) == RULES.sla


def test_a_version_that_is_lost_is_said_to_be_lost(database: Database) -> None:
    with database.reading() as session, pytest.raises(VersionLost, match="is not in the database"):
        load_policy(session=session, version="0" * 64)


def test_each_step_fires_once_with_the_time_of_its_mark(database: Database) -> None:
    late = START + timedelta(minutes=31)
    with database.transaction() as session:
        fired = fire_due(session=session, now=late)
    assert [(t.metric, t.step, t.due_at) for t in fired] == [
        (Metric.CLAIMED, Step.WARNING, START + timedelta(minutes=10)),
        (Metric.CLAIMED, Step.BREACH, START + timedelta(minutes=15)),
        (Metric.FIRST_RESPONSE, Step.WARNING, START + timedelta(minutes=30)),
    ]
    assert [t.overtaken for t in fired] == [True, False, False]
    assert fired[1].fact == "sla:1:claimed:1:breach"
    with database.transaction() as session:
        assert fire_due(session=session, now=late) == []


def test_firing_writes_the_marks_and_not_the_time_of_the_tick(database: Database) -> None:
    with database.transaction() as session:
        fire_due(session=session, now=START + timedelta(hours=6))
    with database.reading() as session:
        clock = session.exec(select(SlaClock).where(SlaClock.metric == Metric.FIRST_RESPONSE)).one()
    assert clock.warned_at == START + timedelta(minutes=30)
    assert clock.breached_at == clock.due_at == START + timedelta(minutes=60)


def test_nothing_fires_in_the_due_second_itself(database: Database) -> None:
    due = START + timedelta(minutes=60)
    with database.transaction() as session:
        fire_due(session=session, now=due - SECOND)
    with database.transaction() as session:
        assert fire_due(session=session, now=due) == []
        assert [t.step for t in fire_due(session=session, now=due + SECOND)] == [Step.BREACH]


def test_an_answer_takes_its_timers_back_in_the_same_transaction(database: Database) -> None:
    with database.transaction() as session:
        clocks = StoredClocks(session, session.get_one(Case, 1), RULES)
        decisions.meet(clocks, BOTH, at=START + timedelta(minutes=5))
    with database.transaction() as session:
        assert fire_due(session=session, now=START + timedelta(days=1)) == []
        assert next_due(session=session) is None
        states = set(session.exec(select(Timer.state)))
    assert states == {TimerState.CANCELLED}


def test_what_was_rolled_back_was_not_fired(database: Database) -> None:
    with database.reading() as session:  # ends as a killed process does: without a commit
        assert fire_due(session=session, now=START + timedelta(days=1))
    with database.transaction() as session:
        assert len(fire_due(session=session, now=START + timedelta(days=1))) == STEPS


def test_a_limit_takes_the_oldest_and_leaves_the_rest_for_the_next_tick(
    database: Database,
) -> None:
    now = START + timedelta(days=1)
    with database.transaction() as session:
        first = fire_due(session=session, now=now, limit=1)
    with database.transaction() as session:
        rest = fire_due(session=session, now=now, limit=100)
    assert [t.step for t in first] == [Step.WARNING]
    assert len(rest) == STEPS - 1


def test_the_sleeper_is_told_when_the_next_timer_falls_due(database: Database) -> None:
    with database.reading() as session:
        assert next_due(session=session) == START + timedelta(minutes=10)


def test_writing_timers_wakes_whoever_waits_for_them(database: Database) -> None:
    heard: list[frozenset[str]] = []
    database.on_commit(heard.append)
    with database.transaction() as session:
        _start(session, new_case(session, opened_at=START))
    assert any("timers" in topics for topics in heard)


def test_a_case_that_no_rule_takes_gets_no_clock_and_says_so(database: Database) -> None:
    only_facebook = house(
        {"sla": {"rules": [{"name": "fb", "match": {"channel": "facebook"}, "targets": _NOTHING}]}}
    )
    with database.transaction() as session:
        case = new_case(session, opened_at=START)
        started = start_clocks(
            session=session,
            rules=only_facebook,
            case=case,
            surface="public",
            metrics=BOTH,
            started_at=START,
        )
    assert started is None


def test_two_tickers_fire_each_timer_once_between_them(database: Database) -> None:
    with database.transaction() as session:
        for _ in range(60):
            _start(session, new_case(session, opened_at=START))
    now = START + timedelta(days=1)
    fired: list[int] = []

    def tick() -> None:
        while True:
            with database.transaction() as session:
                found = fire_due(session=session, now=now, limit=20)
                fired.extend(timer.timer_id for timer in found)
            if not found:
                return

    tickers = [threading.Thread(target=tick) for _ in range(2)]
    for ticker in tickers:
        ticker.start()
    for ticker in tickers:
        ticker.join()
    with database.reading() as session:
        total = session.exec(select(func.count()).select_from(Timer)).one()
    assert sorted(fired) == sorted(set(fired))
    assert len(fired) == total == 61 * STEPS


def test_a_tick_leaves_a_case_alone_that_somebody_holds(database: Database) -> None:
    if database.is_sqlite:  # one writer at a time: nobody can hold a case while a tick writes
        return
    now = START + timedelta(days=1)
    with Session(database.engine) as holding:
        holding.exec(select(Case).where(Case.id == 1).with_for_update()).one()
        with database.transaction() as session:
            assert fire_due(session=session, now=now) == []
        holding.rollback()
    with database.transaction() as session:
        assert len(fire_due(session=session, now=now)) == STEPS


_NOTHING = dict.fromkeys((str(metric) for metric in REQUIRED_METRICS), "none")


def _start(session: Session, case: Case, started_at: datetime = START) -> None:
    assert start_clocks(
        session=session,
        rules=RULES,
        case=case,
        surface="public",
        metrics=BOTH,
        started_at=started_at,
    )
