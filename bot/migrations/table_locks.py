"""Locks of several tables at once, for a migration that changes them while the release before goes on."""

from time import monotonic, sleep

import psycopg
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

_TRIES_FOR_S = 5.0  # as long as a migration waits for one table
# Shorter than PostgreSQL waits before it looks for a deadlock: it is we who give way, and no work of others ends.
_EACH_TRY = "200ms"
_PAUSE_S = 0.1


def lock_together(connection: Connection, *tables: str) -> None:
    """Keep others from writing to these tables until the transaction ends; nothing on SQLite, which has one writer.

    Others take them in orders of their own, so none is held for long while another is waited for. Raises
    OperationalError with LockNotAvailable.
    """
    if connection.dialect.name == "sqlite":
        return
    until = monotonic() + _TRIES_FOR_S
    while True:
        try:
            with connection.begin_nested():
                connection.execute(text(f"SET LOCAL lock_timeout = '{_EACH_TRY}'"))
                connection.execute(
                    text(f"LOCK TABLE {', '.join(tables)} IN SHARE ROW EXCLUSIVE MODE")
                )
            return
        except OperationalError as error:
            given_way = isinstance(error.orig, psycopg.errors.LockNotAvailable)
            if not given_way or monotonic() >= until:
                raise
            sleep(_PAUSE_S)
