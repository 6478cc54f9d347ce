"""Reading the signals of cases."""

from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from bot.domain.records.cases.case import Case
from bot.domain.records.cases.case_signal import CaseSignal
from bot.storage.cases.merges import gathered
from bot.storage.figures.conditions import in_scope, within
from bot.storage.figures.figure_rows import Scope
from bot.storage.known_rows import has_none, written


def standing(*, session: Session, case_id: int) -> list[CaseSignal]:
    """The signals of a case, and of those that go on in it, that nobody took back, the oldest first."""
    cases = gathered(session=session, case_id=case_id)
    if all(has_none(session, CaseSignal, number) for number in cases):
        return []
    if len(cases) == 1 and (own := written(session, CaseSignal, case_id)) is not None:
        return [one for one in own if one.taken_back_at is None]
    query = select(CaseSignal).where(
        col(CaseSignal.case_id).in_(cases),
        col(CaseSignal.taken_back_at).is_(None),
    )
    return list(session.exec(query.order_by(col(CaseSignal.id))))


def has_signal() -> ColumnElement[bool]:
    """A condition on cases: one of its own stands."""
    heard = select(CaseSignal.case_id).where(col(CaseSignal.taken_back_at).is_(None))
    return col(Case.id).in_(heard)


def of_message(*, session: Session, message_id: int) -> list[CaseSignal]:
    """Every signal of a message, those that were taken back too."""
    query = select(CaseSignal).where(CaseSignal.message_id == message_id)
    return list(session.exec(query.order_by(col(CaseSignal.id))))


def were_taken_back(*, session: Session, case_id: int, since: datetime) -> bool:
    """Whether a person said since then of signals of this case that they were none."""
    query = select(CaseSignal.id).where(
        CaseSignal.case_id == case_id, col(CaseSignal.taken_back_at) >= since
    )
    return session.exec(query.limit(1)).first() is not None


def counts(
    *, session: Session, start: datetime, end: datetime, scope: Scope
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
        .where(within(col(CaseSignal.found_at), start, end), *in_scope(scope))
        .group_by(col(CaseSignal.title))
        .order_by(col(CaseSignal.title))
    )
    return [(title, heard, taken) for title, heard, taken in session.exec(query)]
