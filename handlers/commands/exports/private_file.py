"""A file that only its owner can read, put where it was asked for when it is whole."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from handlers.endings import CannotStart


@contextmanager
def private_file(path: Path) -> Iterator[TextIO]:
    """Open a new file beside ``path`` to write text in, mode 0600; at the end it takes that name.

    A link is not followed, and what is no plain file is left alone; if it goes wrong, the file that
    stood there is as it was. Raises CannotStart.
    """
    with private_bytes(path) as out:
        text = TextIOWrapper(out, encoding="utf-8", newline="")
        try:
            yield text
        finally:
            text.detach()  # writes what is left, and leaves the closing to who opened it


@contextmanager
def private_bytes(path: Path) -> Iterator[BinaryIO]:
    """The same, to write bytes in. Raises CannotStart."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise CannotStart(f"{path} is a link or no plain file. Name a file of its own.")
    try:
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    except OSError as error:
        raise CannotStart(f"{path} cannot be written: {error.strerror}.") from error
    try:
        with open(handle, "wb") as out:
            yield out
        os.replace(made, path)
    except OSError as error:
        raise CannotStart(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(made)
