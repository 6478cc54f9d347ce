"""Answers to a case that had gone into another one, published afterwards: they count there too."""

from sqlmodel import Session, col, select

from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.of_answers import AnswerFollowed
from bot.domain.records.trail.verbs import Trail


def followed_to(*, session: Session, case_id: int) -> list[AnswerFollowed]:
    """What of ours followed to this case, whatever it was for, the first first."""
    query = (
        select(AuditEntry.details)
        .where(AuditEntry.case_id == case_id, AuditEntry.verb == Trail.ANSWER_FOLLOWED)
        .order_by(col(AuditEntry.sequence))
    )
    return [AnswerFollowed.read(details) for details in session.exec(query)]
