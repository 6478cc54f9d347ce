"""Reading the signals of cases."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, func, select

from bot.domain.records.case import Case
from bot.domain.records.case_signal import CaseSignal


def standing(*, session: Session, case_id: int) -> list[CaseSignal]:
    """The signals of a case that nobody took back, the oldest first."""
    query = select(CaseSignal).where(
        CaseSignal.case_id == case_id, col(CaseSignal.taken_back_at).is_(None)
    )
    return list(session.exec(query.order_by(col(CaseSignal.id))))


def of_message(*, session: Session, message_id: int) -> list[CaseSignal]:
    """Every signal of a message, those that were taken back too."""
    query = select(CaseSignal).where(CaseSignal.message_id == message_id)
    return list(session.exec(query.order_by(col(CaseSignal.id))))


def counts(
    *, session: Session, start: datetime, end: datetime, brands: Collection[str] = ()
) -> list[tuple[str, int, int]]:
    """By title of a signal heard in this time: in how many cases, and in how many a person took it back."""
    query = (
        select(
            CaseSignal.title,
            func.count(func.distinct(CaseSignal.case_id)),
            func.count(func.distinct(CaseSignal.case_id)).filter(
                col(CaseSignal.taken_back_at).is_not(None)
            ),
        )
        .join(Case, col(Case.id) == col(CaseSignal.case_id))
        .where(col(CaseSignal.found_at) >= start, col(CaseSignal.found_at) < end)
        .group_by(col(CaseSignal.title))
        .order_by(col(CaseSignal.title))
    )
    if brands:
        query = query.where(col(Case.brand).in_(brands))
    return [(title, heard, taken) for title, heard, taken in session.exec(query)]
