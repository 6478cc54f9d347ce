"""The alarms that stand, for metrics and the status."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from bot.domain.records.alarm import Alarm, AlarmKind


def standing(*, session: Session) -> Sequence[Alarm]:
    """Every alarm that is not over, the oldest first; of the kinds that this release knows.

    One that a newer release raised, before it was rolled back, is left to that one.
    """
    query = select(Alarm).where(
        col(Alarm.cleared_at).is_(None), col(Alarm.kind).in_(list(AlarmKind))
    )
    return session.exec(query.order_by(col(Alarm.id))).all()
