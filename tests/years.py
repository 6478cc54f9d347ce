"""Years at the desk, made in a moment: the rows of a few cases, each copied many times into the past."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, DateTime, Integer, Table, text

from bot.bootstrap import App
from bot.domain.records.columns import Table as Tables
from bot.storage.record.audit import HOUSE

_APART = timedelta(days=2)
_STEP = 1000  # more than any table holds of the few
# What a bank has once, however many cases it has.
_OF_THE_HOUSE = frozenset(
    [
        "alarms",
        "brakes",
        "calendar_versions",
        "cursors",
        "heartbeats",
        "home_drawn",
        "house_entries",
        "house_revisions",
        "kept_keys",
        "lanes",
        "policy_versions",
        "record_seals",
        "restores",
        "runs",
        "staff",
    ]
)


def copied(app: App, *, times: int) -> dict[str, int]:
    """Copy every row of the cases there are so often, and let the database count; rows by table."""
    with app.database.engine.connect() as connection:
        on = connection.execution_options(isolation_level="AUTOCOMMIT")
        rows: dict[str, int] = {}
        for table in Tables.metadata.sorted_tables:
            if table.name not in _OF_THE_HOUSE:
                rows[table.name] = _copied(on, table, times)
        on.execute(text("ANALYZE"))
        return rows


def _copied(connection: Connection, table: Table, times: int) -> int:
    there = [row._asdict() for row in connection.execute(table.select())]
    there = [row for row in there if row.get("case_id") != HOUSE]
    if not there:
        return 0
    copies = [_copy(table.columns, row, time) for time in range(1, times + 1) for row in there]
    connection.execute(table.insert(), copies)
    if "id" in table.c and connection.dialect.name == "postgresql":
        last = f"(SELECT max(id) FROM {table.name})"
        sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
        connection.execute(text(f"SELECT setval({sequence}, {last})"))
    return len(there) * (times + 1)


def _copy(columns: Iterable[Column[Any]], row: Mapping[str, Any], time: int) -> dict[str, Any]:
    return {column.name: _value(column, row[column.name], time) for column in columns}


def _value(column: Column[Any], value: Any, time: int) -> Any:
    if isinstance(value, datetime) and isinstance(column.type, DateTime):
        return value - time * _APART
    refers = bool(column.foreign_keys) or column.name in {"id", "case_id", "sealed_for", "wait_for"}
    if isinstance(value, int) and isinstance(column.type, Integer) and refers and value:
        return value + time * _STEP
    if isinstance(value, str) and not column.foreign_keys and _names_the_row(column):
        return f"{value}~{time}"
    return value


def _names_the_row(column: Column[Any]) -> bool:
    """Whether its text says which row it is."""
    table = column.table
    unique = [each for each in table.constraints if column.name in each.columns]  # type: ignore[attr-defined]  # each has them
    return column.name in {"conversation", "ordering_key", "bundle", "reference"} or any(
        type(each).__name__ != "ForeignKeyConstraint" and len(each.columns) > 0  # type: ignore[attr-defined]  # as above
        for each in unique
        if column.name not in {"channel", "account", "source", "step", "metric"}
    )
