"""A file that only its owner can read, put where it was asked for when it is whole."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from handlers.endings import CannotStart


@contextmanager
def private_file(path: Path) -> Iterator[TextIO]:
    """Open a new file beside ``path`` to write in, mode 0600; at the end it takes that name.

    A link is not followed, and what is no plain file is left alone; if it goes wrong, the file that
    stood there is as it was. Raises CannotStart.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise CannotStart(f"{path} is a link or no plain file. Name a file of its own.")
    try:
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    except OSError as error:
        raise CannotStart(f"{path} cannot be written: {error.strerror}.") from error
    try:
        with open(handle, "w", encoding="utf-8", newline="") as out:
            yield out
        os.replace(made, path)
    except OSError as error:
        raise CannotStart(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(made)
