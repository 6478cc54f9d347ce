"""Reading the secure chats of a case. The one place that says which is open."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.domain.records.chat import ChatInvitation
from bot.domain.records.reply import Reply

TOPIC = "chat:{}"  # what a change in a chat announces, with the invitation's number


def newest(*, session: Session, case_id: int) -> ChatInvitation | None:
    """The case's latest invitation, however it stands."""
    query = select(ChatInvitation).where(ChatInvitation.case_id == case_id)
    return session.exec(query.order_by(col(ChatInvitation.id).desc()).limit(1)).first()


def open_of(*, session: Session, case_id: int, now: datetime) -> ChatInvitation | None:
    """The invitation by which the customer may come, or has come: not ended, and not one that never went out."""
    found = newest(session=session, case_id=case_id)
    if found is None or not found.is_open_at(now):
        return None
    reply = session.get(Reply, found.reply_id) if found.reply_id else None
    return None if reply is not None and never_went_out(reply) else found


def never_went_out(reply: Reply) -> bool:
    """Whether the message that carries the link was taken back or refused."""
    return bool(reply.withdrawn_at or reply.refused_at)


def talking(*, session: Session, case_id: int, now: datetime) -> ChatInvitation | None:
    """The chat in which the customer can be answered now: they came, and it has not ended."""
    found = newest(session=session, case_id=case_id)
    if found is None or found.arrived_at is None or not found.is_open_at(now):
        return None
    return found
