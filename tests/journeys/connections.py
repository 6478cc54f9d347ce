"""How many connections a deployment holds, looked at all the time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

_LOOK_EVERY_S = 0.02
_COUNT = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
AND usename LIKE %s"""


@contextmanager
def connections_counted(database_url: str, *, role: str = "%") -> Iterator[list[int]]:
    """The counts of this role's connections come at the end."""
    counts: list[int] = []
    over = threading.Event()

    def look() -> None:
        with psycopg.connect(database_url, autocommit=True) as connection:
            while not over.wait(_LOOK_EVERY_S):
                row = connection.execute(_COUNT.encode(), [role]).fetchone()
                counts.append(row[0] if row else 0)

    counting = threading.Thread(target=look, name="counting")
    counting.start()
    try:
        yield counts
    finally:
        over.set()
        counting.join()
