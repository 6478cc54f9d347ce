"""Reading the secure chats of a case. The one place that says which is open."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from bot.domain.records.answers.reply import Reply
from bot.domain.records.chat import (
    ChatInvitation,
    ChatNudge,
    ChatSession,
    ChatWord,
    Nudge,
)
from bot.domain.records.trail.verbs import Trail
from bot.storage.cases.merges import merged_into
from bot.storage.engine import announce
from bot.storage.known_rows import has_none

TOPIC = "chat:{}"  # what a change in a chat announces, with the invitation's number
_SHOWN_ON_THE_PAGE = frozenset(  # whom one talks to, and whether it goes on
    {
        Trail.CLAIM,
        Trail.RELEASE,
        Trail.HAND_OVER,
        Trail.RESOLVED,
        Trail.NOT_ACTIONABLE,
        Trail.REOPEN,
        Trail.CLOSED,
        Trail.MERGED,
        Trail.UNMERGED,
        Trail.TOOK_OVER,
        Trail.GAVE_BACK,
    }
)


def wake_pages(*, session: Session, case_id: int, after: Trail) -> None:
    """Wake the pages of the case's open chats, and of what went into it, if they show what changed."""
    if after not in _SHOWN_ON_THE_PAGE:
        return
    query = select(ChatInvitation.id).where(
        col(ChatInvitation.case_id).in_([case_id, *merged_into(session=session, case_id=case_id)]),
        col(ChatInvitation.revoked_at).is_(None),
        col(ChatInvitation.ended_at).is_(None),
    )
    for invitation_id in session.exec(query):
        announce(session, TOPIC.format(invitation_id))


def newest(*, session: Session, case_id: int) -> ChatInvitation | None:
    """The case's latest invitation, however it stands."""
    return newest_of(session=session, case_ids=[case_id])


def newest_of(*, session: Session, case_ids: Sequence[int]) -> ChatInvitation | None:
    """The same of several cases that are one."""
    if all(has_none(session, ChatInvitation, number) for number in case_ids):
        return None
    query = select(ChatInvitation).where(col(ChatInvitation.case_id).in_(case_ids))
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
    return _nudge(session, what, col(ChatInvitation.case_id).in_(case_ids))


def nudge_of(*, session: Session, invitation_id: int, what: Nudge) -> ChatNudge | None:
    """The same of one chat."""
    return _nudge(session, what, col(ChatInvitation.id) == invitation_id)


def _nudge(session: Session, what: Nudge, which: ColumnElement[bool]) -> ChatNudge | None:
    query = (
        select(ChatNudge)
        .join(ChatInvitation, col(ChatInvitation.id) == col(ChatNudge.invitation_id))
        .join(Reply, col(Reply.id) == col(ChatNudge.reply_id))
        .where(
            which,
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


def told_while_away(*, session: Session, invitation_id: int) -> ChatNudge | None:
    """By what the customer was told that an answer waits, if they have given no sign since."""
    told = nudge_of(session=session, invitation_id=invitation_id, what=Nudge.ANSWER_WAITS)
    sign = last_sign_of(session=session, invitation_id=invitation_id)
    return None if told is None or (sign is not None and told.made_at <= sign) else told


def last_asked(*, session: Session, invitation_id: int) -> datetime | None:
    """When a page of somebody who proved to be the customer asked for anything last."""
    query = select(func.max(ChatSession.seen_at)).where(
        ChatSession.invitation_id == invitation_id, col(ChatSession.unlocked_at).is_not(None)
    )
    return session.exec(query).one()


def shown_at(*, session: Session, reply_id: int) -> datetime | None:
    """When the customer's page showed this answer."""
    return session.exec(select(ChatWord.seen_at).where(ChatWord.reply_id == reply_id)).first()


def was_answered(*, session: Session, invitation_id: int) -> bool:
    """Whether staff have said anything in this chat."""
    query = select(ChatWord.id).where(
        ChatWord.invitation_id == invitation_id, col(ChatWord.reply_id).is_not(None)
    )
    return session.exec(query.limit(1)).first() is not None


def was_begun(*, session: Session, invitation_id: int) -> bool:
    """Whether anybody has said anything in this chat."""
    query = select(ChatWord.id).where(ChatWord.invitation_id == invitation_id)
    return session.exec(query.limit(1)).first() is not None
