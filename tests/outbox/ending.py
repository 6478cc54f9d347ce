"""One delivery sent without a relay: for tests that ask only what follows from its outcome."""

from datetime import datetime

from sqlmodel import Session

from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.outcome import Outcome
from bot.outbox.patience import Patience
from bot.outbox.settle import settle


def ended(session: Session, delivery: Delivery, outcome: Outcome, *, now: datetime) -> Delivery:
    """It is sent and ends with this outcome, as the relay does it; the settled row."""
    row = session.get_one(Delivery, delivery.id)
    row.state, row.attempt = DeliveryState.SENDING, row.attempt + 1
    row.intent_at = row.lease_until = now
    session.add(row)
    session.flush()
    done = settle(
        session=session,
        delivery_id=row.pk,
        case_id=row.case_id,
        attempt=row.attempt,
        outcome=outcome,
        now=now,
        patience=Patience(),
    )
    assert done is not None
    return done
