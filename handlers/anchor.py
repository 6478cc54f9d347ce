"""The anchor of the record: its seals as lines in files that the database cannot reach, one file a month.

Beside them stand the time stamps on seals, a file each, as ``openssl ts`` reads them, and which cases were
erased on request: a backup that is restored knows nothing of it.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import Session

from bot.domain.records.trail.record_seal import RecordSeal
from bot.domain.records.trail.record_stamp import RecordStamp
from bot.storage.record import record_check, record_stamps
from bot.storage.record.record_check import Checked
from config.settings import Settings

_FILES = "record-*.jsonl"
_STAMPS = "seal-*.tsr"
_ERASED = "erased.jsonl"


def check(
    session: Session,
    settings: Settings,
    *,
    folder: Path | None = None,
    named: Mapping[int, str] | None = None,
) -> Checked:
    """Look through the whole record, against what is kept outside too; ``folder``: in place of the set one."""
    place = folder or settings.record_folder
    found = record_check.check(session=session, anchor=lines(place), named=named)
    outside = stamps(place)
    if outside or record_stamps.after(session=session, number=0):
        from bot.storage.record import stamping  # some megabytes, and few banks have an authority

        roots = settings.timestamp_roots
        faults, found.unsure = stamping.check(session=session, outside=outside, roots=roots)
        found.faults += faults
    return found


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


def stamps(folder: Path | None) -> dict[int, bytes]:
    """The time stamps there, by the number of the seal; none where no folder is set. An empty file is none:
    a disk that was full left it."""
    found = sorted(folder.glob(_STAMPS)) if folder else ()
    read = {int(file.stem[5:]): file.read_bytes() for file in found if file.stem[5:].isdigit()}
    return {number: token for number, token in read.items() if token}


def add_stamps(folder: Path, made: Iterable[RecordStamp]) -> None:
    """Write a file for each, whole or not at all, and have the disk keep it. Raises OSError."""
    for stamp in made:
        file = folder / f"seal-{stamp.number}.tsr"
        begun = file.with_suffix(".tsr.new")
        with begun.open("wb") as out:
            out.write(stamp.token)
            out.flush()
            os.fsync(out.fileno())
        os.replace(begun, file)


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
