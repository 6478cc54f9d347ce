"""The one post of an answer in its thread: drawn anew as the answer goes on, so that it is told once.

What somebody must hear of (a refusal, a doubt) is a post of its own, and so is what ends it after that.
"""

from typing import Unpack

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case, CaseThread
from bot.domain.records.staff import Actor
from bot.domain.rules.event_rules import SILENT, THREAD
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.keys import thread_order
from bot.outbox.kinds import DeliveryKind, EventDetails, EventPayload

_QUEUED = "reply_queued"
_NEVER_THERE = (DeliveryState.FAILED, DeliveryState.CANCELLED)


def tell_end(
    desk: Desk,
    *,
    case: Case,
    thread: CaseThread,
    reply: Reply,
    template: str,
    by: Actor,
    **details: Unpack[EventDetails],
) -> None:
    """Say how the answer ended: in its own post where that was the last word on it, else in a new one."""
    desk.session.flush()
    post = _its_post(desk, thread=thread, reply=reply)
    if post is not None:
        channel = thread.slack_channel
        postings.requote_one(desk, quote=post, case=case, slack_channel=channel)
        if desk.rules.events.place(template) in (THREAD, SILENT):
            return
    details["reply_id"] = reply.id
    postings.event(desk, thread=thread, template=template, fact=f"r{reply.id}", by=by, **details)


def draw(desk: Desk, *, case: Case, thread: CaseThread, reply: Reply) -> None:
    """Draw it anew as far as the answer has come, where it is the last word on it."""
    desk.session.flush()
    post = _its_post(desk, thread=thread, reply=reply)
    if post is not None:
        postings.requote_one(desk, quote=post, case=case, slack_channel=thread.slack_channel)


def _its_post(desk: Desk, *, thread: CaseThread, reply: Reply) -> Delivery | None:
    query = select(Delivery).where(
        Delivery.ordering_key == thread_order(thread.id),
        Delivery.kind == DeliveryKind.EVENT,
        col(Delivery.state).not_in(_NEVER_THERE),
    )
    for delivery in desk.session.exec(query.order_by(col(Delivery.id).desc())):
        told = EventPayload.read(delivery.payload)
        if told.details.get("reply_id") == reply.id:
            return delivery if told.template == _QUEUED else None
    return None
