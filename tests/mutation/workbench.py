"""A throw-away copy of the tree, in which one file at a time is changed and tests are run."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

_LEFT_BEHIND = shutil.ignore_patterns(
    ".git", ".venv*", "__pycache__", ".pytest_cache", ".hypothesis"
)
_OPTIONS = [
    "-q",
    "-x",
    "-n",
    "0",
    "-rfE",
    "--tb=no",
    "-p",
    "no:cacheprovider",
    "-m",
    "not (proof or browser)",
]
TOOK_TOO_LONG = "took too long"  # the machine was slow, or the change made it hang: nobody knows
FIRST, SECOND = "sqlite", "postgresql"  # on the second only what differs there
_A_TEST_S = 60
_PASSED, _FAILED, _BROKEN, _NONE = 0, 1, 2, 5
_NAMED = re.compile(r"^(?:FAILED|ERROR) ([^\s:]+(?:::[^\s\[]+)*)", re.MULTILINE)


class Workbench:
    """The copy. ``limit_s``: so long the tests of one change may take together."""

    def __init__(self, root: Path, place: Path, *, limit_s: float) -> None:
        self.root, self._limit_s = place / "tree", limit_s
        shutil.copytree(root, self.root, ignore=_LEFT_BEHIND)
        self._written = time.time()

    @contextmanager
    def changed(self, name: str, text: str) -> Iterator[None]:
        """The copy with this file as it is given, and as it was afterwards."""
        path = self.root / name
        before = path.read_text()
        self._write(path, text)
        try:
            yield
        finally:
            self._write(path, before)

    def noticed(self, tests: Sequence[str], *, on: str) -> str:
        """The first test that fails on this database, empty where none does; TOOK_TOO_LONG where they did not
        end in time."""
        if not tests:
            return ""
        options = [*_OPTIONS, f"--timeout={_A_TEST_S}", *([] if on == FIRST else ["-k", on])]
        command = [sys.executable, "-m", "pytest", *options, *tests]
        code, said = self._run(command, EARSHOT_TEST_DATABASES=on)
        if code in {_PASSED, _NONE}:
            return ""
        if code is None:
            return TOOK_TOO_LONG
        found = _NAMED.search(said)
        if code not in {_FAILED, _BROKEN} or found is None:
            return f"pytest ended with {code}: {said[-300:]}"
        return found[1]

    def unsound(self, tests: Sequence[str]) -> set[str]:
        """Which of these fail on the unchanged copy as well: what they noticed was nothing."""
        if not tests:
            return set()
        options = [each for each in _OPTIONS if each != "-x"]
        code, said = self._run([sys.executable, "-m", "pytest", *options, *tests])
        return set() if code == _PASSED else {found[1] for found in _NAMED.finditer(said)}

    def objected(self, name: str) -> str:
        """What style or types say of the file as it is now; empty where they say nothing."""
        for tool, command in (
            ("ruff", ["ruff", "check", "-q", "--select", "F", name]),
            ("mypy", ["mypy"]),
        ):
            code, said = self._run([sys.executable, "-m", *command])
            lines = [line for line in said.strip().splitlines() if line.startswith(name)]
            if code and (lines or tool == "ruff"):
                return f"{tool}: {lines[0] if lines else said.strip()[:200]}"
        return ""

    def _run(self, command: Sequence[str], **env: str) -> tuple[int | None, str]:
        process = subprocess.Popen(
            command,
            env={**os.environ, **env},
            cwd=self.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            said, _ = process.communicate(timeout=self._limit_s)
        except subprocess.TimeoutExpired:
            _end(process.pid)
            process.communicate()
            return None, ""
        return process.returncode, said

    def _write(self, path: Path, text: str) -> None:
        """Each time a second later than the last: Python knows a compiled file by its second and its size."""
        path.write_text(text)
        self._written += 1
        os.utime(path, (self._written, self._written))


def _end(pid: int) -> None:
    """End a process and all that it started."""
    below = psutil.Process(pid).children(recursive=True)
    os.killpg(pid, signal.SIGKILL)
    for each in below:
        if each.is_running():
            each.kill()
