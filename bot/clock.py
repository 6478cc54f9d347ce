"""Business time. Everything that is *about* a case asks here; leases and signatures use other clocks.

Only the sandbox moves it: a file, named by a setting, holds how many seconds to add.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

_moved_by: Path | None = None


def move_by_file(path: Path | None) -> None:
    """Add the seconds written in this file to every reading from now on; ``None`` adds nothing."""
    global _moved_by  # one process has one clock
    _moved_by = path


def now() -> datetime:
    """The present business time, aware, in UTC."""
    return datetime.now(UTC) + _offset()


def _offset() -> timedelta:
    if _moved_by is None:
        return timedelta()
    try:
        return timedelta(seconds=float(_moved_by.read_text()))
    except (OSError, ValueError):  # not written yet, or being replaced
        return timedelta()
