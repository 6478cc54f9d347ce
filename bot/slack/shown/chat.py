"""How the secure chat of a case stands, as its headline and its menu show it."""

from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot import clock
from bot.domain.records.case import Case
from bot.domain.records.chat import ChatInvitation, ChatSession
from bot.domain.records.reply import Reply
from bot.slack.views.models import ChatShown, ChatStands
from bot.storage import chats

_THERE = timedelta(minutes=2)  # since the page was heard of last


def chat_shown(*, session: Session, case: Case, is_offered: bool) -> ChatShown:
    """How it stands now; nothing where the bank has no secure chat (``is_offered``)."""
    if not is_offered:
        return ChatShown()
    now = clock.now()
    found = chats.newest(session=session, case_id=case.number)
    reply = session.get(Reply, found.reply_id) if found is not None and found.reply_id else None
    if found is None or (reply is not None and chats.never_went_out(reply)):
        return ChatShown(can_invite=case.is_open)
    stands, at = _stands(session, found, reply, now=now)
    is_open = found.is_open_at(now)
    return ChatShown(
        stands=stands,
        at=at,
        can_invite=case.is_open and not is_open,
        can_revoke=is_open,
    )


def _stands(
    session: Session, found: ChatInvitation, reply: Reply | None, *, now: datetime
) -> tuple[ChatStands, datetime]:
    ended = found.revoked_at or found.ended_at
    if found.arrived_at is None and not found.is_open_at(now):
        return ChatStands.NEVER_CAME, ended or found.expires_at
    if not found.is_open_at(now):
        return ChatStands.ENDED, ended or found.expires_at
    if found.arrived_at is None:
        waits = reply is not None and reply.published_at is None
        return (ChatStands.ON_ITS_WAY if waits else ChatStands.INVITED), found.made_at
    last = _last_there(session, found) or found.arrived_at
    return (ChatStands.TALKING if now - last < _THERE else ChatStands.IDLE), last


def _last_there(session: Session, found: ChatInvitation) -> datetime | None:
    query = select(func.max(ChatSession.seen_at)).where(
        ChatSession.invitation_id == found.id, col(ChatSession.unlocked_at).is_not(None)
    )
    return session.exec(query).one()
