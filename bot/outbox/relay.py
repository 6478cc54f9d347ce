"""The relay: threads that take what is ready, send it, and look after what is in doubt.

In each pool one thread at a time waits for work and the others wait for their turn, so an idle
relay asks the database once a second and a commit wakes one thread, not all.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from bot.outbox import shared_budgets
from bot.outbox.lanes import topic_of
from bot.outbox.lease import lease_next, new_owner, next_moment
from bot.outbox.outcome import CannotLook, Carrier, Parcel, Uncertain
from bot.outbox.patience import Patience
from bot.outbox.reconcile import Found, take_doubtful
from bot.outbox.sender import OnSettled, Sender
from bot.outbox.settle import LockBefore, lock_nothing
from bot.outbox.sweep import abandoned, release_strays
from bot.storage.engine import Database
from bot.storage.wake import Wake

POOLS: Mapping[str, int] = {"public": 2, "slack": 6}

_log = logging.getLogger(__name__)
_AFTER_AN_ERROR_S = 1.0


class Relay:
    """Sends everything the outbox holds, as long as it runs. Any number may run on PostgreSQL."""

    def __init__(
        self,
        database: Database,
        carriers: Mapping[str, Carrier],
        on_settled: OnSettled,
        pools: Mapping[str, int] = POOLS,
        patience: Patience | None = None,
        wake: Wake | None = None,
        lock_before: LockBefore = lock_nothing,
    ) -> None:
        """``lock_before``: locks what everybody locks before a delivery of a case."""
        self._database = database
        self._carriers = carriers
        self._pools = pools
        self._patience = patience or Patience()
        self.is_stopping = threading.Event()
        self._sender = Sender(database, carriers, on_settled, self._patience, lock_before)
        self._wake = wake or Wake(database)
        self._owner = new_owner()
        self._turns = {pool: threading.Lock() for pool in pools}
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin. In an embedded database whatever was being sent is in doubt at once."""
        if self._database.is_sqlite:
            self.sweep(at_once=True)
        self._sender.gone_back.listen(self._database)
        self._wake.start()
        for pool, size in self._pools.items():
            for number in range(size):
                self._run(f"{pool}-{number}", partial(self._serve, pool))
        self._run("keeper", self._keep)

    def stop(self, timeout_s: float) -> bool:
        """Take nothing more, let calls end and their results be written. True when all did."""
        until = time.monotonic() + timeout_s
        self.is_stopping.set()
        self._wake.stop()
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def run_once(self, pool: str, *, waits: bool = False) -> bool:
        """Send one delivery of this pool in this thread. False when none is ready; with ``waits``, at the stop."""
        with self._turns[pool]:
            leased_at, parcel = self._next_parcel(pool, waits=waits)
        if parcel is None:
            return False
        self._sender.deliver(parcel, leased_at=leased_at)
        return True

    def keep_once(self) -> None:
        """Sweep, then look for everything whose time to be looked for has come."""
        self.sweep()
        while not self.is_stopping.is_set() and self._look_for_one():
            pass

    def sweep(self, *, at_once: bool = False) -> None:
        """Put what dead senders left behind in doubt."""
        with self._database.reading() as session:
            left = abandoned(session=session, now=self._database.now(session), at_once=at_once)
        for parcel in left:
            self._sender.settle(parcel, Uncertain("The sender stopped before it could tell."))
        with self._database.transaction() as session:
            release_strays(session=session)
            shared_budgets.recover(session=session, now=session.first_now)

    def _run(self, name: str, body: Callable[[], None]) -> None:
        thread = threading.Thread(target=body, name=f"outbox-{name}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self, pool: str) -> None:
        while not self.is_stopping.is_set():
            try:
                self.run_once(pool, waits=True)
            except Exception as error:  # what nobody thought of ends no thread: the others wait
                _log.error("A sender failed: %s", type(error).__name__)
                self.is_stopping.wait(_AFTER_AN_ERROR_S)

    def _next_parcel(self, pool: str, *, waits: bool) -> tuple[float, Parcel | None]:
        """A parcel of this pool, waited for where that is asked; None when there is none, or the relay stops."""
        while not self.is_stopping.is_set():
            ticket = self._wake.ticket(topic_of(pool))
            leased_at = time.monotonic()
            try:
                parcel, pause_s = self._claim(pool)
                if parcel is not None or not waits:
                    return leased_at, parcel
                self._wake.wait(topic_of(pool), ticket, pause_s)
            except SQLAlchemyError as error:
                if not waits:
                    raise
                _log.error("The outbox could not be read: %s", type(error).__name__)
                self.is_stopping.wait(_AFTER_AN_ERROR_S)
        return 0.0, None

    def _claim(self, pool: str) -> tuple[Parcel | None, float]:
        """The next parcel; or none, and the seconds until something of this pool is ready, as things stand."""
        kinds = self._carriers.keys()
        with self._database.transaction() as session:
            now = self._sender.gone_back.now(session)
            parcel = lease_next(
                session=session,
                pool=pool,
                kinds=kinds,
                owner=self._owner,
                now=now,
                patience=self._patience,
            )
            if parcel is not None:
                return parcel, 0.0
            moment = next_moment(session=session, pool=pool, kinds=kinds, now=now)
        if moment is None:
            return None, self._patience.poll_s
        return None, min(max((moment - now).total_seconds(), 0.0), self._patience.poll_s)

    def _keep(self) -> None:
        while not self.is_stopping.is_set():
            try:
                self.keep_once()
            except Exception as error:
                _log.error("The outbox could not be looked after: %s", type(error).__name__)
            self.is_stopping.wait(self._patience.keep_every_s)

    def _look_for_one(self) -> bool:
        with self._database.transaction() as session:
            taken = take_doubtful(
                session=session,
                kinds=self._carriers.keys(),
                now=self._database.now(session),
                patience=self._patience,
            )
        if taken is None:
            return False
        parcel, known = taken
        self._sender.conclude(parcel, [known] if known else self._look(parcel))
        return True

    def _look(self, parcel: Parcel) -> Found:
        try:
            return self._carriers[parcel.kind].look_for(parcel)
        except CannotLook as error:
            return error
        except Exception as error:
            _log.error("Looking for delivery %s ended in %s", parcel.id, type(error).__name__)
            return CannotLook(type(error).__name__)
