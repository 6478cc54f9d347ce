"""What a bank reads on its first day, read once a test session and database, then written down as read.

Every workplace begins alike: the same rules, staff and private channels; every desk with the same rules.
Resolving the rules and reading the simulated Slack takes longer than most tests that follow.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Table, func, insert, select
from sqlmodel import Session, SQLModel

from bot.storage.engine import Database

Rows = list[dict[str, Any]]
_read: dict[tuple[str, str], dict[str, Rows]] = {}  # by who begins and the kind of database


def once(database: Database, read: Callable[[], None], *, of: str) -> None:
    """Let ``read`` fill this fresh database, or fill it with what it wrote into the first one."""
    kind = (of, database.url.get_backend_name())
    if kind in _read:
        with database.transaction() as session:
            _put_back(session, _read[kind], refreshed_at=database.now(session))
        return
    read()
    with database.reading() as session:
        _read[kind] = {table.name: _rows(session, table) for table in _tables()}


def _tables() -> list[Table]:
    return SQLModel.metadata.sorted_tables


def _rows(session: Session, table: Table) -> Rows:
    found = session.connection().execute(select(table)).mappings()
    return [dict(row) for row in found]


def _put_back(session: Session, kept: dict[str, Rows], **now: Any) -> None:
    connection = session.connection()
    for table in _tables():
        rows = [
            {**row, **{name: now[name] for name in now if name in row}} for row in kept[table.name]
        ]
        if rows:
            connection.execute(insert(table), rows)
            _number_on(session, table)


def _number_on(session: Session, table: Table) -> None:
    """PostgreSQL numbers on from its sequences, not from the rows."""
    column = table.autoincrement_column
    if column is None or session.get_bind().dialect.name == "sqlite":
        return
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    session.connection().execute(select(func.setval(sequence, func.max(column))))
