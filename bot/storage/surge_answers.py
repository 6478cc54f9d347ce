"""Reading answers to many of a surge or a cause: who is still to be answered, and what did not go out."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_
from sqlmodel import Session, col, select

from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import OPEN_STATES, Case
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
            _did_not_go(),
            col(Case.unanswered_since).is_not(None),
        )
    )
    return list(session.exec(query.order_by(col(SurgeAnswerText.id))))


def refused_of_cause(
    *, session: Session, cause: str, case_ids: Collection[int]
) -> list[tuple[int, str]]:
    """The same of a cause that was mended, of those of these cases: each once, with what kept it last."""
    query = (
        select(SurgeAnswerText.case_id, SurgeAnswerText.reason)
        .join(SurgeAnswer, col(SurgeAnswer.id) == col(SurgeAnswerText.answer_id))
        .outerjoin(Reply, col(Reply.id) == col(SurgeAnswerText.reply_id))
        .where(SurgeAnswer.cause == cause, _did_not_go())
    )
    found = dict(session.exec(query.order_by(col(SurgeAnswerText.id))).all())
    return [(case_id, reason) for case_id, reason in found.items() if case_id in case_ids]


def ended(*, session: Session, answer_id: int) -> list[SurgeAnswerText] | None:
    """The texts that a person let go, once each went or did not; None before."""
    query = select(SurgeAnswerText).where(
        SurgeAnswerText.answer_id == answer_id,
        col(SurgeAnswerText.state).in_((ASKED, QUEUED, REFUSED)),
    )
    rows = list(session.exec(query.order_by(col(SurgeAnswerText.case_id))))
    return None if any(row.state == ASKED for row in rows) else rows


def told_meanwhile(*, session: Session, answer: SurgeAnswer, author_id: int) -> bool:
    """Whether this customer was told the same since these answers were looked at, by a colleague who looked at the
    same time; of two that wait to go, the first one tells."""
    others = (
        select(SurgeAnswerText.id)
        .join(SurgeAnswer, col(SurgeAnswer.id) == col(SurgeAnswerText.answer_id))
        .join(Case, col(Case.id) == col(SurgeAnswerText.case_id))
        .outerjoin(Reply, col(Reply.id) == col(SurgeAnswerText.reply_id))
        .where(
            SurgeAnswer.id != answer.pk,
            SurgeAnswer.surge_id == answer.surge_id,
            SurgeAnswer.cause == answer.cause,
            SurgeAnswer.to_all == answer.to_all,
            col(SurgeAnswer.sent_at) >= answer.made_at,
            Case.author_id == author_id,
            or_(
                col(SurgeAnswerText.state) == QUEUED,
                and_(col(SurgeAnswerText.state) == ASKED, col(SurgeAnswer.id) < answer.pk),
            ),
            col(Reply.refused_at).is_(None),
            col(Reply.withdrawn_at).is_(None),
        )
    )
    return session.exec(others.limit(1)).first() is not None


def _did_not_go() -> ColumnElement[bool]:
    return or_(col(SurgeAnswerText.state) == REFUSED, col(Reply.refused_at).is_not(None))
