"""Whether anything that is stored has changed between two looks. On SQLite alone, which tells at once."""

import sqlite3
from typing import Any

from sqlmodel import SQLModel

from tests.database import MovableDatabase


class Memory:
    """All that is stored, but for who has looked at their Home tab."""

    def __init__(self, database: MovableDatabase) -> None:
        self._database = database
        self._glance = sqlite3.connect(str(database.url.database))
        self._seen = self._all()
        self._version = self._now()

    def has_changed(self) -> bool:
        """Whether anything was stored since this was asked last."""
        version, before = self._now(), self._seen
        if version == self._version:
            return False
        self._version, self._seen = version, self._all()
        return self._seen != before

    def close(self) -> None:
        """Let the file go."""
        self._glance.close()

    def _now(self) -> int:
        """SQLite's own word for whether another connection has changed the file."""
        return int(self._glance.execute("PRAGMA data_version").fetchone()[0])

    def _all(self) -> dict[str, list[Any]]:
        tables = [t for t in SQLModel.metadata.sorted_tables if t.name != "home_drawn"]
        with self._database.reading() as session:
            return {
                t.name: [tuple(r) for r in session.connection().execute(t.select())] for t in tables
            }
