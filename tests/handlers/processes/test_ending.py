"""A process that is told to end does, whenever it is told."""

import subprocess
import sys
from pathlib import Path

from handlers.processes.sandbox import Ports, environment
from tests.journeys.house import free_port

_TOLD_TOO_EARLY = """
import os, signal
from bot import bootstrap
from config.settings import load
from handlers.web import site

class Early(site.WebServer):
    def run(self):
        os.kill(os.getpid(), signal.SIGTERM)  # uvicorn does not listen for it yet
        super().run()

site.WebServer = Early
app = bootstrap.build(load())
bootstrap.migrate(app)
site.serve(app, ending=lambda: print("told once"))
print("finished in peace")
"""

_NEVER_ENDS = """
import threading
from handlers import endings

endings._MUST_HAVE_ENDED_S = 0.1
endings.end_in_time()
threading.Event().wait()
"""


def _run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    env = environment(Ports(page=free_port(), bot=free_port()), folder)
    command = [sys.executable, "-c", script]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60)


def test_a_web_process_told_to_end_before_it_serves_ends_after_its_own_work(tmp_path: Path) -> None:
    ended = _run(_TOLD_TOO_EARLY, tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines() == ["told once", "finished in peace"]


def test_a_process_that_does_not_end_in_time_says_where_it_hangs_and_is_gone(
    tmp_path: Path,
) -> None:
    ended = _run(_NEVER_ENDS, tmp_path)
    assert ended.returncode == 1
    assert "most recent call first" in ended.stderr
    assert "in wait" in ended.stderr
