"""Business time. Everything that is *about* a case asks here; leases and signatures use other clocks.

It is this machine's, set right where that differs from the database's. Only the sandbox moves it: a file,
named by a setting, holds how many seconds to add.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

_moved_by: Path | None = None
_corrected_by = timedelta()


def move_by_file(path: Path | None) -> None:
    """Add the seconds written in this file to every reading from now on; ``None`` adds nothing."""
    global _moved_by  # one process has one clock
    _moved_by = path


def correct_by(difference: timedelta) -> None:
    """Add this to every reading from now on: this machine's clock is off by so much."""
    global _corrected_by  # as above
    _corrected_by = difference


def now() -> datetime:
    """The present business time, aware, in UTC."""
    return datetime.now(UTC) + _corrected_by + _offset()


def _offset() -> timedelta:
    if _moved_by is None:
        return timedelta()
    try:
        return timedelta(seconds=float(_moved_by.read_text()))
    except (OSError, ValueError):  # not written yet, or being replaced
        return timedelta()
