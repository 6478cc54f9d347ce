"""The sandbox's one shared state: its clock, its lock, its parts, and the file that keeps them.

The clock is real time plus an offset that only grows, so that a person can jump ahead to a breach.
The offset is written to `folder/clock`, which the bot reads, so both live in the same time.
"""

import json
import os
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from starlette.routing import BaseRoute

SECONDS_BETWEEN_SAVES = 1.0
OPENING_HOUR = 10
WORLD_FILE = "world.json"
CLOCK_FILE = "clock"


class Part(Protocol):
    """One simulated piece (a platform, the faults, the stories) that lives in the world."""

    name: str

    def snapshot(self) -> dict[str, Any]:
        """Everything to keep, as JSON values. Called with the world's lock held."""

    def restore(self, data: dict[str, Any]) -> None:
        """Take back what `snapshot` gave. Called with the world's lock held."""

    def routes(self) -> Sequence[BaseRoute]:
        """The HTTP routes this part answers, with their full paths."""


class World:
    """Clock, lock, versions and persistence for all parts of the sandbox."""

    def __init__(self, folder: Path | None, start: datetime | None) -> None:
        """Open the world kept in `folder`, or begin a new one.

        `start` (aware) is the time a new world begins at; None means the next weekday at 10:00
        in London. A start in the past means now: the clock never runs behind real time.
        """
        self.folder = folder
        self.lock = threading.RLock()
        self.version = 0
        self.parts: dict[str, Part] = {}
        self.closing = threading.Event()
        self.on_posted: list[Callable[[str, str], None]] = []
        self._changed = threading.Condition(self.lock)
        self._dirty = threading.Event()
        self._saving = threading.Lock()
        self._kept: dict[str, Any] = self._load()
        self.offset = float(self._kept.get("offset", _first_offset(start)))
        self._write_clock()
        self._saver = threading.Thread(target=self._save_when_dirty, daemon=True, name="saver")
        if folder is not None:
            self._saver.start()

    def now(self) -> datetime:
        """The sandbox's time, aware, UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.offset)

    def move(self, seconds: float) -> None:
        """Move the clock ahead. Raises ValueError for a move backwards."""
        if seconds < 0:
            raise ValueError("The sandbox's clock only moves forward.")
        with self.lock:
            self.offset += seconds
            self._write_clock()
            self.changed("clock")

    def add(self, part: Part) -> None:
        """Register a part and give it back what was kept under its name."""
        with self.lock:
            self.parts[part.name] = part
            kept = self._kept.get("parts", {}).get(part.name)
            if kept is not None:
                part.restore(kept)

    def changed(self, topic: str) -> None:
        """Say that something happened: wakes whoever waits, and has it saved soon."""
        with self.lock:
            self.version += 1
            self._changed.notify_all()
        self._dirty.set()

    def posted(self, text: str, *, reader: str) -> None:
        """Say that words were posted, whose links this previewer of the platform's fetches now."""
        for told in self.on_posted:
            told(text, reader)

    def wait(self, version: int, timeout: float) -> int:
        """Block until the version is beyond `version`, or `timeout` seconds; the version now."""
        with self._changed:
            self._changed.wait_for(lambda: self.version > version or self.is_closing(), timeout)
            return self.version

    def stop_waiting(self) -> None:
        """The end is near: wakes everybody who waits, so that open streams can end themselves."""
        self.closing.set()
        self._dirty.set()
        with self._changed:
            self._changed.notify_all()

    def is_closing(self) -> bool:
        return self.closing.is_set()

    def save(self) -> None:
        """Write everything to `folder/world.json`, whole or not at all."""
        if self.folder is None:
            return
        with self._saving:
            self._dirty.clear()
            with self.lock:
                text = json.dumps(self._everything(), ensure_ascii=False)
            _replace(self.folder / WORLD_FILE, text)

    def close(self) -> None:
        """End the background threads that watch `closing`, and save once more."""
        self.stop_waiting()
        if self._saver.is_alive():
            self._saver.join(timeout=5)
        self.save()

    def _everything(self) -> dict[str, Any]:
        # What was kept for a part that is not there this time is handed on untouched.
        parts = dict(self._kept.get("parts", {}))
        parts.update({name: part.snapshot() for name, part in self.parts.items()})
        return {"offset": self.offset, "version": self.version, "parts": parts}

    def _load(self) -> dict[str, Any]:
        if self.folder is None:
            return {}
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / WORLD_FILE
        if not file.exists():
            return {}
        kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        self.version = int(kept.get("version", 0))
        return kept

    def _write_clock(self) -> None:
        if self.folder is not None:
            _replace(self.folder / CLOCK_FILE, f"{self.offset:.3f}")

    def _save_when_dirty(self) -> None:
        while not self.closing.is_set():
            self._dirty.wait()
            if not self.closing.is_set():
                self.save()
                self.closing.wait(SECONDS_BETWEEN_SAVES)


def forget(folder: Path) -> None:
    """Start over: remove what a world keeps in `folder`, and nothing else that is there."""
    for name in (WORLD_FILE, CLOCK_FILE):
        (folder / name).unlink(missing_ok=True)


def _first_offset(start: datetime | None) -> float:
    real = datetime.now(UTC)
    return max(0.0, ((start or _next_opening(real)) - real).total_seconds())


def _next_opening(real: datetime) -> datetime:
    """The next weekday at 10:00 in London, so that a story begins inside business hours."""
    day = real.astimezone(ZoneInfo("Europe/London"))
    opening = day.replace(hour=OPENING_HOUR, minute=0, second=0, microsecond=0)
    while opening <= day or opening.weekday() >= 5:
        opening = (opening + timedelta(days=1)).replace(hour=OPENING_HOUR)
    return opening.astimezone(UTC)


def _replace(file: Path, text: str) -> None:
    """Write beside the file and rename: a reader sees the old text or the new, never half."""
    beside = file.with_name(
        f"{file.name}.{os.getpid()}.{threading.get_ident()}.{time.monotonic_ns()}"
    )
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)
