"""Making one call and writing its outcome down, whatever happens in between.

The outcome is kept in memory while the database is away. If the write-up of the desk fails, the
truth is still recorded (in doubt, with the receipt), the thread waits, and the write-up is tried
again later: nothing is lost and nothing is sent twice.
"""

import logging
import time
import traceback
from collections.abc import Callable, Mapping

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlmodel import Session

from bot.language import stored
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.gone_back import FORGOTTEN, GoneBack
from bot.outbox.outcome import (
    Carrier,
    MayRepeat,
    NotPrepared,
    Outcome,
    Parcel,
    Receipt,
    TryLater,
    Uncertain,
)
from bot.outbox.patience import Patience
from bot.outbox.reconcile import Found, conclude
from bot.outbox.settle import LockBefore, lock_delivery, lock_nothing, mark_in_doubt, settle
from bot.storage.engine import Database, DatabaseSession

OnSettled = Callable[[Session, Delivery, Outcome], None]

_log = logging.getLogger(__name__)
_DATABASE_AWAY_S = 5.0
_RETRIES_S = (0.1, 0.3, 1.0, 2.0, 4.0, 8.0)
_TOLD = frozenset(
    {DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.IN_DOUBT, DeliveryState.ASK}
)


class WriteUpFailed(Exception):
    """The desk could not write up what became of a delivery."""


