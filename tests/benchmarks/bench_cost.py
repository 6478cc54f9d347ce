"""What a complaint costs, from its webhook to its headline in Slack: CPU time of ours, and statements.

    python -m tests.benchmarks.bench_cost [complaints]

Real web and worker processes over HTTP, each complaint by a new author; PostgreSQL is on a disk, with fsync. CPU
time is the processes' own, so a busy machine changes little; a naive bot of twenty lines runs beside them. Then
the same work once more in this process, by its parts.
"""

import hashlib
import hmac
import json
import os
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import requests

from bot import bootstrap
from bot.sandbox.credentials import FACEBOOK_APP_SECRET, NORTHBANK
from bot.storage.engine import Database
from config.settings import load
from handlers.processes.sandbox import Ports, environment
from tests.benchmarks.parts import Parts
from tests.database import EmbeddedPostgres, create_everything
from tests.journeys.house import Process, eventually, free_port

COMPLAINTS = 200
GOALS_MS = {"PostgreSQL": 12.0, "SQLite": 8.0}
STATEMENTS, RATIO = 35, 8.0
_IDLE_MS = {"worker": 10.0, "web": 2.0, "run": 12.0}
_AT_REST_S = 10.0
_TEXTS = (  # as most are: nothing in them that somebody must be told of at once
    "My card was swallowed by the machine in Mill Street and nobody answers.",
    "Three weeks for a new PIN letter. Is the post on foot?",
    "Why do you close the branch in my village? The next one is forty minutes away.",
    "The statement of last month still shows the old address.",
    "I was charged twice for one cup of coffee, and the chat only repeats itself.",
    "Your letters come in a language that I never asked for.",
    "The interest on my savings went down again without a word.",
    "Waited an hour for an appointment that nobody knew of.",
)


