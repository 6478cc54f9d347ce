"""The rest of an answer that nobody sent: of two versions that ran at once the older knew of no further posts.

It sends the post that it finds as if that were the whole answer. What follows is enqueued by who looks here.
"""

from datetime import timedelta

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.answers import chains, published
from bot.desk.desk import Desk
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import CaseState
from bot.domain.records.messages.message import Message
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.kinds import DeliveryKind, ReplyPayload

_WITHIN = timedelta(days=1)


def found(desk: Desk) -> list[int]:
    """The deliveries of the last day that were sent and after which an answer stopped."""
    query = (
        select(Delivery)
        .join(Reply, col(Reply.case_id) == col(Delivery.case_id))
        .where(
            col(Reply.published_at) >= desk.now - _WITHIN,
            col(Reply.text).startswith("(1/"),
            Delivery.kind == DeliveryKind.REPLY,
        )
        .order_by(col(Delivery.id))
    )
    last: dict[int, Delivery] = {}
    for delivery in desk.session.exec(query):
        last[ReplyPayload.read(delivery.payload).reply_id] = delivery
    return [each.pk for each in last.values() if _stopped(desk, each)]


def catch_up(desk: Desk, *, delivery_id: int) -> None:
    """Write that post up and enqueue the one that follows; where the case has ended, a person is told."""
    delivery = desk.session.get_one(Delivery, delivery_id)
    post = ReplyPayload.read(delivery.payload)
    reply = desk.session.get_one(Reply, post.reply_id)
    case = case_access.lock_case(desk, case_id=reply.case_id)
    desk.session.refresh(delivery)
    receipt = delivery.receipt
    if receipt is None or not _stopped(desk, delivery):
        return
    ended = not case.is_open and case.state != CaseState.MERGED
    published.published(desk, case=case, reply=reply, receipt=receipt, post=post)
    chains.go_on(desk, case=case, reply=reply, delivery=delivery, receipt=receipt, ended=ended)


def _stopped(desk: Desk, delivery: Delivery) -> bool:
    """Not where a person's word is all there is: what follows waits until somebody has looked."""
    post = ReplyPayload.read(delivery.payload)
    if post.parts == 1 or delivery.state is not DeliveryState.SENT or delivery.decided_by:
        return False
    if post.part < post.parts:
        return True
    known = select(Message.id).where(
        Message.reply_id == post.reply_id, Message.external_id == delivery.reference
    )
    return desk.session.exec(known).first() is None
