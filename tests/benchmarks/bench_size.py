"""How many bytes an ended case takes on the disk, and how many once what is over has been removed.

    python -m tests.benchmarks.bench_size [ended cases] [sqlite|postgresql]

Each is one post, answered and resolved. The largest tables are named with their indexes.
"""

import os
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from bot import bootstrap
from bot.bootstrap import App
from bot.desk.house import over
from config.settings import load
from tests.benchmarks import old_house
from tests.benchmarks.bench_cost import Bench
from tests.benchmarks.bench_history import fresh_databases

_ENDED = 20_000
GOAL = 5_000
_NAMED = 12
_AT_ONCE = 5_000
_SQLITE = """SELECT m.tbl_name, sum(d.pgsize) FROM dbstat AS d JOIN sqlite_master AS m ON m.name = d.name
GROUP BY m.tbl_name"""
_POSTGRES = """SELECT relname, pg_total_relation_size(oid) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""


def _bytes(app: App, cases: int) -> Counter[str]:
    """By table, of a case, with nothing empty between the rows."""
    if app.database.is_sqlite:
        app.database.forget_pages()
    with app.database.engine.connect() as connection:
        on = connection.execution_options(isolation_level="AUTOCOMMIT")
        if not app.database.is_sqlite:
            on.execute(text("VACUUM FULL"))
        sizes = on.execute(text(_SQLITE if app.database.is_sqlite else _POSTGRES))
        return Counter({name: size // cases for name, size in sizes})


def _let_go(app: App) -> int:
    """As the nights do it, once all of it is old enough; how many rows."""
    done, going = Counter[str](), _AT_ONCE
    while going >= _AT_ONCE:
        with app.desk() as desk:
            later = timedelta(days=2 * 366)
            then = replace(desk, now=desk.now + later, database_now=desk.database_now + later)
            going = over.forget(then, done, limit=_AT_ONCE)
    return done[over.OVER]


def _measure(name: str, folder: Path, url: str, ended: int) -> bool:
    bench = Bench(folder, url)
    os.environ.update(bench.env)
    app = bootstrap.build(load())
    try:
        old_house.found(app, ended=ended)
        cases = ended + old_house.OPEN
        before = _bytes(app, cases)
        removed = _let_go(app)
        after = _bytes(app, cases)
    finally:
        app.database.dispose()
        bench.close()
    kept = after.total() <= GOAL
    print(f"{name}: {ended:,} ended cases; {removed / cases:.1f} rows of each removed as over")
    print(f"  {'bytes of a case':28} {'before':>9} {'after':>9}")
    for table, size in before.most_common(_NAMED):
        print(f"  {table:28} {size:9,} {after[table]:9,}")
    verdict = "kept" if kept else "MISSED"
    print(f"  {'all':28} {before.total():9,} {after.total():9,}  goal {GOAL:,}  {verdict}")
    return kept


def main() -> None:
    """Measure both databases, and fail where a case takes more than it may."""
    ended = next((int(given) for given in sys.argv[1:] if given.isdecimal()), _ENDED)
    with tempfile.TemporaryDirectory() as folder, fresh_databases(Path(folder)) as databases:
        kept = [_measure(name, Path(folder), url, ended) for name, url in databases]
    raise SystemExit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
