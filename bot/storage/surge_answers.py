"""Reading answers to many of a surge: who is still to be answered, and what did not go out."""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_
from sqlmodel import Session, col, select

from bot.domain.records.case import OPEN_STATES, Case
from bot.domain.records.reply import Reply
from bot.domain.records.surge import ASKED, QUEUED, REFUSED, SurgeAnswer, SurgeAnswerText, SurgeCase
from bot.storage.surges import is_unsettled


def to_answer(*, surge_id: int, to_all: bool) -> Select[Any]:
    """Ids of the open cases of a surge to which no answer is on its way: of those that wait for one, or of all
    that were not told by an answer to all."""
    query: Select[Any] = (
        select(col(Case.id))
        .join(SurgeCase, col(SurgeCase.case_id) == col(Case.id))
        .where(
            col(SurgeCase.surge_id) == surge_id,
            col(SurgeCase.left_at).is_(None),
            col(Case.state).in_(sorted(OPEN_STATES)),
            ~exists().where(col(Reply.case_id) == col(Case.id), is_unsettled()).correlate(Case),
        )
    )
    if not to_all:
        return query.where(col(Case.unanswered_since).is_not(None), ~_is_told(surge_id, None))
    return query.where(~_is_told(surge_id, True))


def _is_told(surge_id: int, to_all: bool | None) -> ColumnElement[bool]:
    """Whether such an answer is on its way to the case; of those to all, or whether one ever went."""
    told = (
        exists()
        .where(
            col(SurgeAnswerText.case_id) == col(Case.id),
            col(SurgeAnswerText.answer_id) == col(SurgeAnswer.id),
            col(SurgeAnswer.surge_id) == surge_id,
        )
        .correlate(Case)
    )
    if to_all:
        return told.where(
            col(SurgeAnswer.to_all).is_(True), col(SurgeAnswerText.state).in_((ASKED, QUEUED))
        )
    return told.where(col(SurgeAnswerText.state) == ASKED)


def told(*, session: Session, alarm_id: int) -> set[int]:
    """The cases whose customers were warned of this impostor, or are just being warned."""
    query = (
        select(SurgeAnswerText.case_id)
        .join(SurgeAnswer, col(SurgeAnswer.id) == col(SurgeAnswerText.answer_id))
        .where(SurgeAnswer.alarm_id == alarm_id, col(SurgeAnswerText.state).in_((ASKED, QUEUED)))
    )
    return set(session.exec(query))


def refused_answers(*, session: Session, surge_id: int) -> list[tuple[int, str]]:
    """Answers to many that did not go out, or were refused by their platform: the case, and why we did."""
    query = (
        select(SurgeAnswerText.case_id, SurgeAnswerText.reason)
        .join(SurgeAnswer, col(SurgeAnswer.id) == col(SurgeAnswerText.answer_id))
        .outerjoin(Reply, col(Reply.id) == col(SurgeAnswerText.reply_id))
        .join(Case, col(Case.id) == col(SurgeAnswerText.case_id))
        .where(
            SurgeAnswer.surge_id == surge_id,
            or_(col(SurgeAnswerText.state) == REFUSED, col(Reply.refused_at).is_not(None)),
            col(Case.unanswered_since).is_not(None),
        )
    )
    return list(session.exec(query.order_by(col(SurgeAnswerText.id))))
