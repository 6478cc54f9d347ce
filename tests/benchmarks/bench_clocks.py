"""What a tick costs over 100,000 open cases with running clocks, and how late a flag is.

    python -m tests.benchmarks.bench_clocks [cases]

SQLite with synchronous FULL in the temporary directory; PostgreSQL is the tests' own, without fsync.
"""

import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel, col, func, insert, select, text, update

from bot.desk.clocks import escalations
from bot.domain.records.cases.case import Case, CaseState, CaseThread, Surface
from bot.domain.records.messages.author import Author
from bot.domain.rules.house_rules import HouseRules, joined
from bot.domain.sla.clock import SlaClock, Timer, TimerState
from bot.domain.sla.policy import Metric, Subject
from bot.storage.engine import Database
from config import files
from tests.benchmarks.quick_slack import Slack, relaying
from tests.database import EmbeddedPostgres, create_everything
from tests.desk.conftest import X_ACCOUNT, Bank

_TICK_S = 0.5  # as the worker does
_AT_ONCE = 25  # as the worker does
_A_HANDFUL = 5000  # cases loaded in one transaction
_LATE_ROWS, _LATE_OVER_S = 200, 20


def house() -> HouseRules:
    """The sandbox's two banks."""
    read = files.read(Path(files.__file__).parent / "sandbox")
    return joined(read.values, where=read.where)


def load(url: str, cases: int, now: datetime | None = None) -> None:
    """Open cases, each with a thread, two running clocks and three timers, due from tomorrow on.

    In a process of its own: what it leaves behind in memory would be measured with the ticks.
    """
    bank = Bank(Database(url), house())
    begun = bank.now = (now or datetime.now(UTC)).replace(microsecond=0)
    with bank.database.transaction() as session:
        author = Author(channel="x", external_id="7", name="Ana", first_seen_at=begun)
        session.add(author)
        session.flush()
        author_id = author.pk
    for first in range(1, cases + 1, _A_HANDFUL):
        some = range(first, min(first + _A_HANDFUL, cases + 1))
        with bank.database.transaction() as session:
            for table, rows in _rows(bank, some, author_id, begun):
                session.connection().execute(insert(table), list(rows))
    if not bank.database.is_sqlite:
        _let_postgres_count_on(bank.database)


def _rows(
    bank: Bank, numbers: Sequence[int], author_id: int, begun: datetime
) -> Iterator[tuple[type[SQLModel], Iterator[dict[str, Any]]]]:
    route = bank.rules.route_for("x", X_ACCOUNT)
    found = bank.rules.promises_for(Subject(route.brand, route.team, "x", "normal", "public"))
    assert found is not None
    rule, calendar = found
    case = Case(
        brand=route.brand,
        channel="x",
        account=X_ACCOUNT,
        conversation="",
        author_id=author_id,
        state=CaseState.NEW,
        state_since=begun,
        route=route.key,
        team=route.team,
        opened_at=begun,
        received_at=begun,
        last_inbound_at=begun,
        unanswered_since=begun,
    ).model_dump()
    clock = SlaClock(
        case_id=0,
        metric=Metric.CLAIMED,
        started_at=begun,
        rule=rule.name,
        target="1 hour",
        policy_version=bank.rules.sla.version,
        calendar_version=calendar.version,
        calendar_name=calendar.name,
    ).model_dump()
    thread = CaseThread(case_id=0, slack_channel=route.slack_channel, opened_at=begun).model_dump()
    waiting = {"generation": 1, "state": TimerState.WAITING, "fired_at": None}

    def due(number: int) -> datetime:
        return begun + timedelta(days=1, seconds=number)

    def clocks(number: int) -> Iterator[dict[str, Any]]:
        for place, metric in ((0, Metric.CLAIMED), (1, Metric.FIRST_RESPONSE)):
            yield clock | {
                "id": 2 * number + place,
                "case_id": number,
                "metric": metric,
                "warn_at": due(number) - timedelta(minutes=10) if place else None,
                "due_at": due(number),
            }

    def timers(number: int) -> Iterator[dict[str, Any]]:
        for place, step in ((0, "breach"), (1, "breach"), (2, "warning")):
            early = timedelta(minutes=10) if place == 2 else -timedelta(seconds=1)
            yield waiting | {
                "id": 3 * number + place,
                "clock_id": 2 * number + min(place, 1),
                "case_id": number,
                "step": step,
                "due_at": due(number) - early,
            }

    yield Case, (case | {"id": n, "conversation": f"c{n}"} for n in numbers)
    yield (
        CaseThread,
        (
            thread | {"id": n, "case_id": n, "surface": Surface.PUBLIC, "slack_ts": f"{n}.1"}
            for n in numbers
        ),
    )
    yield SlaClock, (row for n in numbers for row in clocks(n))
    yield Timer, (row for n in numbers for row in timers(n))


def _let_postgres_count_on(database: Database) -> None:
    with database.engine.connect() as connection:
        on = connection.execution_options(isolation_level="AUTOCOMMIT")
        for table in ("cases", "case_threads", "sla_clocks", "timers"):
            top = f"(SELECT max(id) FROM {table})"
            on.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {top})"))
        on.execute(text("ANALYZE"))


def tick(bank: Bank, *, limit: int = _AT_ONCE) -> int:
    """One tick of the worker."""
    with bank.desk() as desk:
        return escalations.fire(desk, limit=limit)


