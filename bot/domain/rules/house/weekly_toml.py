"""Weekly data as TOML: one table an entry, written so that a person reads and edits it, and read back with
every fault at its entry."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple

from pydantic import ValidationError

from bot.domain.rules.house.row_faults import said_of
from bot.domain.rules.house.weekly_data import SHAPES, Kind, Row
from bot.language import say

_AT = re.compile(r"at line (\d+), column (\d+)")


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
        raise TomlIsWrong([_no_toml(str(error))]) from error
    given = told.pop(str(kind), [])
    if told or not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        heading = f"[[{kind}]]"
        raise TomlIsWrong(
            [
                say(
                    "Each entry begins with a line {heading}, and nothing else is there.",
                    heading=heading,
                )
            ]
        )
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


def _no_toml(error: str) -> str:
    at = _AT.search(error)
    if at is None:
        return say("This is no TOML: it ends in the middle of something.")
    return say("This is no TOML: look at line {line}, column {column}.", line=at[1], column=at[2])


def _faults(error: ValidationError, *, kind: Kind, number: int) -> Iterable[str]:
    known = list(SHAPES[kind].model_fields)
    for problem in error.errors(include_url=False):
        key = str(problem["loc"][0]) if problem["loc"] else ""
        wrong = said_of(dict(problem), key=key, known=known).strip()
        wrong += "" if wrong.endswith((".", "?", "؟")) else "."
        if key:
            yield say("Entry {number}, {key}: {wrong}", number=number, key=key, wrong=wrong)
        else:
            yield say("Entry {number}: {wrong}", number=number, wrong=wrong)
