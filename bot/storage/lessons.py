"""Reading what people said of cases for the business: the marks that stand, and how far it has come with each cause."""

from sqlmodel import Session, col, select

from bot.domain.lessons.case_mark import CaseMark, MarkKind
from bot.storage.known_rows import has_none


def standing(*, session: Session, case_id: int) -> dict[MarkKind, CaseMark]:
    """The marks that a case carries."""
    if has_none(session, CaseMark, case_id):
        return {}
    query = select(CaseMark).where(
        CaseMark.case_id == case_id, col(CaseMark.withdrawn_at).is_(None)
    )
    return {mark.kind: mark for mark in session.exec(query)}
