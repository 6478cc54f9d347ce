"""Noticing that the database went back to an earlier moment, as when a copy that lags takes over.

Such a copy has forgotten what was sent in its last second, and would send it again. Two signs tell: this process
itself began an attempt that the database no longer knows; or the server is another than it was (PostgreSQL counts a
timeline for each that takes over), and then, for a minute, whatever was written before may be out already. What may
be out is not sent but in doubt: the platform is read, and for a public answer that is not found a person is asked.
"""

import logging
import threading
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlmodel import text

from bot.outbox.outcome import Parcel
from bot.storage.engine import Database, DatabaseSession

FORGOTTEN = "The database lost its last moments, so this may have gone out already."
_REMEMBERED = 5_000  # attempts; a copy that lags by more than they took is a restored backup
_AFTER_A_MOVE = timedelta(
    minutes=1
)  # what could have gone in the lost moment is first in its lane, and claimed by then
# A copy that has not taken over has no timeline of its own yet.
_ASK = """SELECT CASE WHEN pg_is_in_recovery() THEN NULL
    ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END, clock_timestamp()"""
_Known = tuple[int, str, datetime | None]
_log = logging.getLogger(__name__)


class GoneBack:
    """What this process began to send, and which server it speaks to. Shared by all threads of a relay."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # By number, fact and moment of writing: of a restored backup another delivery may have the first two.
        self._begun: OrderedDict[_Known, tuple[int, datetime]] = OrderedDict()
        self._timeline: str | None = None
        self._moved_at: datetime | None = None
        self._asks = False  # whether the server tells

    def listen(self, database: Database) -> None:
        """Ask which server it is, now, with each new connection and with the time of each claim. A server that
        tells nobody is believed."""
        if database.is_sqlite:
            return
        try:
            with database.reading() as session:
                self.server_is(*session.execute(text(_ASK)).one())
        except DBAPIError as error:
            _log.info("The server does not tell its timeline: %s", type(error).__name__)
            return
        self._asks = True
        event.listen(database.engine, "connect", self._connected)

    def now(self, session: DatabaseSession) -> datetime:
        """The database's time. Asks in the same statement which server it is: a copy may take over while a
        connection to it is open."""
        if not self._asks:
            return session.first_now
        now: datetime
        timeline, now = session.execute(text(_ASK)).one()
        self.server_is(timeline, now)
        return now.astimezone(UTC)

    def server_is(self, timeline: str | None, now: datetime) -> None:
        """It is a server of this timeline, or a copy that has not taken over; ``now`` is its time."""
        if timeline is None:
            return
        with self._lock:
            if self._timeline not in {None, timeline}:
                self._moved_at = now
                _log.error(
                    "Another database server took over; what it may have forgotten is looked for."
                )
            self._timeline = timeline

    def maybe_out_since(self, parcel: Parcel) -> datetime | None:
        """Since when the parcel, which is about to be sent, may be out; None: it is not. Remembers this attempt."""
        key = (parcel.id, parcel.dedupe_key, parcel.created_at)
        with self._lock:
            attempt, since = self._begun.pop(key, (0, parcel.intent_at))
            self._begun[key] = (
                parcel.attempt,
                since if parcel.attempt <= attempt else parcel.intent_at,
            )
            if len(self._begun) > _REMEMBERED:
                self._begun.popitem(last=False)
            moved_at = self._moved_at
        if parcel.attempt <= attempt:
            return since
        if moved_at is None or parcel.created_at is None or parcel.created_at >= moved_at:
            return None
        return parcel.created_at if parcel.intent_at < moved_at + _AFTER_A_MOVE else None

    def _connected(self, connection: Any, _entry: object) -> None:
        """Ask which server it is. A connection that does not tell is closed and not pooled: once the copy
        behind it has taken over, it would go on as if nothing had happened."""
        try:
            with connection.cursor() as cursor:
                cursor.execute(_ASK)
                timeline, now = cursor.fetchone()
            connection.rollback()
            if timeline is None:
                raise psycopg.OperationalError("The server is a copy that has not taken over yet.")
        except BaseException:
            connection.close()
            raise
        self.server_is(timeline, now)
