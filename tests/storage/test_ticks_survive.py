"""kill -9 of ticking workers, two of them at once, and one that was down for six hours.

Every clock is flagged exactly once, and every verdict is as if nothing had happened.
"""

import multiprocessing
import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.process import BaseProcess

import pytest
from sqlmodel import col, func, select

from bot.desk.clocks import escalations
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla.alert import Alert
from bot.domain.sla.clock import SlaClock, Timer, TimerState
from bot.domain.sla.replays.replay import canonical, replay
from bot.outbox.delivery import Delivery
from bot.storage.clocks.history import cases_opened, histories
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.engine import Database
from bot.storage.record import audit
from tests.desk.chance import Chance
from tests.desk.conftest import MONDAY_TEN, Bank, rules
from tests.storage import ticking_process

__all__ = ["rules"]  # the fixture of the sandbox's banks
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.storage.ticking_process"])
_DOWN_FOR = timedelta(hours=6)


class Workers:
    """Ticking processes on one database, and a hand to kill them."""

    def __init__(self, bank: Bank, work: Callable[..., None] = ticking_process.run) -> None:
        self._bank, self._dice, self._work = bank, random.Random(11), work
        self._url = bank.database.url.render_as_string(hide_password=False)
        self._running = [self._start() for _ in range(1 if bank.database.is_sqlite else 2)]

    def _start(self) -> BaseProcess:
        started = _PROCESSES.Event()
        given = (self._url, self._bank.rules, self._bank.now, started)
        process = _PROCESSES.Process(target=self._work, args=given, daemon=True)
        process.start()
        assert started.wait(60)
        return process

    def kill_one(self) -> None:
        """End one without a word, and start another in its place."""
        number = self._dice.randrange(len(self._running))
        self._running[number].kill()
        self._running[number].join()
        self._running[number] = self._start()

    def wait_until(self, reached: Callable[[], bool]) -> None:
        """Look again and again; whoever ticks is in other processes."""
        pause = _PROCESSES.Event()
        for _ in range(3_000):
            if reached():
                return
            pause.wait(0.02)
        raise AssertionError("The workers did not get on.")

    def end(self) -> None:
        """Ask all of them to end."""
        for process in self._running:
            process.terminate()
        for process in self._running:
            process.join(30)


def complaints(bank: Bank, count: int) -> None:
    """So many cases, a few seconds apart, some of them claimed."""
    for number in range(count):
        bank.later(seconds=7)
        bank.complaint(author=f"a{number}")
    bank.now += _DOWN_FOR


def due(bank: Bank) -> int:
    """The timers that should have fired by now and did not."""
    with bank.database.reading() as session:
        query = select(func.count()).where(
            col(Timer.state) == TimerState.WAITING, col(Timer.due_at) <= bank.now
        )
        return session.exec(query.select_from(Timer)).one()


def check(bank: Bank) -> int:
    """Nothing twice, nothing never, nothing that a tick decided; how many clocks were missed."""
    with bank.database.reading() as session:
        numbers = cases_opened(session=session, start=MONDAY_TEN - timedelta(9), end=bank.now)
        recorded = {number: clocks_of(session=session, case_id=number) for number in numbers}
        entries = list(session.exec(select(AuditEntry)))
        flagged = Counter(_flags(entries))
        facts = set(session.exec(select(Alert.fact)))
        in_threads = {
            str(key).rpartition(":thread")[0] or str(key)
            for key in session.exec(
                select(Delivery.dedupe_key).where(Delivery.kind == "slack.alert")
            )
        }
        broken_trails = [
            number for number in numbers if audit.verify(session=session, case_id=number)
        ]
        told = list(histories(session=session, case_ids=numbers))
    # An answer that was none after all: what had run out behind it is told at once, no timer flags it.
    taken_back = {each.case_id for each in entries if each.verb == Trail.ANSWER_WAS}
    assert broken_trails == []
    assert {each: times for each, times in flagged.items() if times > 1} == {}
    for history in told:
        again = replay(history, rules=bank.rules, now=bank.now)
        assert canonical(again) == canonical(recorded[history.case_id])
    missed = [clock for clocks in recorded.values() for clock in clocks if clock.missed]
    for clock in missed:
        if clock.ended_at is not None or clock.paused_at is not None:
            continue  # answered, or asked, late while nobody ticked: a miss, and nobody left to be told
        assert flagged[(clock.pk, "breach")] == 1 or clock.case_id in taken_back
        fact = f"sla:{clock.case_id}:{clock.metric}:{clock.generation}:"
        assert any(each.startswith(fact) for each in facts | in_threads)
    return len(missed)


def _flags(entries: list[AuditEntry]) -> list[tuple[int, str]]:
    return [
        (int(entry.details["clock"]), str(entry.details.get("step") or entry.verb[6:]))
        for entry in entries
        if entry.verb.startswith("clock_")
    ]


def kill_and_check(bank: Bank, *, cases: int, kills: int) -> None:
    complaints(bank, cases)
    waiting = due(bank)
    workers = Workers(bank)
    for number in range(kills):
        left = waiting * (kills - number) // (kills + 1)
        workers.wait_until(lambda left=left: due(bank) <= left)  # type: ignore[misc]  # bound now
        workers.kill_one()
    workers.wait_until(lambda: due(bank) == 0)
    workers.end()
    assert check(bank) >= cases


@pytest.mark.sqlite_in_proof
def test_four_kills_in_mid_tick_flag_nothing_twice_and_nothing_never(
    database: Database, rules: HouseRules
) -> None:
    kill_and_check(Bank(database, rules), cases=18, kills=4)


@pytest.mark.proof
def test_forty_kills_in_mid_tick_flag_nothing_twice_and_nothing_never(
    database: Database, rules: HouseRules
) -> None:
    kill_and_check(Bank(database, rules), cases=300, kills=40)


@pytest.mark.postgresql_in_proof
def test_a_worker_that_was_down_for_six_hours_finds_every_verdict_as_it_was(
    database: Database, rules: HouseRules
) -> None:
    bank = Bank(database, rules)
    chance = Chance(bank, 3)
    chance.live(40, ticks=0.0)
    bank.now += _DOWN_FOR
    chance.live(10, ticks=0.0)
    while due(bank):
        with bank.desk() as desk:
            escalations.fire(desk, limit=3)
    assert check(bank) > 0
    with bank.database.reading() as session:
        marks = [clock.breached_at for clock in session.exec(select(SlaClock)) if clock.missed]
    assert all(mark is not None and mark < bank.now for mark in marks)
