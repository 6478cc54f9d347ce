"""The time stamps on seals, as they are kept; ``stamping`` asks for them and checks them."""

from collections.abc import Collection, Sequence

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


def beside(*, session: Session, numbers: Collection[int]) -> Sequence[RecordStamp]:
    """Every stamp on another seal than these, oldest first."""
    known = set(session.exec(select(RecordStamp.number))) - set(numbers)
    return [session.get_one(RecordStamp, number) for number in sorted(known)]
