"""The anchor of the record: its seals as lines in files that the database cannot reach, one file a month.

Beside them stands which cases were erased on request: a backup that is restored knows nothing of it.
"""

import json
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.records.trail.record_seal import RecordSeal

_FILES = "record-*.jsonl"
_ERASED = "erased.jsonl"


def lines(folder: Path | None) -> Iterator[str]:
    """Every line that was written there, oldest first; none where no folder is set."""
    for file in sorted(folder.glob(_FILES)) if folder else ():
        yield from file.read_text(encoding="utf-8").splitlines()


def last_number(folder: Path) -> int:
    """The number of the last seal there; 0 for none, also where the last line cannot be read."""
    last = ""
    for file in sorted(folder.glob(_FILES)):
        written = file.read_text(encoding="utf-8").splitlines()
        last = written[-1] if written else last
    try:
        return RecordSeal.of_line(last).number
    except ValueError:
        return 0


def add(folder: Path, seals: Iterable[RecordSeal]) -> None:
    """Append the line of each, and have the disk keep it. Raises OSError."""
    for seal in seals:
        _append(folder / f"record-{seal.at:%Y-%m}.jsonl", seal.line)


def add_erased(folder: Path, *, cases: Iterable[str], reason: str, at: datetime) -> None:
    """Append which cases were erased, and the number of the request. Raises OSError."""
    told = {"at": at.astimezone(UTC).isoformat(), "cases": list(cases), "reason": reason}
    _append(folder / _ERASED, json.dumps(told))


def erased_since(folder: Path | None, *, at: datetime) -> Iterator[str]:
    """What was erased on request after this moment: ``C-1, C-2 (DSAR-17)``; nothing where no folder is set."""
    file = folder / _ERASED if folder else None
    for line in file.read_text(encoding="utf-8").splitlines() if file and file.exists() else ():
        told = json.loads(line)
        if datetime.fromisoformat(told["at"]) > at:
            yield f"{', '.join(told['cases'])} ({told['reason']})"


def _append(file: Path, line: str) -> None:
    with file.open("a", encoding="utf-8") as out:
        out.write(f"{line}\n")
        out.flush()
        os.fsync(out.fileno())
