"""Sealing keys that are not in the environment, but in a file or behind a command, such as a vault's own."""

import shlex
import subprocess
from pathlib import Path

_WITHIN_S = 30
_FILE, _COMMAND = "seal_keys_file", "seal_keys_command"


class NotThere(ValueError):
    """The setting ``field`` gives nothing. The text never holds what it gave."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def keys(file: Path | None, command: str) -> str:
    """What the file holds, else what the command prints, its lines joined by commas; empty where
    neither is set. No shell takes part. Raises NotThere."""
    if file is not None:
        return _joined(_FILE, _read(file))
    return _joined(_COMMAND, _printed(command)) if command else ""


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotThere(_FILE, f"{file} cannot be read: {type(error).__name__}.") from None


def _printed(command: str) -> str:
    try:
        given = shlex.split(command)
        done = subprocess.run(given, capture_output=True, timeout=_WITHIN_S, check=True)
        return done.stdout.decode()
    except subprocess.CalledProcessError as error:
        sentence = f"The command ended with {error.returncode}."
    except subprocess.TimeoutExpired:
        sentence = f"The command did not end within {_WITHIN_S} seconds."
    except (OSError, ValueError) as error:
        sentence = f"The command cannot be run: {type(error).__name__}."
    raise NotThere(_COMMAND, sentence)


def _joined(field: str, text: str) -> str:
    if not (found := ",".join(filter(None, map(str.strip, text.splitlines())))):
        raise NotThere(field, "It gives nothing.")
    return found
