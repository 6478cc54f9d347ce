"""What stands in the database of a house, as its operator could read and change it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg

_SQLITE = "sqlite:///"
_NAMES = {
    # What a virtual table holds stands in tables of its own beside it.
    True: "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
    False: "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


class Rows:
    """The rows of one database; nothing here knows what they mean."""

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._is_sqlite = database_url.startswith(_SQLITE)

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """What this query finds."""
        if self._is_sqlite:
            with closing(sqlite3.connect(self._url.removeprefix(_SQLITE))) as file:
                return file.execute(query).fetchall()
        with psycopg.connect(self._url) as connection:
            return connection.execute(query.encode()).fetchall()

    def change(self, statement: str) -> None:
        """Do it, for what a journey cannot wait for."""
        if self._is_sqlite:
            with closing(sqlite3.connect(self._url.removeprefix(_SQLITE))) as file, file:
                file.execute(statement)
            return
        with psycopg.connect(self._url) as connection:
            connection.execute(statement.encode())

    def all(self) -> Iterator[tuple[Any, ...]]:
        """Every row of every table."""
        for (table,) in self.ask(_NAMES[self._is_sqlite]):
            yield from self.ask(f'SELECT * FROM "{table}"')
