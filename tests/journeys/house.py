"""The real processes and the simulated platforms for one journey: start, watch, kill, start again.

Nothing here knows the product's code: it starts commands, speaks HTTP, and reads what people would see.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import requests

_ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 30.0
_TIMES = 4
_TOO_LONG = {"operation_timed_out", "dispatch_failed"}  # as Slack tells it whoever pressed
_SEEN = "messages,ephemerals,open_views,homes"
_T = TypeVar("_T")


class Process:
    """One process of ours, with its output in a file that a failed test can show."""

    def __init__(
        self, command: list[str], *, env: dict[str, str], log: Path, cwd: Path = _ROOT
    ) -> None:
        self.log = log
        self._out = log.open("ab")
        self._popen = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=cwd,
            env=env,
            stdout=self._out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """Its number with the system."""
        return self._popen.pid

    @property
    def runs(self) -> bool:
        """Whether it is still there."""
        return self._popen.poll() is None

    @property
    def memory_mb(self) -> float:
        """The most memory it has held so far, as Linux counts it."""
        told = Path(f"/proc/{self._popen.pid}/status").read_text()
        line = next(line for line in told.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024

    def finish(self, *, timeout_s: float = 60.0) -> int:
        """Wait for it to end by itself; the exit code."""
        try:
            return self._popen.wait(timeout=timeout_s)
        finally:
            self.kill()

    def kill(self) -> None:
        """kill -9, as a platform does to what does not end in time."""
        if self.runs:
            os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.wait()
        self._out.close()

    def terminate(self, *, timeout_s: float = 30.0) -> int:
        """SIGTERM, and the exit code. Raises TimeoutExpired when it does not end."""
        if self.runs:
            self._popen.send_signal(signal.SIGTERM)
        try:
            return self._popen.wait(timeout=timeout_s)
        finally:
            self.kill()


class Platforms:
    """The simulated Slack, X and Facebook, as a test plays them and sees them."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._http = requests.Session()
        self._seen: tuple[int, dict[str, Any]] = (-1, {})  # as of a version of the world
        self.outcomes: deque[str] = deque(
            maxlen=12
        )  # what came of the last acts, for a test that failed

    def do(self, path: str, **body: Any) -> dict[str, Any]:
        """POST /control/<path>; raises on a refusal, with the simulator's own words.

        What Slack says took too long, or did not arrive, is done again, as a person would.
        """
        for _ in range(_TIMES):
            answer = self._http.post(f"{self.address}/control/{path}", json=body, timeout=20)
            if answer.status_code >= 400:
                raise AssertionError(f"{path}: {answer.status_code} {answer.text}")
            result: dict[str, Any] = answer.json()
            self.outcomes.append(f"{path} by {body.get('user')}: {str(result)[:300]}")
            if result.get("error") not in _TOO_LONG:
                return result
        raise AssertionError(f"{path}: it took too long, {_TIMES} times")

    def look(self, path: str) -> dict[str, Any]:
        """GET /control/<path>."""
        answer = self._http.get(f"{self.address}/control/{path}", timeout=20)
        answer.raise_for_status()
        result: dict[str, Any] = answer.json()
        return result

    def fault(self, platform: str, operation: str, kind: str, **more: Any) -> None:
        """Make the next calls of this operation fail in this way."""
        self.do("faults", platform=platform, operation=operation, kind=kind, **more)

    def mend(self) -> None:
        """Take every fault away."""
        self._http.delete(f"{self.address}/control/faults", timeout=20).raise_for_status()

    def move(self, *, hours: float = 0, minutes: float = 0) -> None:
        """Move the clock of the whole world forward."""
        self.do("clock", move_seconds=hours * 3600 + minutes * 60)

    # What the public sees

    def x_post(self, author: str, text: str, in_reply_to: str | None = None) -> str:
        """A customer posts on X; returns the post's id."""
        return str(self.do("x/post", author=author, text=text, in_reply_to=in_reply_to)["id"])

    def x_answers(self, post_id: str) -> list[dict[str, Any]]:
        """Every public reply to a post."""
        return [p for p in self.look("x/timeline?limit=200")["posts"] if _parent(p) == post_id]

    # What staff see

    def slack(self) -> dict[str, Any]:
        """The whole workspace."""
        return self.look("slack/state")

    def seen(self) -> dict[str, Any]:
        """What people see of it. It grows large, so it is read anew only when something happened."""
        version: int = self.look("health")["version"]
        if version != self._seen[0]:
            self._seen = (version, self.look(f"slack/state?parts={_SEEN}"))
        return self._seen[1]

    def messages(self, channel: str) -> list[dict[str, Any]]:
        """All that stands in one Slack channel, oldest first."""
        found: list[dict[str, Any]] = self.seen()["messages"].get(channel, [])
        return found

    def message(self, channel: str, ts: str) -> dict[str, Any] | None:
        """One message as it stands."""
        return next((m for m in self.messages(channel) if m["ts"] == ts), None)

    def headline_about(self, channel: str, words: str) -> dict[str, Any] | None:
        """The case message whose blocks hold these words."""
        for message in self.messages(channel):
            is_root = message.get("thread_ts") in {None, message["ts"]}
            if is_root and words in str(message.get("blocks")):
                return message
        return None

    def thread(self, channel: str, ts: str) -> list[str]:
        """What stands in a thread below its headline, as text."""
        return [
            f"{m.get('text', '')} {m.get('blocks', '')}"
            for m in self.messages(channel)
            if m.get("thread_ts") == ts and m["ts"] != ts
        ]

    def press(self, user: str, channel: str, ts: str, action_id: str) -> dict[str, Any]:
        """A person presses a button of a message."""
        return self.do("slack/click", user=user, channel=channel, ts=ts, action_id=action_id)

    def told_alone(self, user: str) -> list[dict[str, Any]]:
        """What only this person was shown."""
        return [e for e in self.seen()["ephemerals"] if e["user"] == user]

    def form(self, user: str) -> dict[str, Any] | None:
        """The form this person sees on top, if any."""
        views = self.seen()["open_views"].get(user)
        return views[-1] if views else None


def _parent(post: dict[str, Any]) -> str | None:
    return post.get("in_reply_to")


def eventually(look: Callable[[], _T | None], *, what: str, within_s: float = PATIENCE_S) -> _T:
    """Look until there is something. Raises AssertionError that names what was waited for."""
    deadline = time.monotonic() + within_s
    while True:
        try:
            seen = look()
        except requests.ConnectionError:
            seen = None
        if seen:
            return seen
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not seen within {within_s:.0f} s")
        time.sleep(0.05)  # another process acts; it has no way to wake this one


def free_port() -> int:
    """A loopback port nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
