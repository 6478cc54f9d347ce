"""A Slack that only notes when each word came, behind the real relay."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlmodel import Session, update

from bot.outbox.delivery import Delivery, DeliveryState, Lane
from bot.outbox.outcome import Outcome, Parcel, Receipt
from bot.outbox.relay import Relay
from bot.storage.engine import Database


class Slack:
    """Takes 20 ms for a call, as Slack's own does at best, and notes when each word came."""

    def __init__(self) -> None:
        self.came: dict[str, datetime] = {}
        self._more = threading.Condition()

    def send(self, parcel: Parcel) -> Outcome:
        """Note the arrival, then answer."""
        time.sleep(0.02)
        with self._more:
            self.came[parcel.dedupe_key] = datetime.now(UTC)
            self._more.notify_all()
        return Receipt(parcel.dedupe_key)

    def look_for(self, parcel: Parcel) -> list[Receipt]:
        """Nothing is ever in doubt here."""
        return []

    def wait_for(self, keys: Sequence[str]) -> None:
        """Until all of these have come."""
        with self._more:
            if not self._more.wait_for(lambda: self.came.keys() >= set(keys), 120):
                raise RuntimeError("Not all of it reached Slack.")


@contextmanager
def relaying(database: Database, slack: Slack) -> Iterator[None]:
    """The real relay with as many senders as the worker has; lanes without their pace.

    Slack itself allows one message a second in a channel. That wait is the same whatever we do, so it
    is left out here; it is what bundles are for.
    """

    def nothing(_session: Session, _delivery: Delivery, _outcome: Outcome) -> None:
        pass

    with database.transaction() as session:
        before = update(Delivery).values(state=DeliveryState.CANCELLED, wait_for=None)
        session.connection().execute(before)
        session.connection().execute(update(Lane).values(interval_s=0.0))
    kinds = ("alert_bundle", "alert", "redraw", "headline", "notice")
    carriers = {f"slack.{kind}": slack for kind in kinds}
    relay = Relay(database, carriers, nothing, pools={"slack": 2})
    relay.start()
    yield
    relay.stop(60)
