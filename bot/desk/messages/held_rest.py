"""The rest of an answer in several posts is held: what was to follow is taken back, and a person is told."""

from typing import Unpack

from sqlalchemy import exists
from sqlmodel import col, or_, select, text

from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.records.answers.moderation import Act, Moderation
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.outbox.delivery import IS_UNFINISHED, Delivery
from bot.outbox.enqueue import cancel
from bot.outbox.kinds import DeliveryKind, EventDetails, ReplyPayload
from bot.storage.cases.case_threads import threads_of

HELD = "reply_rest_held"


def stop(desk: Desk, *, case: Case, reply: Reply, by: Actor) -> None:
    """Hold each later post that has not begun to go. The case is locked."""
    for delivery in posts_open(desk, reply=reply):
        if ReplyPayload.read(delivery.payload).part > 1:
            hold(desk, case=case, reply=reply, delivery=delivery, by=by)


def is_cut(desk: Desk, *, reply: Reply) -> bool:
    """Whether a post of the answer was deleted, or is being."""
    is_going = (
        col(Moderation.message_id) == col(Message.id),
        col(Moderation.act) == Act.REMOVE_ANSWER,
        col(Moderation.done_at).is_(None),
        col(Moderation.refused_at).is_(None),
    )
    query = select(Message.id).where(
        Message.reply_id == reply.id,
        or_(col(Message.deleted_at).is_not(None), exists().where(*is_going)),
    )
    return desk.session.exec(query).first() is not None


def hold(
    desk: Desk, *, case: Case, reply: Reply, delivery: Delivery, by: Actor, ended: bool = False
) -> None:
    """Take back a post that has not begun to go, and say so. ``ended``: the case was, before its turn."""
    if not cancel(session=desk.session, reason="held", delivery_id=delivery.pk):
        return
    told: EventDetails = {"ended": True} if ended else {"dropped": True}
    if is_cut(desk, reply=reply):
        told = {"deleted": True}
    tell_of(desk, case=case, reply=reply, template=HELD, delivery=delivery, by=by, **told)


def posts_open(desk: Desk, *, reply: Reply) -> list[Delivery]:
    """The posts of the answer that are on their way, or in question."""
    query = select(Delivery).where(
        Delivery.case_id == reply.case_id,
        Delivery.kind == DeliveryKind.REPLY,
        text(IS_UNFINISHED),
    )
    found = desk.session.exec(query.order_by(col(Delivery.id))).all()
    return [each for each in found if ReplyPayload.read(each.payload).reply_id == reply.id]


def tell_of(
    desk: Desk,
    *,
    case: Case,
    reply: Reply,
    template: str,
    delivery: Delivery,
    by: Actor | None = None,
    **details: Unpack[EventDetails],
) -> None:
    """Say in the thread what became of one post of an answer."""
    case.touch()
    desk.session.add(case)
    thread = threads_of(session=desk.session, case_id=case.number).current(reply.surface)
    if thread is not None:
        details["reply_id"] = reply.id
        details["delivery_id"] = delivery.id
        post = ReplyPayload.read(delivery.payload)
        if post.parts > 1:
            details["count"], details["posts"] = post.part, post.parts
        postings.event(
            desk,
            thread=thread,
            template=template,
            fact=_fact(reply, delivery),
            by=by or Actor.platform(case.channel),
            **details,
        )
    postings.redraw(desk, case=case)


def _fact(reply: Reply, delivery: Delivery) -> str:
    """Of each attempt at each post."""
    later = ReplyPayload.read(delivery.payload).part > 1
    return f"r{reply.id}:{delivery.attempt}" + (f":{delivery.id}" if later else "")
