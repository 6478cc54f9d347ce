"""How a case's private talk and its public side hang together, as a headline shows it. No words."""

from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.domain.records.case import Case, CaseThread, Surface
from bot.domain.records.message import Direction, Message
from bot.slack.views.models import TalkShown


def talk_shown(
    *,
    session: Session,
    case: Case,
    surface: Surface,
    threads: dict[Surface, str],
    window_h: float | None,
) -> TalkShown:
    """``threads``: the links of the case's threads; ``window_h``: the platform's private window."""
    other = Surface.PRIVATE if surface == Surface.PUBLIC else Surface.PUBLIC
    spoke_at = _last_private_word(session, case)
    post = _first_public_post(session, case)
    has_private = spoke_at is not None or _has_private_thread(session, case)
    return TalkShown(
        surface=surface,
        has_private=has_private,
        is_private_only=spoke_at is not None and post is None,
        other_thread_link=threads.get(other, ""),
        post_link=post.permalink if post is not None and post.deleted_at is None else "",
        until=spoke_at + timedelta(hours=window_h) if spoke_at and window_h else None,
    )


def _last_private_word(session: Session, case: Case) -> datetime | None:
    query = select(func.max(Message.posted_at)).where(
        Message.case_id == case.number,
        Message.surface == Surface.PRIVATE,
        Message.direction == Direction.INBOUND,
    )
    return session.exec(query).one()


def _first_public_post(session: Session, case: Case) -> Message | None:
    query = select(Message).where(
        Message.case_id == case.number,
        Message.surface == Surface.PUBLIC,
        Message.direction == Direction.INBOUND,
    )
    return session.exec(query.order_by(col(Message.posted_at), col(Message.id))).first()


def _has_private_thread(session: Session, case: Case) -> bool:
    query = select(CaseThread.id).where(
        CaseThread.case_id == case.number, CaseThread.surface == Surface.PRIVATE
    )
    return session.exec(query).first() is not None
