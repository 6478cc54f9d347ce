"""Reading what people said of cases for the business: the marks that stand, and how far it has come with each cause."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, func, select

from bot.domain.lessons.case_mark import CaseMark, MarkKind
from bot.domain.lessons.cause_step import CauseStep
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.surge import ASKED, QUEUED, SurgeAnswer, SurgeAnswerText
from bot.storage.known_rows import has_none

_TOLD_MOST = 1000


def standing(*, session: Session, case_id: int) -> dict[MarkKind, CaseMark]:
    """The marks that a case carries."""
    if has_none(session, CaseMark, case_id):
        return {}
    query = select(CaseMark).where(
        CaseMark.case_id == case_id, col(CaseMark.withdrawn_at).is_(None)
    )
    return {mark.kind: mark for mark in session.exec(query)}


def newest_steps(*, session: Session, cause: str = "") -> dict[str, CauseStep]:
    """The step that stands of each cause, or of one."""
    newest = select(func.max(CauseStep.id)).group_by(col(CauseStep.cause))
    if cause:
        newest = newest.where(CauseStep.cause == cause)
    rows = session.exec(select(CauseStep).where(col(CauseStep.id).in_(newest)))
    return {step.cause: step for step in rows}


def causes_between(*, session: Session, start: datetime, end: datetime) -> dict[str, int]:
    """In how many cases each cause was named then, and still stands; none that goes on in another."""
    query = (
        select(CaseMark.cause, func.count())
        .join(Case, col(Case.id) == col(CaseMark.case_id))
        .where(*_named_then(start, end), Case.state != CaseState.MERGED)
        .group_by(col(CaseMark.cause))
    )
    return dict(session.exec(query).all())


def to_tell(*, session: Session, cause: str, since: datetime) -> list[int]:
    """The cases of a cause whose customers were not told yet that it is mended, one for each customer: their
    newest; the oldest first. ``since``: what was named before is too long ago. None that was merged away: it goes on
    in another."""
    query = (
        select(Case.id, Case.author_id)
        .join(CaseMark, col(CaseMark.case_id) == col(Case.id))
        .where(
            CaseMark.cause == cause,
            col(CaseMark.marked_at) >= since,
            col(CaseMark.withdrawn_at).is_(None),
            Case.state != CaseState.MERGED,
            ~_is_told(cause),
        )
        .order_by(col(Case.id))
        .limit(_TOLD_MOST)
    )
    newest: dict[int, int] = {}
    for case_id, author_id in session.exec(query):
        newest[author_id] = case_id or 0
    return sorted(newest.values())


def _named_then(start: datetime, end: datetime) -> tuple[Any, ...]:
    return (
        CaseMark.kind == MarkKind.CAUSE,
        col(CaseMark.marked_at) >= start,
        col(CaseMark.marked_at) < end,
        col(CaseMark.withdrawn_at).is_(None),
    )


def _is_told(cause: str) -> ColumnElement[bool]:
    """Whether the customer of the case was told of this cause since it was named."""
    told = Case.__table__.alias("told_case")  # type: ignore[attr-defined]  # SQLModel makes it
    return (
        exists()
        .where(
            col(SurgeAnswer.cause) == cause,
            col(SurgeAnswerText.answer_id) == col(SurgeAnswer.id),
            col(SurgeAnswerText.state).in_((ASKED, QUEUED)),
            col(SurgeAnswer.made_at) >= col(CaseMark.marked_at),
            told.c.id == col(SurgeAnswerText.case_id),
            told.c.author_id == col(Case.author_id),
            ~exists()
            .where(
                col(Reply.id) == col(SurgeAnswerText.reply_id),
                col(Reply.refused_at).is_not(None) | col(Reply.withdrawn_at).is_not(None),
            )
            .correlate(SurgeAnswerText),
        )
        .correlate(Case, CaseMark)
    )
