"""From the command to ready, the memory, and from SIGTERM to the end, over 100,000 open cases.

    python -m tests.benchmarks.bench_start [cases]

The real processes against the simulated platforms, three times; PostgreSQL is the tests' own.
"""

import multiprocessing
import statistics
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from tests.benchmarks.bench_clocks import load
from tests.database import EmbeddedPostgres
from tests.journeys.conftest import House

_RUNS = 3
_WORKS_FOR_S = 10  # so that every tick ran some times before the memory is read
_START_S, _MEMORY_MB = 3, {"web": 150, "worker": 200}


def measure(house: House, cases: int) -> None:
    """Start and end the processes of one house, and print what it took."""
    house.open()
    house.stop_bot()
    now = datetime.fromisoformat(house.platforms.look("clock")["now"])
    work = (house.database_url, cases, now)
    loader = multiprocessing.get_context("spawn").Process(target=load, args=work)
    loader.start()
    loader.join()
    starts, ends, most = [], [], dict[str, float]()
    for _ in range(_RUNS):
        began = time.perf_counter()
        house.start_bot()
        starts.append(time.perf_counter() - began)
        time.sleep(_WORKS_FOR_S)
        for name, process in house.processes.items():
            most[name] = max(most.get(name, 0.0), process.memory_mb)
        began = time.perf_counter()
        house.stop_bot()
        ends.append(time.perf_counter() - began)
    ready = statistics.median(starts)
    verdict = "kept" if ready < _START_S else "MISSED"
    print(f"  {cases} open cases: ready in {ready:.1f} s (goal {_START_S} s: {verdict})")
    print(f"  ended {statistics.median(ends):.1f} s after SIGTERM")
    for name in sorted(most.keys() - {"platforms"}):
        goal = _MEMORY_MB.get(name, sum(_MEMORY_MB.values()))
        verdict = "kept" if most[name] < goal else "MISSED"
        print(f"  memory of `earshot {name}`: {most[name]:.0f} MB (goal {goal} MB: {verdict})")


def main() -> None:
    """Measure one process on SQLite; web and worker on PostgreSQL."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    server = EmbeddedPostgres("bench-start")
    try:
        with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
            print("SQLite")
            _measured(House(Path(first), f"sqlite:///{first}/earshot.db"), cases)
            with server.fresh_url() as url:
                print("PostgreSQL")
                _measured(House(Path(second), url), cases)
    finally:
        server.stop()


def _measured(house: House, cases: int) -> None:
    try:
        measure(house, cases)
    finally:
        house.close()


if __name__ == "__main__":
    main()
