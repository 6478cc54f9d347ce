"""What history costs: each look, press and tick with few, more and many ended cases beside 1,500 open ones.

    python -m tests.benchmarks.bench_history [ended cases, from few to many] [sqlite|postgresql] [only=part of a row]

For each: milliseconds, the median of three, and what the database read for it: 1,000 opcodes of SQLite, pages of
8 kB of PostgreSQL (with fsync). Those are the same on a busy machine, so the goal is theirs: from the first size to
the last at most 1.3 times; of what looks back further than the first size goes, from the first that goes so
far. A table that grows by a level of its index, or by a few pages, has not grown.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import event, text

from bot import bootstrap
from bot.bootstrap import App
from bot.storage.engine import Database
from config.settings import load
from tests.benchmarks import old_house
from tests.benchmarks.bench_cost import Bench
from tests.benchmarks.history_rows import rows
from tests.benchmarks.old_house import A_DAY
from tests.database import EmbeddedPostgres, create_everything

SIZES = [20_000, 100_000, 400_000]
GOAL = 1.3
_TIMES = 3
_NOTHING = {"sqlite": 1.5, "postgresql": 60.0}  # 1,000 opcodes; pages
_EVERY = 50  # opcodes
_Figures = dict[str, tuple[float, float, int]]  # by row: milliseconds, what was read, days


def _read_by(app: App, work: Callable[[], object]) -> float:
    return opcodes(app, work) if app.database.is_sqlite else _pages(app, work)


def opcodes(app: App, work: Callable[[], object]) -> float:
    """Thousands of them. A statement of fewer than fifty is not seen."""
    counted = 0

    def tick() -> int:
        nonlocal counted
        counted += _EVERY
        return 0

    with _on_every_connection(app, lambda raw: raw.set_progress_handler(tick, _EVERY)):
        work()
    return counted / 1000


@contextmanager
def _on_every_connection(app: App, do: Callable[..., object]) -> Iterator[None]:
    def begun(connection: object, _record: object, _proxy: object) -> None:
        do(connection)

    event.listen(app.database.engine, "checkout", begun)
    yield
    event.remove(app.database.engine, "checkout", begun)
    with app.database.engine.connect() as connection:
        connection.connection.dbapi_connection.set_progress_handler(None, 0)  # type: ignore[union-attr]  # it is SQLite's


def _pages(app: App, work: Callable[[], object]) -> float:
    before = _touched(app)
    work()
    return max(0, _touched(app) - before - _touched_by_asking(app))


def _touched_by_asking(app: App) -> int:
    first = _touched(app)
    return _touched(app) - first


def _touched(app: App) -> int:
    """What all have touched; each connection is asked to tell what it did first."""
    engine = app.database.engine
    open_ones = [engine.connect() for _ in range(max(1, engine.pool.checkedin()))]  # type: ignore[attr-defined]  # a queue
    try:
        for each in open_ones:
            each.execution_options(isolation_level="AUTOCOMMIT")
            each.execute(text("SELECT pg_stat_force_next_flush()"))
        query = (
            "SELECT blks_hit + blks_read FROM pg_stat_database WHERE datname = current_database()"
        )
        for each in open_ones:
            each.execute(text("SELECT 1"))
        return int(open_ones[0].execute(text(query)).scalar_one())
    finally:
        for each in open_ones:
            each.close()


def _measured(app: App, only: str) -> _Figures:
    found: _Figures = {}
    for row in (each for each in rows(app) if only in each.what):
        row.work()  # what is made once is not of history
        took = []
        for _ in range(_TIMES):
            began = time.perf_counter()
            row.work()
            took.append((time.perf_counter() - began) * 1000)
        found[row.what] = statistics.median(took), _read_by(app, row.work), row.days
    return found


def _print(name: str, sizes: list[int], found: list[_Figures]) -> bool:
    unit = "1,000 opcodes" if name == "sqlite" else "pages"
    print(f"{name}: milliseconds and {unit}, with so many ended cases; goal {GOAL} times")
    print(f"  {'':34}" + "".join(f"{size:>19,}" for size in sizes) + "    times")
    all_kept = True
    for what in found[0]:
        goes_back = [n for n, size in enumerate(sizes) if size >= found[0][what][2] * A_DAY]
        first, last = found[goes_back[0] if goes_back else -1][what][1], found[-1][what][1]
        grew = last / max(first, 0.05)
        kept = grew <= GOAL or last - first <= _NOTHING[name]
        all_kept &= kept
        figures = "".join(f"{each[what][0]:9.1f} {each[what][1]:9,.1f}" for each in found)
        print(f"  {what:34}{figures}  {grew:6.2f}  {'kept' if kept else 'MISSED'}", flush=True)
    return all_kept


def _measure(name: str, folder: Path, url: str, sizes: list[int], only: str) -> bool:
    bench = Bench(folder, url)
    os.environ.update(bench.env)
    app = bootstrap.build(load())
    found, few = list[_Figures](), None
    try:
        for before, ended in zip([0, *sizes], sizes, strict=False):
            began = time.monotonic()
            if few:
                old_house.grown(app, few, before=before, ended=ended)
            else:
                few = old_house.found(app, ended=ended)
            took = time.monotonic() - began
            found.append(_measured(app, only))
            print(f"  ({name}: {ended:,} ended cases made in {took:.0f} s)", file=sys.stderr)
        return _print(name, sizes, found)
    finally:
        app.database.dispose()
        bench.close()


@contextmanager
def fresh_databases(folder: Path) -> Iterator[list[tuple[str, str]]]:
    """Those that the command line names, or both, each with its tables; PostgreSQL on a disk and with fsync."""
    wanted = [given for given in sys.argv[1:] if given in _NOTHING] or list(_NOTHING)
    found, postgres = (
        list[tuple[str, str]](),
        EmbeddedPostgres(f"bench-{os.getpid()}", durable=True),
    )
    try:
        with ExitStack() as opened:
            if "sqlite" in wanted:
                found.append(("sqlite", f"sqlite:///{folder}/earshot.db"))
            if "postgresql" in wanted:
                found.append(("postgresql", opened.enter_context(postgres.fresh_url())))
            for _, url in found:
                database = Database(url)
                create_everything(database)
                database.dispose()
            yield found
    finally:
        postgres.stop()


def main() -> None:
    """Measure both databases, print each figure, and fail where one grew."""
    sizes = sorted(int(given) for given in sys.argv[1:] if given.isdecimal()) or SIZES
    only = "".join(given[5:] for given in sys.argv[1:] if given.startswith("only="))
    with tempfile.TemporaryDirectory() as folder, fresh_databases(Path(folder)) as databases:
        kept = [_measure(name, Path(folder), url, sizes, only) for name, url in databases]
    raise SystemExit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
