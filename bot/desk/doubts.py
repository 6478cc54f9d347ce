"""A person's word on an answer nobody could find out about: it is there, send it again, or drop it."""

from typing import Literal

from bot.desk import receipts
from bot.desk.desk import Desk, DeskError
from bot.domain.staff import Actor
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.outcome import Receipt, Uncertain
from bot.outbox.reconcile import resolve_ask
from bot.storage import audit

Decision = Literal["it_is_there", "send_again", "drop"]


class NoDoubt(DeskError):
    """Somebody has settled it already."""

    def __init__(self) -> None:
        super().__init__("This was settled a moment ago; the thread says how.")


def settle(
    desk: Desk, *, delivery_id: int, decision: Decision, by: Actor, link: str = ""
) -> None:
    """Act on the person's word and write down that it was theirs. Raises NoDoubt."""
    delivery = desk.session.get(Delivery, delivery_id)
    if delivery is None or delivery.state != DeliveryState.ASK:
        raise NoDoubt
    reference = link.rstrip("/").rsplit("/", 1)[-1] if link else f"told:{delivery_id}"
    resolve_ask(
        session=desk.session,
        delivery_id=delivery_id,
        decision=decision,
        reference=reference if decision == "it_is_there" else None,
        actor=str(by),
    )
    if delivery.case_id is not None:
        audit.record(
            session=desk.session,
            case_id=delivery.case_id,
            actor=by,
            verb=f"doubt_{decision}",
            details={"delivery": delivery_id, "reference": reference},
            at=desk.now,
        )
    desk.session.refresh(delivery)
    if decision == "it_is_there":
        receipt = Receipt(reference=reference, at=None, permalink=link or None)
        receipts.settled(desk, delivery=delivery, outcome=receipt)
    elif decision == "drop":
        receipts.settled(desk, delivery=delivery, outcome=Uncertain(reason="dropped by a person"))
