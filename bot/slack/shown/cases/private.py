"""How a case's private talk and its public side hang together, as a headline shows it. No words."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.message import Direction, Message
from bot.slack.api.names import Names
from bot.slack.shown.cases.may_have import PRIVATE_WORD
from bot.slack.views.models import TalkShown
from bot.storage.cases.case_threads import CaseThreads
from bot.storage.cases.merges import same_voice
from bot.storage.known_rows import looked_none


def talk_shown(
    *,
    session: Session,
    case: Case,
    surface: Surface,
    threads: CaseThreads,
    names: Names,
    posts: Sequence[Message],
) -> TalkShown:
    """How the case's private talk and its public side hang together; ``surface``: whose words are drawn,
    which are ``posts``."""
    window_h = names.windows.get(case.channel)
    other = Surface.PRIVATE if surface == Surface.PUBLIC else Surface.PUBLIC
    spoke_at = _last_private_word(session, case)
    post = next(iter(posts), None)
    if surface != Surface.PUBLIC:
        post = _first_public_post(session, case)
    has_private = spoke_at is not None or threads.current(Surface.PRIVATE) is not None
    return TalkShown(
        surface=surface,
        has_private=has_private,
        is_private_only=spoke_at is not None and post is None,
        has_public=surface == Surface.PRIVATE and _stands_in_public(session, case),
        other_thread_link=names.thread_link(threads.current(other)),
        post_link=post.permalink if post is not None and post.deleted_at is None else "",
        until=spoke_at + timedelta(hours=window_h) if spoke_at and window_h else None,
    )


def _last_private_word(session: Session, case: Case) -> datetime | None:
    if looked_none(session, PRIVATE_WORD, case.number):
        return None
    query = select(func.max(Message.posted_at)).where(
        Message.case_id == case.number,
        Message.surface == Surface.PRIVATE,
        Message.direction == Direction.INBOUND,
        Message.channel == case.channel,
    )
    return session.exec(query).one()


def _first_public_post(session: Session, case: Case) -> Message | None:
    query = select(Message).where(
        Message.case_id == case.number,
        Message.surface == Surface.PUBLIC,
        Message.direction == Direction.INBOUND,
    )
    return session.exec(query.order_by(col(Message.posted_at), col(Message.id))).first()


def _stands_in_public(session: Session, case: Case) -> bool:
    """Whether an answer in public would have a post to stand under; asked as the answer form does."""
    query = select(Message.id).where(
        col(Message.case_id).in_(same_voice(session=session, case=case)),
        Message.surface == Surface.PUBLIC,
        Message.direction == Direction.INBOUND,
        col(Message.deleted_at).is_(None),
    )
    return session.exec(query.limit(1)).first() is not None
