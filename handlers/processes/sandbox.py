"""`earshot sandbox`: the simulated platforms and the bot as two processes, started and ended together.

The bot runs unchanged: only its environment says that Slack, X and Facebook are on this machine.
"""

import json
import os
import shutil
import signal
import socket
import sys
import threading
import time
import urllib.request
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import config
from bot.sandbox import credentials
from handlers.endings import CannotStart
from handlers.processes.child_processes import Child, child
from handlers.processes.sandbox_lock import LOCK_FILE, only_sandbox, say_where

_PORTS_TRIED = 50
_READY_WITHIN_S = 60.0
_LOOK_EVERY_S = 0.2
_BOT_ENDS_WITHIN_S = 28.0
_PLATFORMS_END_WITHIN_S = 8.0
_KEYS_FILE = "seal_keys"


@dataclass(frozen=True)
class Ports:
    """Where the two processes listen, on 127.0.0.1."""

    page: int
    bot: int

    @property
    def page_url(self) -> str:
        """The console page, and the root of the simulated platforms."""
        return f"http://127.0.0.1:{self.page}"

    @property
    def bot_url(self) -> str:
        """The bot."""
        return f"http://127.0.0.1:{self.bot}"


def play(
    *,
    port: int,
    fresh: bool,
    story: str,
    speed: float | None,
    folder: Path,
    history: bool = False,
) -> int:
    """Start both, wait until they are ready, say where, and end both when asked; the exit code."""
    if fresh:
        _refuse_if_not_ours(folder)
    with only_sandbox(folder) as lock:
        if fresh:
            forget(folder)
        page = free_port(port)
        ports = Ports(page=page, bot=free_port(page + 1))
        say_where(lock, ports.page_url)
        platforms = _platforms_command(ports, folder, story, speed)
        platforms += ["--history"] if history else []
        ended = _run_both(ports, platforms=platforms, environ=environment(ports, folder))
    if ended:
        raise CannotStart("\n".join(ended))
    return 0


def _run_both(ports: Ports, *, platforms: list[str], environ: Mapping[str, str]) -> list[str]:
    """Both until one of them ends or somebody ends us; how those ended that were not asked to."""
    over = threading.Event()
    _end_when_told(over)
    bot = [sys.executable, "-m", "handlers", "run"]
    with ExitStack() as running:
        first = running.enter_context(
            child(
                "The simulated platforms",
                platforms,
                env=os.environ,
                ends_within_s=_PLATFORMS_END_WITHIN_S,
                over=over,
            )
        )
        _wait_for(f"{ports.page_url}/control/health", over, first.name)
        if over.is_set():
            return _ended(first)
        second = running.enter_context(
            child("The bot", bot, env=environ, ends_within_s=_BOT_ENDS_WITHIN_S, over=over)
        )
        _wait_for(f"{ports.bot_url}/readyz", over, second.name)
        if not over.is_set():
            print(f"\nOpen {ports.page_url}/ in a browser. Ctrl-C ends it.\n", flush=True)
        over.wait()
        return _ended(first, second)


def _ended(*children: Child) -> list[str]:
    return [told for each in children if (told := each.how_it_ended())]


def environment(ports: Ports, folder: Path) -> dict[str, str]:
    """The bot's environment: ours without any setting of Earshot, plus the sandbox's."""
    outside = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("EARSHOT_") and name not in ("DYNO", "DATABASE_URL", "PORT")
    }
    return outside | _settings(ports, folder.resolve())


