"""A backup of a house's database: what stood there at one moment, as a snapshot keeps it, and put back."""

from datetime import timedelta

import psycopg
from psycopg import conninfo

from tests.journeys.rows import Rows


class Backup:
    """A copy of the database as it is now. The house goes on; it loses its connections for a moment,
    as when a database moves to another machine."""

    def __init__(self, database_url: str) -> None:
        told = conninfo.conninfo_to_dict(database_url)
        self._url, self._name = database_url, str(told["dbname"])
        self._copy = f"{self._name}_backup"
        self._admin = conninfo.make_conninfo(database_url, dbname="postgres")
        self._do(
            f"ALTER DATABASE {self._name} ALLOW_CONNECTIONS false",
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self._name}'",
            f"CREATE DATABASE {self._copy} TEMPLATE {self._name} STRATEGY file_copy",
            f"ALTER DATABASE {self._name} ALLOW_CONNECTIONS true",
        )

    def restore(self, *, age: timedelta) -> None:
        """Put it in the place of what is there, with nothing connected. It is as if it were this old:
        which processes ran when it was made tells nothing any more of which run now."""
        self._do(
            f"DROP DATABASE {self._name}",
            f"CREATE DATABASE {self._name} TEMPLATE {self._copy} STRATEGY file_copy",
        )
        old = f"interval '{age.total_seconds()} seconds'"
        Rows(self._url).change(f"UPDATE heartbeats SET beat_at = beat_at - {old}")

    def forget(self) -> None:
        """Remove the copy."""
        self._do(f"DROP DATABASE {self._copy}")

    def _do(self, *statements: str) -> None:
        with psycopg.connect(self._admin, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())
