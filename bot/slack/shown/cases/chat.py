"""How the secure chat of a case stands, as its headline and its menu show it."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot import clock
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.chat import ChatInvitation, Nudge
from bot.domain.records.messages.message import Direction, Message
from bot.slack.views.models import ChatShown, ChatStands
from bot.storage import chats
from bot.storage.cases.merges import same_voice

_THERE = timedelta(minutes=4)  # a timer has said so by then, unless nothing works


def chat_shown(*, session: Session, case: Case, is_offered: bool) -> ChatShown:
    """How it stands now; nothing where the bank has no secure chat (``is_offered``)."""
    if not is_offered:
        return ChatShown()
    now = clock.now()
    numbers = same_voice(session=session, case=case)
    found = chats.newest_of(session=session, case_ids=numbers)
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
        can_remind=case.is_open
        and stands is ChatStands.INVITED
        and not _was_reminded(session, found),
        can_tell=is_open and _waits(session, found),
        can_close=found.arrived_at is not None and _can_close(session, numbers),
        solved=found.solved,
        stars=found.stars,
    )


def _was_reminded(session: Session, found: ChatInvitation) -> bool:
    what = Nudge.REMINDER
    return chats.nudge_of(session=session, invitation_id=found.pk, what=what) is not None


def _waits(session: Session, found: ChatInvitation) -> bool:
    """Whether the customer has not seen an answer, and was not told so since they were there."""
    if chats.first_unseen(session=session, invitation_id=found.pk) is None:
        return False
    return chats.told_while_away(session=session, invitation_id=found.pk) is None


def _can_close(session: Session, numbers: list[int]) -> bool:
    """Whether a talk stands in public that has no closing line yet."""
    if chats.nudge(session=session, case_ids=numbers, what=Nudge.CLOSING_LINE) is not None:
        return False
    query = select(Message.id).where(
        col(Message.case_id).in_(numbers),
        Message.surface == Surface.PUBLIC,
        Message.direction == Direction.INBOUND,
        col(Message.deleted_at).is_(None),
    )
    return session.exec(query.limit(1)).first() is not None


def _stands(
    session: Session, found: ChatInvitation, reply: Reply | None, *, now: datetime
) -> tuple[ChatStands, datetime]:
    if found.revoked_at is not None:
        return ChatStands.REVOKED, found.revoked_at
    if not found.is_open_at(now):
        over = ChatStands.NEVER_CAME if found.arrived_at is None else ChatStands.ENDED
        return over, found.ended_at or found.expires_at
    if found.arrived_at is None:
        waits = reply is not None and reply.published_at is None
        return (ChatStands.ON_ITS_WAY if waits else ChatStands.INVITED), found.made_at
    last = chats.last_asked(session=session, invitation_id=found.pk) or found.arrived_at
    if found.away_since is not None:
        return ChatStands.IDLE, found.away_since
    if now - last >= _THERE:
        return ChatStands.IDLE, last
    is_talk = chats.was_begun(session=session, invitation_id=found.pk)
    return (ChatStands.TALKING if is_talk else ChatStands.ARRIVED), last
