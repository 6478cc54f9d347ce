"""`earshot sandbox` starts both halves, says where, keeps what happened, and ends cleanly."""

import os
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

import handlers.processes.sandbox
from bot.sandbox import credentials
from handlers.endings import CannotStart
from handlers.processes.child_processes import child
from handlers.processes.sandbox import Ports, environment, forget
from handlers.processes.sandbox_lock import LOCK_FILE, only_sandbox, say_where
from tests.journeys.house import free_port

ROOT = Path(__file__).resolve().parents[3]


@contextmanager
def sandbox(folder: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """The running command and the address it printed."""
    command = ["sandbox", "--port", f"{free_port()}", "--story", "none", "--folder", f"{folder}"]
    child = subprocess.Popen(
        [sys.executable, "-m", "handlers", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert child.stdout is not None
    try:
        address = ""
        while not address:
            line = child.stdout.readline()
            assert line, "It ended before it was ready."
            address = line.split()[1] if line.startswith("Open ") else ""
        yield child, address
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert child.stderr is not None
        child.stderr.close()


def running_on(folder: Path) -> list[str]:
    """Processes whose environment or command names this folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            text = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue
        if str(folder).encode() in text:
            found.append(process.name)
    return found


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_it_becomes_ready_and_leaves_nothing_behind(tmp_path: Path, sent: signal.Signals) -> None:
    folder = tmp_path / "kept"
    with sandbox(folder) as (child, address):
        with urllib.request.urlopen(address, timeout=10) as page:
            assert page.status == 200
        assert (folder / "earshot.sqlite3").exists()
        child.send_signal(sent)
        assert child.wait(timeout=40) == 0
    if Path("/proc").exists():
        assert running_on(folder) == []


def test_the_bot_is_told_of_nothing_outside_the_sandbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EARSHOT_SLACK_APP_TOKEN", "from outside")
    monkeypatch.setenv("DYNO", "web.1")
    told = environment(Ports(page=8400, bot=8401), tmp_path)
    assert "EARSHOT_SLACK_APP_TOKEN" not in told
    assert "DYNO" not in told
    addresses = [value for name, value in told.items() if name.endswith("_URL")]
    assert addresses.pop(addresses.index(told["EARSHOT_CHAT_URL"])) == "http://127.0.0.1:8401"
    assert all("127.0.0.1:8400" in each or each.startswith("sqlite") for each in addresses)
    assert told["EARSHOT_SLACK_BOT_TOKEN"] == credentials.SLACK_BOT_TOKEN


def test_the_sealing_key_stays_the_same(tmp_path: Path) -> None:
    ports = Ports(page=8400, bot=8401)
    first, second = environment(ports, tmp_path), environment(ports, tmp_path)
    assert first["EARSHOT_SEAL_KEYS"] == second["EARSHOT_SEAL_KEYS"]


def test_starting_over_removes_only_what_a_sandbox_made(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder in (ours, theirs):
        folder.mkdir()
        (folder / "world.json").write_text("{}")
    environment(Ports(page=8400, bot=8401), ours)
    forget(ours)
    assert list(ours.iterdir()) == []
    with pytest.raises(CannotStart, match="not made by a sandbox"):
        forget(theirs)
    forget(tmp_path / "never there")


def test_a_second_sandbox_in_one_folder_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    with only_sandbox(tmp_path) as lock:
        with pytest.raises(CannotStart, match="it is just starting"):
            play(tmp_path)
        say_where(lock, "http://127.0.0.1:8400")
        for fresh in (False, True):
            with pytest.raises(CannotStart, match=r"its page is http://127\.0\.0\.1:8400/\."):
                play(tmp_path, fresh=fresh)
    assert [each.name for each in tmp_path.iterdir()] == [LOCK_FILE]
    with only_sandbox(tmp_path):
        pass  # whoever ended has left it


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("raise SystemExit(3)", "exit code 3"),
        ("import os; os.kill(os.getpid(), 9)", "signal SIGKILL"),
    ],
)
def test_a_process_that_ends_by_itself_is_named(script: str, told: str) -> None:
    over = threading.Event()
    command = [sys.executable, "-c", script]
    with child("The bot", command, env=os.environ, ends_within_s=5, over=over) as bot:
        assert over.wait(30)
        sentence = bot.how_it_ended() or ""
    assert f"The bot ended without being asked to (process {bot.process.pid}, {told})" in sentence
    assert "stands above" in sentence


def test_the_sandbox_tells_which_of_the_two_ended(tmp_path: Path) -> None:
    with sandbox(tmp_path) as (running, _):
        assert running.stderr is not None
        bots = [each for each in psutil.Process(running.pid).children() if "run" in each.cmdline()]
        [bot] = bots
        bot.kill()
        assert running.wait(timeout=40) == 1
        told = running.stderr.read()
        assert f"The bot ended without being asked to (process {bot.pid}, signal SIGKILL)" in told


def play(folder: Path, *, fresh: bool = False) -> None:
    handlers.processes.sandbox.play(
        port=free_port(), fresh=fresh, story="none", speed=None, folder=folder
    )