def timed(work: Callable[[], object]) -> float:
    """How long it took, in milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def make_due(bank: Bank, first: int, count: int, at: Callable[[int], datetime]) -> None:
    """Let a timer of each of so many cases fall due when ``at`` says."""
    with bank.database.transaction() as session:
        for place in range(count):
            number = first + place
            due = at(place)
            moved = update(SlaClock).where(col(SlaClock.id) == 2 * number)
            session.connection().execute(moved.values(due_at=due))
            timer = update(Timer).where(col(Timer.id) == 3 * number)
            session.connection().execute(timer.values(due_at=due + timedelta(seconds=1)))


def idle(bank: Bank) -> float:
    """A tick that finds nothing, over all those that wait."""
    for _ in range(5):
        tick(bank)
    return statistics.median(timed(lambda: tick(bank)) for _ in range(100))


def busy(bank: Bank, first: int) -> float:
    """500 clocks that run out at once, fired as the worker does it."""
    make_due(bank, first, 500, lambda _: bank.now - timedelta(seconds=9))

    def work() -> None:
        while tick(bank) >= _AT_ONCE:
            pass

    return timed(work)


def lateness(bank: Bank, first: int) -> tuple[list[float], list[float]]:
    """Clocks run out over some seconds while the worker ticks: ms to the row, and to Slack."""
    slack = Slack()
    with relaying(bank.database, slack):
        begin = datetime.now(UTC) + timedelta(seconds=2)
        gap = _LATE_OVER_S / _LATE_ROWS
        due = [begin + timedelta(seconds=n * gap) for n in range(_LATE_ROWS)]
        make_due(bank, first, _LATE_ROWS, lambda n: due[n])
        seen: dict[int, float] = {}
        ends = time.monotonic() + _LATE_OVER_S + 10
        while time.monotonic() < ends and len(seen) < _LATE_ROWS:
            round_began = time.monotonic()
            bank.now = datetime.now(UTC)
            tick(bank)
            _note(bank, first, seen)
            time.sleep(max(0.0, _TICK_S - (time.monotonic() - round_began)))
        facts = [f"sla:{first + n}:claimed:1:breach" for n in range(_LATE_ROWS)]
        slack.wait_for(facts)
    told = [
        (slack.came[fact] - at).total_seconds() * 1000 for fact, at in zip(facts, due, strict=True)
    ]
    return [moment * 1000 for moment in seen.values()], [each - 1000 for each in told]


def _note(bank: Bank, first: int, seen: dict[int, float]) -> None:
    """Write down how late each row is that is there now."""
    now = datetime.now(UTC)
    with bank.database.reading() as session:
        wanted = [3 * (first + n) for n in range(_LATE_ROWS) if 3 * (first + n) not in seen]
        query = select(Timer.id, Timer.due_at).where(
            col(Timer.id).in_(wanted), Timer.state == TimerState.FIRED
        )
        for number, due in session.exec(query):
            seen[number or 0] = (now - due).total_seconds()


def plan(bank: Bank) -> str:
    """Whether the database finds what is due by the partial index."""
    explain = "EXPLAIN QUERY PLAN" if bank.database.is_sqlite else "EXPLAIN"
    query = (
        f"{explain} SELECT timers.id FROM timers JOIN cases ON cases.id = timers.case_id "
        "WHERE timers.state = 'waiting' AND timers.due_at <= '2026-01-01 00:00:00' "
        "ORDER BY timers.due_at, timers.id LIMIT 200"
    )
    with bank.database.reading() as session:
        lines = [str(row[-1]) for row in session.connection().execute(text(query))]
    return "by ix_timers_waiting" if "ix_timers_waiting" in "".join(lines) else "WITHOUT ITS INDEX"


def measure(database: Database, cases: int) -> None:
    """All figures of one database."""
    bank = Bank(database, house())
    bank.now = datetime.now(UTC)
    url = database.url.render_as_string(hide_password=False)
    loader = multiprocessing.get_context("spawn").Process(target=load, args=(url, cases))
    loader.start()
    took = timed(loader.join) / 1000
    with database.reading() as session:
        waiting = session.exec(select(func.count()).select_from(Timer)).one()
    print(f"  {cases} open cases, {waiting} timers, loaded in {took:.0f} s; due found {plan(bank)}")
    fresh = Database(url)
    starts = timed(lambda: tick(_at(Bank(fresh, bank.rules), bank.now)))
    fresh.dispose()
    print(f"  start-up: connected, rules stored and first tick in {starts:.0f} ms")
    nothing = idle(bank)
    runs = [busy(bank, 1000 * (run + 1)) for run in range(3)]
    much = statistics.median(runs)
    print(f"  idle tick: median {nothing:.2f} ms, {nothing / _TICK_S / 10:.2f} % of one core")
    print(
        f"  500 due at once: {much:.0f} ms, {much / 500:.2f} ms each, {much / nothing:.0f} x idle"
    )
    to_row, to_slack = lateness(bank, 10_000)
    for what, late, goal in (("row", to_row, 1000), ("word in Slack", to_slack, 2000)):
        cut = statistics.quantiles(late, n=100)
        kept = "kept" if cut[98] < goal else "MISSED"
        print(
            f"  lateness of a flag's {what}: p50 {cut[49]:.0f} ms, p99 {cut[98]:.0f} ms "
            f"(goal {goal}: {kept})"
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  memory of this process at its highest: {memory:.0f} MB")
    database.dispose()


def _at(bank: Bank, now: datetime) -> Bank:
    bank.now = now
    return bank


def main() -> None:
    """Measure both databases."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as directory:
        print("SQLite")
        database = Database(f"sqlite:///{Path(directory) / 'bench.db'}")
        create_everything(database)
        measure(database, cases)
    server = EmbeddedPostgres("bench-clocks")
    try:
        with server.fresh_url() as url:
            print("PostgreSQL")
            measure(Database(url), cases)
    finally:
        server.stop()


if __name__ == "__main__":
    main()
