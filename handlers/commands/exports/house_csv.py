"""Weekly data as CSV: written for a spreadsheet, and read back with every fault at its row and column."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from bot.domain.rules.house.row_faults import said_of
from bot.domain.rules.house.weekly_data import SHAPES, Kind, Row, as_cells
from bot.domain.rules.rule_faults import nearest

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class NumberedRow(NamedTuple):
    """A row with its number in the file, where the heading is row 1."""

    number: int
    row: Row


class FileIsWrong(Exception):
    """The file cannot be used. ``faults`` holds a sentence for each thing that is wrong."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


def columns(kind: Kind) -> list[str]:
    """The columns of a kind, in order."""
    return list(SHAPES[kind].model_fields)


def written(kind: Kind, rows: Iterable[Row]) -> str:
    """The rows as CSV, with a heading. A cell that a spreadsheet would run is quoted with '."""
    out = io.StringIO()
    table = csv.DictWriter(out, columns(kind), lineterminator="\n")
    table.writeheader()
    for row in rows:
        table.writerow({name: _inert(cell) for name, cell in as_cells(row).items()})
    return out.getvalue()


def read(kind: Kind, file: Path) -> list[NumberedRow]:
    """The rows of a file. Raises FileIsWrong with every fault: row, column, what is wrong."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileIsWrong([f"{file} cannot be read: {error.strerror}."]) from error
    except UnicodeDecodeError as error:
        raise FileIsWrong([f"{file} is not UTF-8. Save it as “CSV UTF-8”."]) from error
    separator = (
        ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    )
    table = csv.DictReader(io.StringIO(text), delimiter=separator)
    try:
        return _rows(kind, table)
    except csv.Error as error:  # such as a quote that is never closed, in a large file
        raise FileIsWrong([f"row {table.line_num}: this is no CSV: {error}."]) from error


def _rows(kind: Kind, table: "csv.DictReader[str]") -> list[NumberedRow]:
    _check_heading(kind, [name.strip() for name in table.fieldnames or []])
    found, faults = [], []
    for cells in table:
        number = table.line_num
        if None in cells:
            faults.append(f"row {number}: it has more cells than the heading has columns.")
            continue
        given = {str(name).strip(): _bare(cell or "") for name, cell in cells.items()}
        if not any(given.values()):
            continue  # an empty line
        try:
            found.append(NumberedRow(number, SHAPES[kind].model_validate(_filled(given))))
        except ValidationError as error:
            faults += _faults(error, number=number, given=given)
    if faults:
        raise FileIsWrong(faults)
    return found


def _check_heading(kind: Kind, given: list[str]) -> None:
    known = columns(kind)
    faults = [
        f"row 1: there is no column “{name}”. {nearest(name, known)}"
        for name in given
        if name not in known
    ]
    needed = [name for name, field in SHAPES[kind].model_fields.items() if field.is_required()]
    faults += [
        f"row 1: the column “{name}” is missing. The heading is {','.join(known)}."
        for name in needed
        if name not in given
    ]
    if faults:
        raise FileIsWrong(faults)


def _filled(given: dict[str, str]) -> dict[str, str]:
    """Without the empty cells, for which what is usual stands."""
    return {name: cell for name, cell in given.items() if cell}


def _faults(error: ValidationError, *, number: int, given: dict[str, str]) -> list[str]:
    said = []
    for problem in error.errors(include_url=False):
        column = str(problem["loc"][0]) if problem["loc"] else ""
        where = f"row {number}, column {column}" if column else f"row {number}"
        if problem["type"] == "missing":
            what = "it is empty. Fill it in"
        elif problem["type"] == "string_pattern_mismatch":
            what = f"“{given.get(column, '')}” is no Slack member id, such as U0123456789"
        else:
            what = said_of(dict(problem), key=column, known=given)
            what = what if "“" in what or not column else f"“{given.get(column, '')}”: {what}"
        said.append(f"{where}: {what.rstrip('.')}.")
    return list(dict.fromkeys(said))


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _bare(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA else cell
