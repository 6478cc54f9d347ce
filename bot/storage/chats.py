"""Reading the secure chats of a case. The one place that says which is open."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.domain.records.chat import (
    ChatInvitation,
    ChatNudge,
    ChatSession,
    ChatWord,
    Nudge,
)
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


def nudge(*, session: Session, case_ids: Sequence[int], what: Nudge) -> ChatNudge | None:
    """The latest of this kind in these cases that went out, or is on its way."""
    query = (
        select(ChatNudge)
        .join(ChatInvitation, col(ChatInvitation.id) == col(ChatNudge.invitation_id))
        .join(Reply, col(Reply.id) == col(ChatNudge.reply_id))
        .where(
            col(ChatInvitation.case_id).in_(case_ids),
            ChatNudge.what == what,
            col(Reply.withdrawn_at).is_(None),
            col(Reply.refused_at).is_(None),
        )
    )
    return session.exec(query.order_by(col(ChatNudge.id).desc()).limit(1)).first()


def first_unseen(*, session: Session, invitation_id: int) -> ChatWord | None:
    """The oldest word of staff that the customer's page has not shown."""
    query = select(ChatWord).where(
        ChatWord.invitation_id == invitation_id,
        col(ChatWord.reply_id).is_not(None),
        col(ChatWord.seen_at).is_(None),
    )
    return session.exec(query.order_by(col(ChatWord.id)).limit(1)).first()


def last_sign_of(*, session: Session, invitation_id: int) -> datetime | None:
    """When the customer last did something in the chat: came in, wrote, or looked at what was said."""
    asked = (
        select(func.max(ChatSession.unlocked_at)).where(ChatSession.invitation_id == invitation_id),
        select(func.max(ChatWord.seen_at)).where(ChatWord.invitation_id == invitation_id),
        select(func.max(ChatWord.at)).where(
            ChatWord.invitation_id == invitation_id, col(ChatWord.message_id).is_not(None)
        ),
    )
    signs = (session.exec(query).one() for query in asked)
    return max(filter(None, signs), default=None)


def last_asked(*, session: Session, invitation_id: int) -> datetime | None:
    """When a page of somebody who proved to be the customer asked for anything last."""
    query = select(func.max(ChatSession.seen_at)).where(
        ChatSession.invitation_id == invitation_id, col(ChatSession.unlocked_at).is_not(None)
    )
    return session.exec(query).one()


def shown_at(*, session: Session, reply_id: int) -> datetime | None:
    """When the customer's page showed this answer."""
    return session.exec(select(ChatWord.seen_at).where(ChatWord.reply_id == reply_id)).first()
