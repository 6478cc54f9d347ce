"""Processes that a command starts, watches and ends with itself."""

import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Child:
    """A running process and what people call it."""

    name: str  # "The bot": it begins a sentence
    process: "subprocess.Popen[bytes]"

    def how_it_ended(self) -> str | None:
        """A sentence, once it has ended; none while it runs."""
        code = self.process.poll()
        if code is None:
            return None
        how = f"exit code {code}" if code >= 0 else f"signal {_signal(-code)}"
        return (
            f"{self.name} ended without being asked to (process {self.process.pid}, {how}). "
            "What the process said stands above: it logs to the standard error of this command."
        )


@contextmanager
def child(
    name: str,
    command: list[str],
    *,
    env: Mapping[str, str],
    ends_within_s: float,
    over: threading.Event,
) -> Iterator[Child]:
    """A process in a session of its own, so that Ctrl-C reaches us and we end it in order.

    ``over`` is set when it ends.
    """
    process = subprocess.Popen(command, env=dict(env), start_new_session=True)

    def watch() -> None:
        process.wait()
        over.set()

    threading.Thread(target=watch, name="watch", daemon=True).start()
    try:
        yield Child(name, process)
    finally:
        process.terminate()
        try:
            process.wait(ends_within_s)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)