class Sender:
    """Sends parcels and settles them. Shared by all threads of a relay."""

    def __init__(
        self,
        database: Database,
        carriers: Mapping[str, Carrier],
        on_settled: OnSettled,
        patience: Patience,
        lock_before: LockBefore = lock_nothing,
    ) -> None:
        self._database = database
        self._carriers = carriers
        self._on_settled = on_settled
        self._patience = patience
        self._lock_before = lock_before
        self.gone_back = GoneBack()

    def deliver(self, parcel: Parcel, *, leased_at: float) -> None:
        """Send it and write down how that ended. ``leased_at`` is ``time.monotonic()``."""
        if time.monotonic() - leased_at > self._patience.start_within_s:
            # Others may have looked for it by now and concluded that it is absent.
            self.settle(parcel, TryLater(0, "The sender was held up before it could start."))
            return
        since = self.gone_back.maybe_out_since(parcel)
        if since is not None and not self._may_repeat(parcel):
            _log.error(
                "The database forgot that delivery %s may be out; it is looked for", parcel.id
            )
            self.settle(parcel, Uncertain(stored(FORGOTTEN), since=since))
            return
        self.settle(parcel, self._sent(parcel))

    def _sent(self, parcel: Parcel) -> Outcome:
        try:
            return self._carriers[parcel.kind].send(parcel)
        except NotPrepared as error:
            return self._not_sent(parcel, error.__cause__ or error)
        except Exception as error:
            if self._may_repeat(parcel):
                return self._not_sent(parcel, error)
            _log_error("A carrier raised; the delivery is in doubt", parcel, error)
            return Uncertain(stored("The call ended in {error}.", error=type(error).__name__))

    def _not_sent(self, parcel: Parcel, error: BaseException) -> TryLater:
        """A fault of ours, after which sending again does no harm: bounded, unless the database was away."""
        name = type(error).__name__
        if _passes(error):
            _log.warning("Delivery %s could not be prepared: %s", parcel.id, name)
            return TryLater(_DATABASE_AWAY_S, name, this_alone=True)
        _log_error("A delivery could not be prepared", parcel, error)
        return TryLater(0, name, this_alone=True, is_fault=True)

    def settle(self, parcel: Parcel, outcome: Outcome) -> None:
        """Write the outcome down, with the desk's write-up in the same transaction."""

        def write(session: DatabaseSession) -> None:
            delivery = settle(
                session=session,
                delivery_id=parcel.id,
                case_id=parcel.case_id,
                attempt=parcel.attempt,
                outcome=outcome,
                now=session.first_now,
                patience=self._patience,
                may_repeat=self._may_repeat(parcel),
                lock_before=self._lock_before,
            )
            self._write_up(session, delivery, outcome)

        self._written(parcel, outcome, write)

    def conclude(self, parcel: Parcel, found: Found) -> None:
        """Decide by what a look found, with the desk's write-up in the same transaction."""

        def write(session: DatabaseSession) -> None:
            delivery = conclude(
                session=session,
                delivery_id=parcel.id,
                attempt=parcel.attempt,
                found=found,
                now=session.first_now,
                patience=self._patience,
                lock_before=self._lock_before,
            )
            if delivery is not None:
                self._write_up(session, delivery, _as_outcome(delivery))

        self._written(parcel, None, write)

    def _may_repeat(self, parcel: Parcel) -> bool:
        carrier: object = self._carriers.get(parcel.kind)
        try:
            return isinstance(carrier, MayRepeat) and carrier.may_repeat(parcel)
        except Exception as error:
            _log_error("A carrier could not say whether it may be repeated", parcel, error)
            return False

    def _write_up(self, session: Session, delivery: Delivery | None, outcome: Outcome) -> None:
        if delivery is None:
            return
        needs_the_desk = isinstance(outcome, TryLater) and (
            outcome.lost or (outcome.is_fault and self._patience.tells_of_fault(delivery.faults))
        )
        if delivery.state not in _TOLD and not needs_the_desk:
            return
        try:
            self._on_settled(session, delivery, outcome)
            session.flush()
        except DBAPIError as error:
            if _passes(error):
                raise
            raise WriteUpFailed from error
        except Exception as error:
            raise WriteUpFailed from error

    def _written(
        self, parcel: Parcel, outcome: Outcome | None, write: Callable[[DatabaseSession], None]
    ) -> None:
        try:
            self._insistently(write)
        except WriteUpFailed as failure:
            _log_error(
                "What became of a delivery could not be written up", parcel, failure.__cause__
            )
            self._park(parcel, outcome)
        except Exception as error:
            # The lease runs out, then the platform is asked.
            _log_error("An outcome could not be stored", parcel, error)

    def _insistently(self, write: Callable[[DatabaseSession], None]) -> None:
        for pause_s in (*_RETRIES_S, None):
            try:
                with self._database.transaction() as session:
                    write(session)
                return
            except DBAPIError as error:
                if pause_s is None or not _passes(error):
                    raise
                _log.warning("The database did not take an outcome: %s", type(error).__name__)
                time.sleep(pause_s)

    def _park(self, parcel: Parcel, outcome: Outcome | None) -> None:
        """Record the truth without the write-up; the reconciler tries the write-up again."""

        def park(session: DatabaseSession) -> None:
            delivery = lock_delivery(
                session=session, delivery_id=parcel.id, lock_before=self._lock_before
            )
            if delivery is None or delivery.attempt != parcel.attempt:
                return
            if delivery.state is DeliveryState.SENDING:
                mark_in_doubt(
                    delivery=delivery,
                    reason="It could not be written up; this is tried again.",
                    now=self._database.now(session),
                    patience=self._patience,
                )
            if isinstance(outcome, Receipt):
                delivery.keep_receipt(outcome)
            session.add(delivery)

        try:
            self._insistently(park)
        except DBAPIError as error:
            _log_error("An outcome could not be stored", parcel, error)


def _as_outcome(delivery: Delivery) -> Outcome:
    if delivery.state is DeliveryState.SENT and delivery.receipt is not None:
        return delivery.receipt
    return Uncertain(delivery.error or "")


def _passes(error: BaseException) -> bool:
    """Whether trying again may help: a lost connection, a deadlock, a database starting up."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, NoConnection)
    return error.connection_invalidated or isinstance(error, OperationalError)


def _log_error(what: str, parcel: Parcel, error: BaseException | None) -> None:
    """Where it happened and what kind of error, without its text, which may quote a customer."""
    where = "".join(traceback.format_tb(error.__traceback__)) if error else ""
    _log.error("%s: delivery %s, %s\n%s", what, parcel.id, type(error).__name__, where)
