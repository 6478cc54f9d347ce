"""The looks, presses and ticks whose cost must not grow with history."""

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import NamedTuple

from sqlmodel import col, update

from bot import bootstrap
from bot.bootstrap import App
from bot.desk.cases import closures
from bot.desk.clocks import explaining
from bot.desk.digests import issuing
from bot.desk.ownership import claims
from bot.digest import periods
from bot.domain.records.cases.closure import Outcome
from bot.domain.rules.digest_rules import DigestRule
from bot.sandbox.credentials import SLACK_TEAM_ID
from bot.storage.figures import export_rows
from bot.storage.house.cursors import Cursor
from handlers.slack.door.acting import Person
from handlers.slack.door.home_tab import show_home
from handlers.slack.settings import case_command
from handlers.web.metrics import exposition
from handlers.worker import (
    cause_ticks,
    census,
    due_clocks,
    home_refresh,
    quality_ticks,
    rechecking,
    surge_ticks,
    ticks,
)
from handlers.worker.due_clocks import fire_timers
from handlers.worker.inbox_reader import read_some
from tests.benchmarks.old_house import AGENT, BY, MANAGER, answer, open_cases, take_in
from tests.years import own_word

_TICKS: tuple[Callable[[App], object], ...] = (
    fire_timers,
    ticks.release_alerts,
    due_clocks.wake_snoozed,
    ticks.look_at_chats,
    ticks.look_at_approvals,
    ticks.look_at_consults,
    due_clocks.look_at_pledges,
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


class Row(NamedTuple):
    """One line of the table."""

    what: str
    work: Callable[[], object]
    days: int = 0  # so far back it looks; a shorter history has less of it


def rows(app: App) -> Iterator[Row]:
    """Each is run some times; what it needs is there."""
    presses = _Presses(app)
    yield Row("intake: a post by somebody new", lambda: take_in(app, 1))
    yield Row("inbox: nothing to read", lambda: read_some(app))
    yield Row("claim", presses.claim)
    yield Row("answer", presses.answer)
    yield Row("resolve", presses.resolve)
    relay = bootstrap.relay(app)
    yield Row("send: draw and settle", lambda: relay.run_once("slack"))
    yield Row("outbox: sweep and look", relay.keep_once)
    agent, manager = (Person(user, SLACK_TEAM_ID) for user in (AGENT, MANAGER))
    yield Row("an agent's Home", lambda: show_home(app, agent))
    yield Row("a manager's Home", lambda: show_home(app, manager))
    for name, days in (("daily", 0), ("weekly", 0), ("monthly", 60), ("voice", 0)):
        yield Row(f"digest: {name}", partial(_digest, app, name), days)
    for query in (
        "mine",
        own_word(7),
        "coffee",
        f"letters {own_word(9)}",
        f"@{own_word(11)}",
        "zz",
    ):
        yield Row(f"/case {query}", partial(case_command.answer, app, agent, query))
    yield Row("export of one day", lambda: _export(app))
    yield Row("why of a case", lambda: _why(app, 7))
    yield Row("/metrics", lambda: exposition(app, process="bench"))
    yield Row("recheck, each account", lambda: _recheck(app))
    yield Row("surges", lambda: surge_ticks.look_in_turn(app, owner="b", ending=ticks._NEVER))
    yield Row("census", lambda: census.take(app, since=census.due_since(app)))
    for tick in _TICKS:
        yield Row(f"tick: {tick.__name__}", partial(tick, app))


class _Presses:
    """Each takes the next open case."""

    def __init__(self, app: App) -> None:
        self._app, self._all = app, itertools.cycle(open_cases(app))
        self._keys = itertools.count()
        self._claimed = list[int]()
        self._answered = list[int]()

    def claim(self) -> None:
        """One that nobody has."""
        number = next(self._all)
        self._claimed.append(number)
        with self._app.desk() as desk:
            claims.claim(desk, case_id=number, by=BY, slack_user_id=AGENT)

    def answer(self) -> None:
        """One that was just claimed."""
        number = self._claimed.pop(0)
        answer(self._app, number, key=f"bench-{number}")

    def resolve(self) -> None:
        """One that waits."""
        with self._app.desk() as desk:
            number = next(self._all)
            closures.resolve(
                desk, case_id=number, outcome=Outcome.FIXED, remark="By telephone.", by=BY
            )


def _digest(app: App, name: str) -> None:
    with app.looking() as desk:
        rule = issuing.rule_of(desk, digest=name)
        last = periods.so_far if rule.every == "month" else _last_period
        issuing.look(desk, digest=name, period=last(name, rule, desk.now).key)


def _last_period(name: str, rule: DigestRule, now: datetime) -> periods.Period:
    return periods.last_periods(name, rule, now, count=1)[0]


def _export(app: App) -> None:
    with app.looking() as desk:
        end = desk.now - timedelta(days=3)
        start = end - timedelta(days=1)
        rows = export_rows.cases(
            session=desk.session, start=start, end=end, brand="", zones={}, with_text=False
        )
        for _ in rows:
            pass


def _why(app: App, case_id: int) -> None:
    with app.looking() as desk:
        explaining.explain(desk, case_id=case_id)


def _recheck(app: App) -> None:
    """As if its hour had come."""
    with app.database.transaction() as session:
        due = update(Cursor).where(col(Cursor.source).contains(":recheck"))
        session.connection().execute(due.values(next_at=datetime(2020, 1, 1, tzinfo=UTC)))
    rechecking.recheck_all(app, owner="b")
