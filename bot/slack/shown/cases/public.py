"""What of a case stands in public: our answers and the customer's posts, removed and hidden ones too."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlmodel import Session, col

from bot.domain.records.answers.moderation import Act
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Surface
from bot.domain.records.messages.message import Direction, Message
from bot.slack.views.models import PostsShown
from bot.storage.messages.public_posts import can_be_done_to


def public_posts(
    *, session: Session, case_id: int, can_remove_answers: bool, can_hide: bool
) -> PostsShown:
    """Counted from the messages of the case. What the channel cannot do can be done to none."""
    offered: list[int]
    standing, answers, answers_removed, hidden_posts, *offered = session.execute(
        _QUERY, {"case": case_id}
    ).one()
    can = dict(zip(Act, offered, strict=True))
    return PostsShown(
        standing=standing,
        answers=answers,
        answers_removed=answers_removed,
        hidden=hidden_posts,
        can_be_removed=can[Act.REMOVE_ANSWER] if can_remove_answers else 0,
        can_be_hidden=can[Act.HIDE] if can_hide else 0,
        can_be_shown_again=can[Act.UNHIDE] if can_hide else 0,
    )


def _count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(col(Message.id)).filter(and_(*conditions))


def _query() -> Select[*tuple[Any, ...]]:
    ours = col(Message.direction) == Direction.OUTBOUND
    removed, hidden = col(Message.deleted_at).is_not(None), col(Message.hidden_at).is_not(None)
    return select(
        _count(~ours, ~removed),
        _count(ours, ~removed),
        _count(ours, removed),
        _count(~ours, ~removed, hidden),
        *(_count(*can_be_done_to(act)) for act in Act),
    ).where(
        col(Message.case_id) == bindparam("case"),
        col(Message.surface) == Surface.PUBLIC,
        or_(col(Message.purpose).is_(None), col(Message.purpose) != Purpose.NOTHING),
    )


_QUERY = _query()  # built once
