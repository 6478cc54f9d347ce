"""Reading what is kept back of blocked authors."""

from sqlalchemy import ColumnElement, and_, func
from sqlmodel import Session, col, select

from bot.domain.records.messages.blocked_post import BlockedPost


def kept_of(*, session: Session, author_id: int) -> list[BlockedPost]:
    """The author's posts that stand on the platform and are in no case, oldest first."""
    query = select(BlockedPost).where(_kept(author_id))
    return list(session.exec(query.order_by(col(BlockedPost.posted_at), col(BlockedPost.id))))


def count_kept(*, session: Session, author_id: int) -> int:
    """How many these are."""
    return (
        session.scalar(select(func.count()).select_from(BlockedPost).where(_kept(author_id))) or 0
    )


def _kept(author_id: int) -> ColumnElement[bool]:
    return and_(
        col(BlockedPost.author_id) == author_id,
        col(BlockedPost.taken_in_at).is_(None),
        col(BlockedPost.deleted_at).is_(None),
    )
