"""The alarms that stand, for metrics and the status."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from bot.domain.records.alarm import Alarm


def standing(*, session: Session) -> Sequence[Alarm]:
    """Every alarm that is not over, the oldest first."""
    query = select(Alarm).where(col(Alarm.cleared_at).is_(None)).order_by(col(Alarm.id))
    return session.exec(query).all()
