"""Which of our answers are gone while no other stands, and nobody has decided what that means."""

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, select

from bot.domain.records.answers.answer_removal import AnswerRemoval
from bot.domain.records.cases.case import Case
from bot.storage.known_rows import has_none


def undecided(*, session: Session, case_id: int) -> AnswerRemoval | None:
    """The newest of a case, locked; None where nothing is to be decided."""
    if has_none(session, AnswerRemoval, case_id):
        return None
    query = (
        select(AnswerRemoval)
        .where(AnswerRemoval.case_id == case_id, col(AnswerRemoval.decided_at).is_(None))
        .order_by(col(AnswerRemoval.id).desc())
        .with_for_update()
    )
    return session.exec(query).first()


def is_undecided() -> ColumnElement[bool]:
    """Whether a case's answer is gone, and nobody has decided."""
    return exists().where(
        col(AnswerRemoval.case_id) == col(Case.id), col(AnswerRemoval.decided_at).is_(None)
    )
