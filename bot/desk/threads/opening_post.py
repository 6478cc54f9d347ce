"""Until a colleague acts on a case, Earshot says in its thread what it has to say in one post.

What comes to be said later is added to that post, which waits to be sent or is drawn anew.
"""

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.domain.records.cases.case import CaseThread
from bot.domain.records.cases.note import Note
from bot.domain.records.staff import Actor, ActorKind
from bot.domain.records.trail.audit import AuditEntry
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.kinds import DeliveryKind, EventPayload

_MOST = 5  # more things in one post
# What Earshot says by itself before anybody at the bank has done anything.
_OPENING = frozenset(
    {
        "signal",
        "priority",
        "handled_before",
        "private_thread",
        "private_beside",
        "public_beside",
        "private_word",
        "post_kept_back",
    }
)
_MOVED = "headline_lost"  # what was said before stands in a thread that is gone


def add(
    desk: Desk, *, thread: CaseThread, payload: EventPayload, fact: str, by: Actor
) -> Delivery | None:
    """Lock the post that the thread begins with, add this to it and return it; None where this has to be a
    post of its own."""
    if by.kind not in {ActorKind.SYSTEM, ActorKind.CUSTOMER} or payload.template not in _OPENING:
        return None
    first = _first(desk, thread)
    if first is None or _somebody_acted(desk, thread):
        return None
    told = EventPayload.read(first.payload)
    also = list(told.details.get("also", ()))
    if fact not in {first.dedupe_key, *(each.get("fact") for each in also)}:
        if len(also) >= _MOST:
            return None
        also.append({**payload.stored(), "fact": fact})
        first.payload = {**first.payload, "also": also}
        desk.session.add(first)
    return first


def _first(desk: Desk, thread: CaseThread) -> Delivery | None:
    """The first post of the thread, if more can be said in it: not while it is on its way."""
    desk.session.flush()
    of_case = select(Delivery).where(
        Delivery.case_id == thread.case_id, Delivery.kind == DeliveryKind.EVENT
    )
    rows = desk.session.exec(of_case.order_by(col(Delivery.id))).all()
    told = [(row, EventPayload.read(row.payload)) for row in rows]
    here = [(row, one) for row, one in told if one.thread_id == thread.id]
    if not here or any(one.template == _MOVED for _, one in here):
        return None
    first = here[0][0]
    if first.state is DeliveryState.READY:
        still = of_case.where(Delivery.id == first.id, Delivery.state == DeliveryState.READY)
        return desk.session.exec(still.with_for_update()).first()
    return first if first.state is DeliveryState.SENT else None


def _somebody_acted(desk: Desk, thread: CaseThread) -> bool:
    acted = select(AuditEntry.id).where(
        AuditEntry.case_id == thread.case_id, AuditEntry.actor_kind == ActorKind.STAFF
    )
    noted = select(Note.id).where(Note.case_id == thread.case_id)
    return any(desk.session.exec(one.limit(1)).first() is not None for one in (acted, noted))
