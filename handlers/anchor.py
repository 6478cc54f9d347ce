"""The anchor of the record: its seals as lines in files that the database cannot reach, one file a month."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.domain.records.record_seal import RecordSeal

_FILES = "record-*.jsonl"


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
        file = folder / f"record-{seal.at:%Y-%m}.jsonl"
        with file.open("a", encoding="utf-8") as out:
            out.write(f"{seal.line}\n")
            out.flush()
            os.fsync(out.fileno())
