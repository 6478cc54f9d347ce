"""After years the same looks cost the same: none of what runs by itself walks through all there ever was."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlmodel import select

from bot import bootstrap
from bot.bootstrap import App
from bot.channels.channel import Hook
from bot.desk.cases import closures
from bot.desk.erasure import persons, requests
from bot.desk.lessons import causes, marks
from bot.desk.lessons.causes import Step
from bot.desk.ownership import claims
from bot.digest import voice_reading
from bot.domain.lessons.case_mark import CaseMark
from bot.domain.lessons.cause_step import CauseState
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.columns import Table
from bot.domain.records.staff import Actor
from bot.storage.figures.figure_rows import Scope
from handlers.web.metrics import exposition
from handlers.web.webhooks.receiving import receive
from handlers.worker import (
    cause_ticks,
    due_clocks,
    home_refresh,
    quality_ticks,
    rechecking,
    surge_ticks,
    ticks,
)
from handlers.worker.due_clocks import fire_timers
from handlers.worker.inbox_reader import read_some
from tests.benchmarks.bench_cost import complaint
from tests.benchmarks.history_rows import rows
from tests.benchmarks.old_house import employ
from tests.years import copied

_FEW, _TIMES, _MANY = 20, 100, 1000
_AMIRA = Actor.staff("U0AMIRA")
_WALK = {
    "sqlite": r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?",
    "postgresql": r"Seq Scan on (\w+)()",
}
# What holds only the rows that are still to be done.
_OF_FEW = {
    index.name
    for table in Table.metadata.sorted_tables
    for index in table.indexes
    if index.dialect_options["sqlite"]["where"] is not None
}
_TICKS: tuple[Callable[[App], object], ...] = (
    fire_timers,
    ticks.release_alerts,
    ticks.issue_digests,
    due_clocks.wake_snoozed,
    ticks.look_at_chats,
    ticks.begin_absences,
    cause_ticks.warn_of_growing,
    quality_ticks.look,
    ticks.end_blocks,
    ticks.end_chats,
    ticks.let_go_of_leavers,
    ticks.close_ended,
    ticks.watch_sources,
    ticks.watch_platforms,
    ticks.watch_inbox,
    ticks.watch_deliveries,
    ticks.send_left_rests,
    ticks.add_up_days,
    ticks.expire,
    home_refresh.refresh,
)


@pytest.fixture
def old_house(app: App) -> App:
    """A bank of which nineteen cases in twenty have ended, with all their rows."""
    bootstrap.migrate(app)
    _take_in(app, _FEW)
    for case_id in range(1, _FEW):
        _answer(app, case_id)
    with app.database.transaction() as session:
        session.connection().execute(text("UPDATE deliveries SET state='sent', wait_for=NULL"))
        session.connection().execute(text("UPDATE cases SET state='closed' WHERE state='resolved'"))
    _named_long_ago(app)
    copied(app, times=_TIMES)
    return app


def _named_long_ago(app: App) -> None:
    """Every case has a root cause that was named more than a year ago."""
    for case_id in range(1, _FEW + 1):
        with app.desk() as desk:
            marks.name_cause(desk, case_id=case_id, cause="delay", by=_AMIRA)
    with app.desk() as desk:
        for mark in desk.session.exec(select(CaseMark)).all():
            mark.marked_at = desk.now - timedelta(days=400)
            desk.session.add(mark)


@pytest.mark.on_both
def test_what_the_business_learns_is_read_by_its_time(old_house: App) -> None:
    app = old_house
    with app.desk() as desk:
        causes.change(desk, cause="delay", step=Step(CauseState.MENDED), by=_AMIRA)
    with _walks(app) as walks, app.looking() as desk:
        assert causes.stands(desk)
        start = desk.now + timedelta(days=1)
        voice_reading.read(
            session=desk.session,
            register=desk.rules.complaints,
            start=start,
            end=start + timedelta(days=7),
            scope=Scope(),
        )
    assert walks == []


@pytest.mark.on_both
def test_what_runs_by_itself_walks_through_no_large_table(old_house: App) -> None:
    app, relay = old_house, bootstrap.relay(old_house)
    with _walks(app) as walks:
        for tick in _TICKS:
            tick(app)
        surge_ticks.look_in_turn(app, owner="test", ending=ticks._NEVER)
        rechecking.recheck_all(app, owner="test")
        exposition(app, process="test")
        _take_in(app, 3)
        _answer(app, _FEW)
        relay.keep_once()
        relay.run_once("slack")
    assert walks == []


@pytest.mark.on_both
def test_nothing_that_is_measured_over_history_walks_through_a_large_table(old_house: App) -> None:
    app = old_house
    employ(app)
    with _walks(app) as walks:
        for row in rows(app):
            row.work()
    assert walks == []


@pytest.mark.on_both
def test_erasing_a_customer_reads_no_history_of_others(old_house: App) -> None:
    app = old_house
    with app.desk() as desk:
        case = desk.session.exec(select(Case).where(Case.state == CaseState.CLOSED)).first()
        assert case is not None
    with _walks(app) as walks, app.desk() as desk:
        person = persons.meant(desk.session, f"C-{case.number}")
        requests.erase(desk, person=person, by=Actor.operator("Ruth"), reason="DSAR-17")
    assert walks == []


def _take_in(app: App, posts: int) -> None:
    for _ in range(posts):
        body, headers = complaint()
        hook = Hook({name.lower(): value for name, value in headers.items()}, body)
        receive(app, app.channels["facebook"], hook)
    while read_some(app):
        pass


def _answer(app: App, case_id: int) -> None:
    with app.desk() as desk:
        claims.claim(desk, case_id=case_id, by=_AMIRA, slack_user_id=_AMIRA.id)
    with app.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=_AMIRA)


@contextmanager
def _walks(app: App) -> Iterator[list[str]]:
    """The statements run meanwhile that walk through a large table; they come at the end."""
    ran: dict[str, Any] = {}
    found: list[str] = []

    def executes(_c: Any, _cursor: Any, statement: str, given: Any, _x: Any, many: bool) -> None:
        if not many and not statement.startswith("INSERT"):
            ran.setdefault(statement, given)

    event.listen(app.database.engine, "before_cursor_execute", executes)
    yield found
    event.remove(app.database.engine, "before_cursor_execute", executes)
    name = app.database.engine.dialect.name
    explain = "EXPLAIN QUERY PLAN " if app.database.is_sqlite else "EXPLAIN "
    with app.database.engine.connect() as connection:
        on = connection.execution_options(isolation_level="AUTOCOMMIT")
        counts = {
            table.name: on.execute(text(f"SELECT count(*) FROM {table.name}")).scalar_one()
            for table in Table.metadata.sorted_tables
        }
        if not app.database.is_sqlite:  # so that it walks only where there is no other way
            on.execute(text("SET enable_seqscan = off"))
        for statement, given in ran.items():
            if not re.match(r"\s*(SELECT|UPDATE|DELETE|WITH)\b", statement):
                continue
            if "ORDER BY cases.id DESC" in statement and "LIMIT" in statement:  # the newest so many
                continue
            plan = "\n".join(str(row[-1]) for row in on.exec_driver_sql(explain + statement, given))
            for table, index in re.findall(_WALK[name], plan):
                if counts.get(table, 0) >= _MANY and index not in _OF_FEW:
                    found.append(f"{table}: {' '.join(statement.split())}\n{plan}")
