"""Weekly data as TOML: one table an entry, written so that a person reads and edits it, and read back with
every fault at its entry."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple

from pydantic import ValidationError

from bot.domain.rules.house.weekly_data import SHAPES, Kind, Row
from bot.domain.rules.rule_faults import nearest


class NumberedEntry(NamedTuple):
    """An entry with its number in the text, the first being 1."""

    number: int
    row: Row


class TomlIsWrong(ValueError):
    """The text cannot be used. ``faults`` holds a sentence for each thing that is wrong."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def entry(kind: Kind, row: Row) -> str:
    """One entry, without what is empty."""
    told = row.model_dump(mode="json")
    lines = [f"{name} = {_value(value)}" for name, value in told.items() if value not in ("", None)]
    return "\n".join([f"[[{kind}]]", *lines, ""])


def written(kind: Kind, rows: Iterable[Row]) -> str:
    """All of them, with a blank line between two."""
    return "\n".join(entry(kind, row) for row in rows)


def read(kind: Kind, text: str) -> list[NumberedEntry]:
    """The entries of a text. Raises TomlIsWrong with every fault: entry, key, what is wrong."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TomlIsWrong([f"This is no TOML: {error}."]) from error
    given = told.pop(str(kind), [])
    if told or not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise TomlIsWrong([f"Each entry begins with a line [[{kind}]], and nothing else is there."])
    found: list[NumberedEntry] = []
    faults: list[str] = []
    for number, one in enumerate(given, start=1):
        try:
            found.append(NumberedEntry(number, SHAPES[kind].model_validate(_plain(one))))
        except ValidationError as error:
            faults += _faults(error, kind=kind, number=number)
    if faults:
        raise TomlIsWrong(faults)
    return found


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value)}]"
    if isinstance(value, str) and "\n" in value:
        kept = json.dumps(value, ensure_ascii=False)[1:-1].replace("\\n", "\n")
        return f'"""\n{_without_raw(kept)}"""'
    return _without_raw(json.dumps(value, ensure_ascii=False))


def _without_raw(text: str) -> str:
    """What JSON leaves as it is and TOML does not take."""
    return text.replace("\x7f", "\\u007f")


def _plain(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date | datetime | time) else value
        for name, value in given.items()
    }


def _faults(error: ValidationError, *, kind: Kind, number: int) -> Iterable[str]:
    known = list(SHAPES[kind].model_fields)
    for problem in error.errors(include_url=False):
        key = str(problem["loc"][0]) if problem["loc"] else ""
        where = f"entry {number}, {key}" if key else f"entry {number}"
        said = str(problem.get("ctx", {}).get("error") or problem["msg"])
        if problem["type"] == "extra_forbidden":
            said = f"there is no such key. {nearest(key, known)}"
        elif problem["type"] == "missing":
            said = "it is missing. Write it"
        yield f"{where}: {said.rstrip('.')}."
