"""The Procfile's own processes under a Procfile runner, as a platform runs them."""

import contextlib
import os
import re
import signal
import socket
import sys
from pathlib import Path

import psycopg

from tests.journeys.conftest import House
from tests.journeys.house import Process, eventually

CALL_TIMEOUT_S = 2.0
_ENDS_WITHIN_S = CALL_TIMEOUT_S + 2.0
_MARGIN_S = 4.0  # the runner looks every tenth of a second, and test machines are busy
_RUNNER = ["honcho", "-e", os.devnull, "--no-colour"]
_STARTED = re.compile(r"(\w+\.\d) started \(pid=(\d+)\)")
_STOPPED = re.compile(r"(\w+\.\d) stopped \(rc=(-?\d+)\)")


class Deployment(House):
    """A house whose processes the runner starts, with the environment a platform would give.

    Its bank is a large one. While the processes start, Slack lets them read as slowly as it does: its
    twenty pages a minute take three seconds here.
    """

    accounts, pages = 6007, 31

    def __init__(self, folder: Path, database_url: str) -> None:
        super().__init__(folder, database_url)
        self.bot_port = _two_free_ports()
        self.bot = f"http://127.0.0.1:{self.bot_port}"
        self.second_web = f"http://127.0.0.1:{self.bot_port + 1}"
        self.of_each = 2  # so many web and so many worker processes

    @property
    def env(self) -> dict[str, str]:
        """The sandbox's settings; the database as platforms spell it, and what else they set."""
        ours = super().env
        return {
            **ours,
            "DATABASE_URL": self.database_url.replace("postgresql://", "postgres://", 1),
            "PORT": str(self.bot_port),
            "WEB_CONCURRENCY": "2",
            "EARSHOT_CALL_TIMEOUT_S": str(CALL_TIMEOUT_S),
            # The Procfile says `python`, which on a platform is the one that runs Earshot.
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{ours['PATH']}",
        }

    def open(self) -> None:
        """Open it, and wait until all its people were read."""
        super().open()
        eventually(lambda: self.pages_read() >= self.pages, what="who works at the bank")
        self.platforms.do("slack", rate_limits=0)

    def _settle_in(self) -> None:
        super()._settle_in()
        here = len(self.platforms.slack()["people"])
        self.platforms.do("slack/grow", people=self.accounts - here)
        self.platforms.do("slack", rate_limits=60, page_most=200)

    def pages_read(self) -> int:
        """How many pages of the list of people Slack has told."""
        calls = self.platforms.look("slack/state")[
            "calls"
        ]  # that something was read changes nothing
        found: int = calls.get("users.list", 0)
        return found

    def release(self) -> None:
        """The Procfile's release process on an empty database."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        log = self.folder / "release.log"
        assert Process([*_RUNNER, "start", "release"], env=self.env, log=log).finish() == 0, (
            log.read_text()
        )

    def start_bot(self) -> None:
        """The web and worker processes under one runner."""
        many = f"web={self.of_each},worker={self.of_each}"
        command = [*_RUNNER, "start", "-c", many, "web", "worker"]
        (self.folder / "runner.log").unlink(missing_ok=True)
        self._start("runner", command)
        eventually(self._is_ready, what="the first web process")

    def stop_bot(self, *, kill: bool = False) -> None:
        """SIGTERM to the runner; all must end in time, by themselves, and with exit code 0."""
        assert not kill, "a platform asks first"
        runner = self.processes.pop("runner")
        try:
            runner.terminate(timeout_s=_ENDS_WITHIN_S + _MARGIN_S)
        finally:
            self._kill_what_is_left()
        ends = dict(_STOPPED.findall(self._told()))
        assert len(ends) == 2 * self.of_each, self._told()[-3000:]
        assert set(ends.values()) == {"0"}, self._told()[-3000:]

    def close(self) -> None:
        """End everything, also what a runner that was killed left behind."""
        super().close()
        self._kill_what_is_left()

    def process_ids(self) -> dict[str, int]:
        """The process of each line of the Procfile, by its name: web.1, web.2 …"""
        return {name: int(pid) for name, pid in _STARTED.findall(self._told())}

    def deliveries_being_sent(self) -> int:
        """How many deliveries stand as being sent in the database."""
        [(found,)] = self.rows.ask("SELECT count(*) FROM deliveries WHERE state = 'sending'")
        return int(found)

    def _told(self) -> str:
        log = self.folder / "runner.log"
        return log.read_text() if log.exists() else ""

    def _kill_what_is_left(self) -> None:
        ended = dict(_STOPPED.findall(self._told()))
        for name, pid in self.process_ids().items():
            if name not in ended:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGKILL)


def _two_free_ports() -> int:
    """The first of two neighbouring ports: the runner gives the second web process the next."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            with contextlib.suppress(OSError, OverflowError):
                second.bind(("127.0.0.1", port + 1))
                return port
