"""The beat of a process: every few seconds it writes that it lives, and its counters, and compares clocks."""

import os
import secrets
import socket
import threading
from types import TracebackType

from sqlalchemy.exc import SQLAlchemyError

from bot.bootstrap import App
from bot.storage.house import heartbeats
from bot.telemetry import metrics
from bot.telemetry.logs import get_logger
from handlers.processes import clock_check

_EVERY_S = 10.0
_log = get_logger(__name__)


def process_name(role: str, dyno: str) -> str:
    """A name no other process has: ``worker:worker.1:4711-9f3a``."""
    return f"{role}:{dyno or 'here'}:{os.getpid()}-{secrets.token_hex(2)}"


class Heart:
    """Beats in a thread of its own between entering and leaving. The clocks are compared before."""

    def __init__(self, app: App, *, role: str, process: str) -> None:
        self._app = app
        self._role = role
        self._process = process
        self._place = f"{role} ({app.settings.dyno or socket.gethostname()})"
        self._was_off = True  # an earlier process of this place may have left its alarm
        self.first_beat = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heart", daemon=True)

    def __enter__(self) -> "Heart":
        self._compare_clocks()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopping.set()
        self._thread.join()
        try:
            with self._app.database.transaction() as session:
                heartbeats.gone(session=session, process=self._process)
            if self._was_off:
                clock_check.agrees_again(self._app, place=self._place)
        except SQLAlchemyError as fault:
            _log.warning("heart.not_forgotten", error=type(fault).__name__)

    def _run(self) -> None:
        while True:
            try:
                self._beat()
                self.first_beat.set()
            except SQLAlchemyError as fault:
                _log.warning("heart.missed", error=type(fault).__name__)
            if self._stopping.wait(_EVERY_S):
                return
            self._compare_clocks()

    def _compare_clocks(self) -> None:
        try:
            is_off = bool(clock_check.compare(self._app, place=self._place))
            if self._was_off and not is_off:
                clock_check.agrees_again(self._app, place=self._place)
            self._was_off = is_off
        except SQLAlchemyError as fault:
            _log.warning("heart.clock_not_compared", error=type(fault).__name__)

    def _beat(self) -> None:
        with self._app.database.transaction() as session:
            heartbeats.beat(
                session=session,
                process=self._process,
                role=self._role,
                counters=metrics.counters(),
                now=self._app.database.now(session),
            )
