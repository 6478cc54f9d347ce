"""How much was set aside because its author is blocked: counted, so that nobody forgets it is there."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.domain.records.messages.blocked_post import BlockedPost
from bot.storage.figures.figure_rows import Scope


def set_aside(*, session: Session, start: datetime, end: datetime, scope: Scope) -> int:
    """The posts that reached us in this time and were set aside, of these brands."""
    query = select(func.count()).where(
        col(BlockedPost.received_at) >= start, col(BlockedPost.received_at) < end
    )
    if scope.brands:
        query = query.where(col(BlockedPost.brand).in_(scope.brands))
    return session.scalar(query) or 0
