"""The processes of a run: the platforms, and ours as each database needs them."""

import os
import resource
import signal
import time
from collections.abc import Callable
from pathlib import Path

from tests.journeys.conftest import House
from tests.journeys.house import eventually

_HEALS_WITHIN_S = 90.0
_STOPPED_S = 8.0  # the lease is six
_FULL_S = 4.0
_NO_ROOM_BYTES = 4096
AHEAD = "worker-2"  # its machine's clock is a minute ahead


class Stage(House):
    """A house that is killed. SQLite: ``run``; PostgreSQL: one web process and two workers, of which the
    second is on a machine whose clock is a minute ahead."""

    def __init__(
        self, folder: Path, database_url: str, restart_database: Callable[[], None] | None = None
    ) -> None:
        super().__init__(folder, database_url)
        self.kills, self.restart_database = 0, restart_database

    @property
    def env(self) -> dict[str, str]:
        """The platforms show what was written up to three seconds late; the deployment was told so."""
        return {**super().env, "EARSHOT_DOUBT_LAG_S": "4", "EARSHOT_DOUBT_GAP_S": "2"}

    @property
    def names(self) -> list[str]:
        """Our processes."""
        return ["run"] if self.is_sqlite else ["web", "worker", AHEAD]

    @property
    def readers(self) -> list[str]:
        """Those which poll and send."""
        return ["run"] if self.is_sqlite else ["worker", AHEAD]

    @property
    def web(self) -> str:
        """The one that hears presses and webhooks."""
        return self.names[0]

    def start_bot(self) -> None:
        """All of them; the first of them is ready when this returns."""
        for name in self.names:
            self.begin(name)
        eventually(self.is_up, what="the bot", within_s=_HEALS_WITHIN_S)

    def _works(self) -> bool:
        """Who works here is known; the clock that is off raises its alarm, so not all is well."""
        return bool(self.rows.ask("SELECT 1 FROM staff WHERE roles IS NOT NULL LIMIT 1"))

    def begin(self, name: str) -> None:
        """Start one process."""
        module = "tests.chaos.ahead" if name == AHEAD else "handlers"
        self._start(name, [module, name.partition("-")[0]])

    def is_up(self) -> bool:
        """Whether it can be pressed."""
        return self._is_ready()

    def kill(self, *names: str) -> None:
        """kill -9 each of these, and start it anew."""
        for name in names:
            self.processes.pop(name).kill()
            self.kills += 1
        for name in names:
            self.begin(name)

    def freeze(self, name: str) -> None:
        """SIGSTOP for longer than its lease, as a machine under pressure does to a process, and on again."""
        pid = self.processes[name].pid
        os.killpg(pid, signal.SIGSTOP)
        time.sleep(_STOPPED_S)  # what is shown is what happens after so long
        os.killpg(pid, signal.SIGCONT)

    def lose_database(self) -> None:
        """PostgreSQL restarts, with every connection; for SQLite no byte more finds room for a while."""
        if self.restart_database is not None:
            self.restart_database()
            return
        pid = self.processes[self.web].pid
        _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (_NO_ROOM_BYTES, most))
        time.sleep(_FULL_S)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))