def _settings(ports: Ports, folder: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": f"sqlite:///{folder / 'earshot.sqlite3'}",
        "PORT": str(ports.bot),
        "EARSHOT_HOST": "127.0.0.1",  # its tokens are known to everybody
        "EARSHOT_CONFIG": str(Path(config.__file__).parent / "sandbox"),
        "EARSHOT_CLOCK_FILE": str(folder / "clock"),
        "EARSHOT_SEAL_KEYS": _seal_keys(folder),
        "EARSHOT_METRICS_TOKEN": "sandbox",
        "EARSHOT_LOG_LEVEL": "WARNING",
        "EARSHOT_SLACK_BOT_TOKEN": credentials.SLACK_BOT_TOKEN,
        "EARSHOT_SLACK_SIGNING_SECRET": credentials.SLACK_SIGNING_SECRET,
        "EARSHOT_SLACK_TEAM": credentials.SLACK_TEAM_ID,
        "EARSHOT_SLACK_URL": f"{ports.page_url}/slack/api/",
        # Nothing limits the rate here unless the page's switch says so, and then Slack tells us.
        "EARSHOT_SLACK_POST_GAP_S": "0.05",
        "EARSHOT_SLACK_UPDATE_GAP_S": "0.05",
        "EARSHOT_SLACK_POSTS_A_MINUTE": "0",
        "EARSHOT_SLACK_UPDATES_A_MINUTE": "0",
        "EARSHOT_X_ACCOUNTS": json.dumps([_x_account(brand) for brand in credentials.BRANDS]),
        "EARSHOT_X_URL": f"{ports.page_url}/x",
        "EARSHOT_X_WEB_URL": ports.page_url,
        "EARSHOT_X_POLL_SECONDS": "1",
        "EARSHOT_X_FIND_SECONDS": "2",
        "EARSHOT_X_DIRECT_SECONDS": "1",
        "EARSHOT_X_LOOKBACK_MINUTES": "60",
        "EARSHOT_FACEBOOK_PAGES": json.dumps([_page(brand) for brand in credentials.BRANDS]),
        "EARSHOT_FACEBOOK_APP_SECRET": credentials.FACEBOOK_APP_SECRET,
        "EARSHOT_FACEBOOK_VERIFY_TOKEN": credentials.FACEBOOK_VERIFY_TOKEN,
        "EARSHOT_FACEBOOK_URL": f"{ports.page_url}/graph",
        "EARSHOT_FACEBOOK_POLL_SECONDS": "15",
        "EARSHOT_FACEBOOK_LOOKBACK_MINUTES": "60",
        "EARSHOT_CHAT_URL": ports.bot_url,
    }


def _x_account(brand: credentials.Brand) -> Mapping[str, str]:
    return {
        "id": brand.x_id,
        "handle": brand.x_username,
        "consumer_key": credentials.X_CONSUMER_KEY,
        "consumer_secret": credentials.X_CONSUMER_SECRET,
        "access_token": brand.x_access_token,
        "access_token_secret": brand.x_access_secret,
    }


def _page(brand: credentials.Brand) -> Mapping[str, str]:
    return {"id": brand.page_id, "name": brand.page_name, "access_token": brand.page_token}


def _seal_keys(folder: Path) -> str:
    """The key of this sandbox: made once, so that what was sealed still opens tomorrow."""
    from bot.storage.master_keys import new_key

    file = folder / _KEYS_FILE
    if not file.exists():
        file.write_text(new_key())
        file.chmod(0o600)
    return file.read_text().strip()


def _platforms_command(ports: Ports, folder: Path, story: str, speed: float | None) -> list[str]:
    command = [sys.executable, "-m", "bot.sandbox", "--port", str(ports.page)]
    command += ["--folder", str(folder), "--bot", ports.bot_url]
    command += ["--manifest", str(Path(config.__file__).parent / "slack_manifest.yaml")]
    if story != "none":
        command += ["--story", story]
        command += ["--speed", str(speed)] if speed is not None else []
    return command


def forget(folder: Path) -> None:
    """Start over. Only a folder that a sandbox made is emptied, but for its lock, by which another
    sandbox would know of us. Raises CannotStart."""
    _refuse_if_not_ours(folder)
    for each in folder.iterdir() if folder.exists() else ():
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        elif each.name != LOCK_FILE:
            each.unlink()


def _refuse_if_not_ours(folder: Path) -> None:
    if not folder.exists() or (folder / _KEYS_FILE).exists():
        return
    if any(each.name != LOCK_FILE for each in folder.iterdir()):
        raise CannotStart(f"{folder} was not made by a sandbox, so it is not removed.")


def free_port(first: int) -> int:
    for port in range(first, first + _PORTS_TRIED):
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise CannotStart(f"No port is free from {first} to {first + _PORTS_TRIED - 1}.")


def _end_when_told(over: threading.Event) -> None:
    def told(_signal: int, _frame: FrameType | None) -> None:
        over.set()

    for sent in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sent, told)


def _wait_for(url: str, over: threading.Event, who: str) -> None:
    deadline = time.monotonic() + _READY_WITHIN_S
    while not over.wait(_LOOK_EVERY_S):
        if _answers(url):
            return
        if time.monotonic() > deadline:
            raise CannotStart(f"{who} did not become ready within {_READY_WITHIN_S:.0f} seconds.")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
