"""The time stamps on seals, as they are kept; ``stamping`` asks for them and checks them."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from bot.domain.records.trail.record_stamp import RecordStamp


def add(*, session: Session, stamp: RecordStamp) -> None:
    """Keep it; nothing where another worker was first."""
    if session.get(RecordStamp, stamp.number) is None:
        session.add(stamp)


def after(*, session: Session, number: int) -> Sequence[RecordStamp]:
    """Every stamp on a younger seal than this, oldest first."""
    query = select(RecordStamp).where(RecordStamp.number > number)
    return session.exec(query.order_by(col(RecordStamp.number))).all()
