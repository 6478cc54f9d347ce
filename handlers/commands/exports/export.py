"""`earshot export cases|clocks|register|voice|quality`: one row each, for a spreadsheet or another program, as a stream.

A cell that a spreadsheet would run as a formula is given a ' before it (OWASP, CSV injection).
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from bot import bootstrap, clock
from bot.bootstrap import App
from bot.desk.digests.issuing import house_zone
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.storage.figures import export_rows, register_rows
from bot.storage.figures.export_rows import CASE_COLUMNS, CLOCK_COLUMNS, TEXT_COLUMN, Row
from bot.storage.figures.register_rows import REGISTER_COLUMNS
from bot.storage.record.audit import HOUSE
from handlers.commands.exports.fca_return import FCA_COLUMNS, NOT_MAPPED, fca_rows
from handlers.commands.exports.private_file import private_file
from handlers.commands.exports.quality_rows import QUALITY_COLUMNS, quality_rows
from handlers.commands.exports.voice_rows import VOICE_COLUMNS, voice_rows
from handlers.endings import CannotStart
from handlers.processes.embedded import with_database

FCA = "register-fca"
_RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def columns(what: str) -> None:
    """Say what each column means."""
    known = {
        "cases": {**CASE_COLUMNS, **TEXT_COLUMN},
        "clocks": CLOCK_COLUMNS,
        "register": REGISTER_COLUMNS,
        FCA: FCA_COLUMNS,
        "voice": VOICE_COLUMNS,
        "quality": QUALITY_COLUMNS,
    }
    for name, meaning in known[what].items():
        print(f"{name:18} {meaning}")


def export(
    *,
    what: str,
    first: date,
    last: date,
    brand: str,
    form: str,
    to: Path | None,
    with_text: bool,
    name: str,
) -> None:
    """Write the rows of the cases received from the first day to the last, both included.

    Days are the bank's own. Rows leave the house, so whoever takes them says who they are, and it is
    in the trail before the first one is written.
    """
    if not name.strip():
        raise CannotStart(
            "Say who you are with --as NAME: rows that leave the house are on record."
        )
    if last < first:
        raise CannotStart(f"--to {last:%Y-%m-%d} lies before --from {first:%Y-%m-%d}.")
    app = bootstrap.build(with_database(), pool_size=1)
    if brand and brand not in app.rules.routing.brands:
        known = ", ".join(app.rules.routing.brands)
        raise CannotStart(f"There is no brand “{brand}”. Known: {known or 'none yet'}.")
    told = {"what": what, "from": f"{first:%Y-%m-%d}", "to": f"{last:%Y-%m-%d}", "brand": brand}
    told |= {"file": str(to.resolve()) if to else ""}
    try:
        _record(app, verb=Trail.EXPORT, name=name, details={**told, "with_text": with_text})
        with app.looking() as desk:
            zone = ZoneInfo(house_zone(desk))
            given = {
                "session": desk.session,
                "start": _midnight(first, zone),
                "end": _midnight(last + timedelta(days=1), zone),
                "brand": brand,
                "zones": _zones(app),
            }
            rows, heads = _rows(what, given, app, with_text=with_text)
            with _opened(to) as out:
                count = (_as_csv if form == "csv" else _as_json)(rows, heads, out)
        _record(app, verb=Trail.EXPORTED, name=name, details={**told, "rows": count})
    finally:
        app.database.dispose()
    for told_apart in NOT_MAPPED if what == FCA else ():
        print(f"- {told_apart}", file=sys.stderr)
    print(f"{count:,} {what}. Days are those of {zone.key}; times are UTC.", file=sys.stderr)


def _rows(
    what: str, given: dict[str, Any], app: App, *, with_text: bool
) -> tuple[Iterator[Row], list[str]]:
    if what in ("register", FCA):
        wanted = {name: each for name, each in given.items() if name != "zones"}
        rows = register_rows.register(**wanted)
        if what == FCA:
            return fca_rows(rows, app.rules.complaints), [*FCA_COLUMNS]
        return rows, [*REGISTER_COLUMNS]
    if what == "voice":
        wanted = {name: each for name, each in given.items() if name != "zones"}
        return voice_rows(**wanted, register=app.rules.complaints), [*VOICE_COLUMNS]
    if what == "quality":
        wanted = {name: each for name, each in given.items() if name != "zones"}
        return quality_rows(**wanted), [*QUALITY_COLUMNS]
    if what == "clocks":
        return export_rows.clocks(**given, now=clock.now()), [*CLOCK_COLUMNS]
    heads = [*CASE_COLUMNS, *(TEXT_COLUMN if with_text else ())]
    return export_rows.cases(**given, with_text=with_text), heads


def _as_csv(rows: Iterable[Row], heads: list[str], out: TextIO) -> int:
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    written = 0
    for row in rows:
        writer.writerow([_cell(row[head]) for head in heads])
        written += 1
    return written


def _as_json(rows: Iterable[Row], heads: list[str], out: TextIO) -> int:
    out.write("[")
    written = 0
    for row in rows:
        kept = {head: _plain(row[head]) for head in heads}
        out.write(("," if written else "") + "\n" + json.dumps(kept, ensure_ascii=False))
        written += 1
    out.write("\n]\n")
    return written


def _cell(value: Any) -> Any:
    plain = _plain(value)
    if isinstance(plain, str) and plain.startswith(_RUNS_AS_FORMULA):
        return f"'{plain}"
    return "" if plain is None else plain


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.value if isinstance(value, Enum) else value


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def _zones(app: App) -> dict[str, str]:
    teams = app.rules.routing.teams.items()
    return {name: app.rules.calendars[team.calendar].time_zone for name, team in teams}


@contextmanager
def _opened(to: Path | None) -> Iterator[TextIO]:
    if to is None:
        yield sys.stdout
        return
    with private_file(to) as out:
        yield out


def _record(app: App, *, verb: Trail, name: str, details: dict[str, Any]) -> None:
    with app.desk() as desk:
        desk.record(HOUSE, verb, by=Actor.operator(name.strip()), **details)
