"""One sandbox a folder: a lock file in it, which holds the address of the page while it is held.

The system frees the lock however the process ends.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from handlers.endings import CannotStart

LOCK_FILE = "lock"


@contextmanager
def only_sandbox(folder: Path) -> Iterator[TextIO]:
    """Hold the folder's lock; the caller writes the page's address into it with ``say_where``.

    Makes the folder. Raises CannotStart with that address when another sandbox has it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK_FILE).open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotStart(_taken(folder, lock.read().strip())) from None
        lock.truncate(0)
        yield lock
        lock.truncate(0)


def say_where(lock: TextIO, page_url: str) -> None:
    """Tell whoever starts a second sandbox here where the page of this one is."""
    lock.truncate(0)
    lock.write(page_url)
    lock.flush()


def _taken(folder: Path, page_url: str) -> str:
    where = f"its page is {page_url}/" if page_url else "it is just starting"
    return (
        f"A sandbox already runs in {folder}: {where}. End that one first (Ctrl-C where it runs), "
        "or give this one another folder: --folder OTHER (with make: ARGS='--folder OTHER')."
    )
