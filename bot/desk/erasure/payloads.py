"""What deliveries carried: words and names go from them, that something was sent, and when, stays."""

from collections.abc import Collection
from typing import Any

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.domain.records.erased import erased
from bot.outbox.delivery import UNFINISHED, Delivery
from bot.outbox.kinds import DeliveryKind
from bot.storage.answers import approvals

_WORDS = frozenset({"text", "recipient", "customers", "explanation", "sentence"})
_TO_THE_OUTSIDE = (DeliveryKind.REPLY, DeliveryKind.MODERATION, DeliveryKind.LOOK)


def empty(desk: Desk, *, case_id: int) -> int:
    """Erase the words of everything that went out for this case; how many deliveries had any."""
    count = 0
    query = select(Delivery).where(Delivery.case_id == case_id).order_by(col(Delivery.id))
    for delivery in desk.session.exec(query).all():
        without = _without_words(delivery.payload)
        if without != delivery.payload:
            delivery.payload = without
            desk.session.add(delivery)
            count += 1
    return count


def unfinished(desk: Desk, *, case_ids: Collection[int]) -> set[int]:
    """Those of these cases of which something is still on its way to the customer, or in doubt, or waits
    for a second person."""
    query = select(Delivery.case_id).where(
        col(Delivery.case_id).in_(case_ids),
        col(Delivery.kind).in_(_TO_THE_OUTSIDE),
        col(Delivery.state).in_(UNFINISHED),
    )
    sent = {case_id for case_id in desk.session.exec(query) if case_id is not None}
    return sent | approvals.waiting_cases(session=desk.session, case_ids=case_ids)


def _without_words(told: Any) -> Any:
    if isinstance(told, dict):
        return {
            key: erased(value) if key in _WORDS else _without_words(value)
            for key, value in told.items()
        }
    return [_without_words(each) for each in told] if isinstance(told, list) else told