class Bench:
    """A light Slack, a naive bot, and our processes on one database."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self._folder, self._running = folder, ExitStack()
        self.ports = Ports(page=free_port(), bot=free_port())
        self.env = _environment(self.ports, folder, database_url)
        self.slack = f"http://127.0.0.1:{self.ports.page}"
        self._start("slack", ["tests.benchmarks.light_slack", "slack", str(self.ports.page)])
        eventually(lambda: requests.get(f"{self.slack}/count", timeout=5).ok, what="the Slack")

    def close(self) -> None:
        """End everything."""
        self._running.close()

    def naive(self, complaints: int) -> float:
        """Milliseconds of CPU that the naive bot takes for a complaint."""
        port = free_port()
        slack = f"{self.slack}/slack/api/"
        bot = self._start("naive", ["tests.benchmarks.light_slack", "naive", str(port), slack])
        url = f"http://127.0.0.1:{port}/"
        eventually(lambda: requests.get(url, timeout=5).status_code, what="the bot")
        return self._taken({"naive": bot}, port, complaints)["naive"]

    def ours(self, complaints: int, names: list[str]) -> tuple[dict[str, float], dict[str, float]]:
        """Milliseconds of CPU a second at rest, and for a complaint, by process."""
        parts = {name: self._start(name, ["handlers", name]) for name in names}
        ready = f"http://127.0.0.1:{self.ports.bot}/readyz"
        eventually(lambda: requests.get(ready, timeout=5).ok, what="the bot")
        self._taken(parts, self.ports.bot, 20)  # warm
        time.sleep(2)
        before = _cpu_ms(parts)
        time.sleep(_AT_REST_S)
        at_rest = {name: ms / _AT_REST_S for name, ms in _less(_cpu_ms(parts), before).items()}
        return at_rest, self._taken(parts, self.ports.bot, complaints)

    def _taken(self, parts: Mapping[str, Process], port: int, complaints: int) -> dict[str, float]:
        there, before = self._headlines(), _cpu_ms(parts)
        with requests.Session() as http:
            for _ in range(complaints):
                body, headers = complaint()
                url = f"http://127.0.0.1:{port}/webhooks/facebook"
                http.post(url, body, headers=headers, timeout=30).raise_for_status()
        eventually(
            lambda: self._headlines() >= there + complaints, what="the headlines", within_s=120
        )
        taken = _less(_cpu_ms(parts), before)
        return {name: ms / complaints for name, ms in taken.items()}

    def _headlines(self) -> int:
        return int(requests.get(f"{self.slack}/count", timeout=5).json()["headlines"])

    def _start(self, name: str, command: list[str]) -> Process:
        process = Process(command, env=self.env, log=self._folder / f"{name}.log")
        self._running.callback(process.kill)
        return process


def complaint() -> tuple[bytes, dict[str, str]]:
    """A signed webhook: a comment of somebody new under a post of its own."""
    number = uuid.uuid4().int
    value = {
        "item": "comment",
        "verb": "add",
        "comment_id": f"{NORTHBANK.page_id}_{number % 10**15}",
        "post_id": f"{NORTHBANK.page_id}_{number % 10**14}",
        "created_time": int(time.time()),
        "message": _TEXTS[number % len(_TEXTS)],
        "from": {"id": str(number % 10**12), "name": "Ana Roth"},
    }
    entry = {"id": NORTHBANK.page_id, "time": 1, "changes": [{"field": "feed", "value": value}]}
    body = json.dumps({"object": "page", "entry": [entry]}).encode()
    signature = hmac.new(FACEBOOK_APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
    return body, {"X-Hub-Signature-256": f"sha256={signature}", "Content-Type": "application/json"}


def _environment(ports: Ports, folder: Path, database_url: str) -> dict[str, str]:
    ours = {
        "DATABASE_URL": database_url,
        "EARSHOT_SLACK_POST_GAP_S": "0",
        "EARSHOT_SLACK_UPDATE_GAP_S": "0",
        "EARSHOT_X_ACCOUNTS": "[]",
        "EARSHOT_FACEBOOK_POLL_SECONDS": "300",
    }
    return environment(ports, folder) | ours


def _cpu_ms(parts: Mapping[str, Process]) -> dict[str, float]:
    taken = {name: psutil.Process(each.pid).cpu_times() for name, each in parts.items()}
    return {name: 1000 * (times.user + times.system) for name, times in taken.items()}


def _less(after: Mapping[str, float], before: Mapping[str, float]) -> dict[str, float]:
    return {name: ms - before[name] for name, ms in after.items()}


def _by_parts(bench: Bench, complaints: int) -> Parts:
    """The same in this process: every statement and every millisecond with the part it belongs to."""
    os.environ.update(bench.env)
    app = bootstrap.build(load())
    try:
        parts = Parts(app)
        parts.run(complaints=20, body=complaint)
        parts.forget()
        parts.run(complaints=complaints, body=complaint)
        return parts
    finally:
        app.database.dispose()


@contextmanager
def _databases(folder: Path) -> Iterator[list[tuple[str, str, list[str]]]]:
    postgres = EmbeddedPostgres(f"bench-cost-{os.getpid()}", durable=True)
    try:
        with postgres.fresh_url() as url:
            file = f"sqlite:///{folder / 'earshot.db'}"
            yield [("PostgreSQL", url, ["web", "worker"]), ("SQLite", file, ["run"])]
    finally:
        postgres.stop()


def _line(what: str, figure: float, goal: float, unit: str) -> bool:
    kept = figure <= goal
    print(f"  {what:42} {figure:7.1f} {unit:11} goal {goal:5.1f}  {'kept' if kept else 'MISSED'}")
    return kept


def _measure(name: str, folder: Path, url: str, processes: list[str], complaints: int) -> bool:
    database = Database(url)
    create_everything(database)
    database.dispose()
    bench = Bench(folder, url)
    try:
        naive = bench.naive(complaints)
        at_rest, taken = bench.ours(complaints, processes)
    finally:
        bench.close()
    parts_bench = Bench(folder, url)
    try:
        parts = _by_parts(parts_bench, complaints)
    finally:
        parts_bench.close()
    told = ", ".join(f"{process} {ms:.1f}" for process, ms in taken.items())
    print(f"{name}: {complaints} complaints; CPU ms by process: {told}")
    total = sum(taken.values())
    kept = [_line("CPU, webhook to headline", total, GOALS_MS[name], "ms")]
    kept += [_line(f"times a naive bot ({naive:.1f} ms)", total / naive, RATIO, "")]
    kept += [_line("statements", sum(parts.statements.values()) / complaints, STATEMENTS, "")]
    for process, ms in at_rest.items():
        kept.append(_line(f"at rest: {process}", ms, _IDLE_MS[process], "ms a second"))
    for part, statements in parts.statements.items():
        each = parts.cpu_s[part] * 1000 / complaints
        print(f"    {part:10} {statements / complaints:6.1f} statements {each:7.1f} ms")
    return all(kept)


def main() -> None:
    """Measure both databases, print each figure with its goal, and fail where one is missed."""
    complaints = int(sys.argv[1]) if len(sys.argv) > 1 else COMPLAINTS
    with tempfile.TemporaryDirectory() as folder, _databases(Path(folder)) as databases:
        kept = [_measure(name, Path(folder), url, of, complaints) for name, url, of in databases]
    raise SystemExit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
