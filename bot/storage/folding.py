"""A name in the one spelling of ``bot.domain.search.name_folding``, as an expression of a query."""

import sqlite3
from typing import Any

from sqlalchemy import ColumnElement, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from bot.domain.search.name_folding import FROM, TO, folded

IN_SQLITE = "earshot_folded"


class _Folded(FunctionElement[str]):
    """SQLite asks our own function; PostgreSQL has one for it."""

    type = Text()
    inherit_cache = True


def fold(column: Any) -> ColumnElement[str]:
    """The column folded."""
    return _Folded(column)


def teach(connection: sqlite3.Connection) -> None:
    """Let this connection of SQLite fold."""
    connection.create_function(IN_SQLITE, 1, _or_nothing, deterministic=True)


def _or_nothing(name: str | None) -> str | None:
    return None if name is None else folded(name)


@compiles(_Folded, "sqlite")
def _of_sqlite(element: Any, compiler: Any, **given: Any) -> str:
    return f"{IN_SQLITE}({compiler.process(element.clauses, **given)})"


@compiles(_Folded, "postgresql")
def _of_postgresql(element: Any, compiler: Any, **given: Any) -> str:
    name = compiler.process(element.clauses, **given)
    return f"lower(translate({name}, '{FROM}', '{TO}'))"
