"""Years at the desk, made in a moment: the rows of a few cases, each copied many times into the past."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Column, Connection, Integer, Table, func, select, text
from sqlmodel import AutoString
from sqlmodel.sql.sqltypes import UTCDateTime

from bot.bootstrap import App
from bot.domain.records.columns import Table as Tables
from bot.storage.record.audit import HOUSE

_APART = timedelta(days=2)
_MANY = 500  # copies
_STEP = 1000  # more than any table holds of the few
# What a bank has once, however many cases it has.
_OF_THE_HOUSE = frozenset(
    [
        "alarms",
        "brakes",
        "calendar_versions",
        "changed_days",
        "cursors",
        "day_sums",
        "heartbeats",
        "home_drawn",
        "house_entries",
        "house_revisions",
        "kept_keys",
        "lanes",
        "policy_versions",
        "record_seals",
        "record_stamps",
        "restores",
        "runs",
        "staff",
    ]
)
# What no two customers say or are called alike: each copy gets a word of its own.
_TOLD_APART = {("messages", "text"), ("message_revisions", "text"), ("authors", "name")}


@dataclass(frozen=True)
class Few:
    """The rows that are copied, by their ids in each table: from after one up to another."""

    after: Mapping[str, int]
    up_to: Mapping[str, int]


def highest_ids(app: App) -> dict[str, int]:
    """The highest id of each table; 0 of an empty one."""
    with app.database.engine.connect() as connection:
        tables = [table for table in Tables.metadata.sorted_tables if "id" in table.c]
        return {
            table.name: connection.execute(select(func.max(table.c.id))).scalar() or 0
            for table in tables
        }


def copied(
    app: App,
    *,
    times: int,
    few: Few | None = None,
    first: int = 1,
    apart: timedelta = _APART,
    back: int = 0,
) -> None:
    """Copy the rows of a few cases so often, each copy further in the past, and let the database count.

    ``few``: all that is there, where nothing is said. ``first``: the number of the first copy, where others
    were made before; it lies in the past as copy number ``first - back``.
    """
    few = few or Few({}, highest_ids(app))
    with app.database.engine.connect() as connection:
        # SQLite's connections are so already; told again, they would be opened otherwise from then on.
        level = {} if app.database.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        on = connection.execution_options(**level)
        _set_checks(on, to_be_made=False)
        apart_from_rows = _let_go_of_indexes(on) if times >= _MANY else []
        for table in Tables.metadata.sorted_tables:
            if table.name not in _OF_THE_HOUSE:
                numbers = range(first, first + times)
                _copy(on, table, few, numbers, past=f"((c.n - {back}) * {apart.total_seconds()})")
        for made in apart_from_rows:
            on.exec_driver_sql(made)
        _set_checks(on, to_be_made=True)
        if not app.database.is_sqlite:
            on.execute(text("ANALYZE"))
    app.database.count_rows()


def free_copy(app: App) -> int:
    """The number of the first copy whose rows collide with none that is there."""
    return max(highest_ids(app).values()) // _STEP + 1


def own_word(copy: int) -> str:
    """The word that only what was said in this copy has in it."""
    return f"q{copy:06}q"


def _set_checks(connection: Connection, *, to_be_made: bool) -> None:
    """The copies refer to one another as the few do; to look at each row again takes most of the time."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA foreign_keys = {'ON' if to_be_made else 'OFF'}")
        connection.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if to_be_made else 'OFF'}")
        return
    role = "origin" if to_be_made else "replica"
    connection.exec_driver_sql(f"SET session_replication_role = {role}")


def _let_go_of_indexes(connection: Connection) -> list[str]:
    """How to make PostgreSQL's indexes anew, which takes less than to keep them meanwhile."""
    if connection.dialect.name == "sqlite":
        return []
    query = """SELECT i.indexname, i.indexdef FROM pg_indexes AS i JOIN pg_class AS c ON c.relname = i.indexname
        JOIN pg_index AS x ON x.indexrelid = c.oid WHERE i.schemaname = 'public' AND NOT x.indisunique"""
    found = connection.exec_driver_sql(query).all()
    for name, _made in found:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    return [made for _name, made in found]


def _copy(connection: Connection, table: Table, few: Few, numbers: range, *, past: str) -> None:
    is_sqlite, first, last = connection.dialect.name == "sqlite", numbers[0], numbers[-1]
    wanted = _wanted(table, few)
    if not wanted and (few.after or first > 1):
        return  # nothing tells the few from the copies; such rows are of days, and not of cases
    copies = (
        f"(WITH RECURSIVE n(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM n WHERE n < {last})"
        " SELECT n FROM n)"
        if is_sqlite
        else f"(SELECT generate_series({first}, {last}) AS n)"
    )
    names = ", ".join(column.name for column in table.columns)
    values = ", ".join(_value(column, past, is_sqlite=is_sqlite) for column in table.columns)
    where = f" WHERE {' AND '.join(wanted)}" if wanted else ""
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({names}) SELECT {values} FROM {copies} AS c"
        f" CROSS JOIN {table.name} AS t{where} ORDER BY c.n"
    )
    if "id" in table.c and not is_sqlite:
        highest = f"(SELECT coalesce(max(id), 1) FROM {table.name})"
        sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
        connection.exec_driver_sql(f"SELECT setval({sequence}, {highest})")


def _wanted(table: Table, few: Few) -> list[str]:
    """What tells the few from all others."""
    column, of = ("id", table.name) if "id" in table.c else ("case_id", "cases")
    if column not in table.c:
        return []
    found = [f"t.{column} > {few.after.get(of, 0)}", f"t.{column} <= {few.up_to[of]}"]
    is_of_cases = column == "id" and "case_id" in table.c
    return [*found, f"coalesce(t.case_id, -1) <> {HOUSE}"] if is_of_cases else found


def _value(column: Column[Any], past_s: str, *, is_sqlite: bool) -> str:
    name = f"t.{column.name}"
    if isinstance(column.type, UTCDateTime):
        if is_sqlite:
            return f"strftime('%Y-%m-%d %H:%M:%f', {name}, '-' || {past_s} || ' seconds') || '000'"
        return f"{name} - {past_s} * interval '1 second'"
    refers = bool(column.foreign_keys) or column.name in {"id", "case_id", "sealed_for", "wait_for"}
    if refers and isinstance(column.type, Integer):
        return f"CASE WHEN {name} = 0 THEN 0 ELSE {name} + c.n * {_STEP} END"
    if (column.table.name, column.name) in _TOLD_APART:
        word = "printf('%06d', c.n)" if is_sqlite else "lpad(CAST(c.n AS text), 6, '0')"
        return f"{name} || ' q' || {word} || 'q'"
    if isinstance(column.type, AutoString) and not column.foreign_keys and _names_the_row(column):
        return f"{name} || '~' || c.n"
    return name


def _names_the_row(column: Column[Any]) -> bool:
    """Whether its text says which row it is."""
    table = column.table
    unique = [each for each in table.constraints if column.name in each.columns]  # type: ignore[attr-defined]  # each has them
    return column.name in {"conversation", "ordering_key", "bundle", "reference"} or any(
        type(each).__name__ != "ForeignKeyConstraint" and len(each.columns) > 0  # type: ignore[attr-defined]  # as above
        for each in unique
        if column.name not in {"channel", "account", "source", "step", "metric"}
    )
