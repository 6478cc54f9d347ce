"""Hours of traffic at twenty times their speed, and whether anything grows: MINUTES=24 make soak.

Real web and worker processes on PostgreSQL; customers post and staff work all the time, and the clock of the world
runs twenty times as fast. The exit code is 1 where memory, handles, lateness or table scans grow.
"""

import os
import tempfile
import time
import uuid
from pathlib import Path

import psutil

from tests.chaos.intervals import Interval, grown, table
from tests.chaos.stage import Stage
from tests.chaos.town import Town
from tests.database import EmbeddedPostgres
from tests.journeys.house import eventually

_MINUTES, _SPEED, _INTERVALS, _STEP_S = 24.0, 20, 12, 3.0
_SCANNED = "SELECT coalesce(sum(seq_tup_read), 0) FROM pg_stat_user_tables"
_CONNECTED = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
_MB = 1024 * 1024


class Calm(Stage):
    """A stage on which nobody is killed: one web process and one worker."""

    @property
    def names(self) -> list[str]:
        """Our processes."""
        return ["web", "worker"]


class Soak:
    """One soak, measured interval by interval."""

    def __init__(self, stage: Stage, town: Town, seconds: float) -> None:
        self._stage, self._town, self._each_s = stage, town, seconds / _INTERVALS
        self._scanned = self._count(_SCANNED)
        self._probes = 0

    def run(self) -> list[Interval]:
        """All intervals, each printed as it ends."""
        intervals = []
        for number in range(_INTERVALS):
            until, late = time.monotonic() + self._each_s, [self._late_ms()]
            while time.monotonic() < until:
                began = time.monotonic()
                time.sleep(_STEP_S)
                self._stage.platforms.move(minutes=(time.monotonic() - began) * (_SPEED - 1) / 60)
            late.append(self._late_ms())
            intervals.append(self._measured(max(late)))
            print(
                f"  interval {number + 1} of {_INTERVALS}: {len(self._town.ledger.posted)} posts",
                flush=True,
            )
        return intervals

    def _measured(self, late_ms: float) -> Interval:
        found: dict[str, float] = {}
        for name, process in self._stage.processes.items():
            if name != "platforms":
                seen = psutil.Process(process.pid)
                found[f"memory MB {name}"] = seen.memory_info().rss / _MB
                found[f"handles {name}"] = seen.num_fds()
                found[f"threads {name}"] = seen.num_threads()
        scanned = self._count(_SCANNED)
        found["rows by table scans"] = scanned - self._scanned
        self._scanned = scanned
        found["connections"] = self._count(_CONNECTED)
        found["late ms"] = late_ms
        return found

    def _late_ms(self) -> float:
        """From a customer's post until it stands in Slack."""
        self._probes += 1
        words = f"probe {self._probes} of the line"
        began = time.monotonic()
        self._stage.facebook_comment(f"Prober {self._probes}", words)
        look = f"slack/state?holding={words}"
        eventually(lambda: self._stage.platforms.look(look)["messages"], what=words, within_s=120)
        return (time.monotonic() - began) * 1000

    def _count(self, query: str) -> float:
        return float(self._stage.rows.ask(query)[0][0])


def main() -> None:
    """Run it, print what was seen, and fail where something grew."""
    minutes = float(os.environ.get("MINUTES", _MINUTES))
    server = EmbeddedPostgres(f"soak-{uuid.uuid4().hex[:6]}-{os.getpid()}", durable=True)
    try:
        with server.fresh_url() as url, tempfile.TemporaryDirectory(prefix="earshot-soak-") as made:
            raise SystemExit(_soaked(Path(made), url, minutes))
    finally:
        server.stop()


def _soaked(folder: Path, url: str, minutes: float) -> int:
    stage = Calm(folder, url)
    try:
        stage.open()
        stage.to_opening()
        town = Town(stage, seed=1)
        town.begin()
        print(f"{minutes:g} minutes, {minutes * _SPEED / 60:.1f} hours of the desk", flush=True)
        intervals = Soak(stage, town, minutes * 60).run()
        town.end(120)
    finally:
        stage.close()
    load = psutil.getloadavg()[0]
    wrong = grown(intervals)
    print(*table(intervals), *wrong or ["  nothing grew"], sep="\n")
    print(f"  {len(town.ledger.posted)} posts, {len(town.ledger.pressed)} answers, load {load:.1f}")
    return 1 if wrong else 0


if __name__ == "__main__":
    main()
