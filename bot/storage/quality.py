"""Reading what was published in a week, and the reviews that were asked for."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, text
from sqlmodel import Session, col, select

from bot.domain.quality.review import LAPSED, QualityReview
from bot.domain.quality.sampling import Published
from bot.domain.records.approval import Approval
from bot.domain.records.case import Case
from bot.domain.records.erased import ERASED
from bot.domain.records.reply import Reply


def published(*, session: Session, since: datetime, until: datetime) -> list[Published]:
    """The answers that a person wrote and a platform took in this time, but for those whose words were erased."""
    query = (
        select(Reply, Case)
        .join(Case, col(Case.id) == col(Reply.case_id))
        .where(
            col(Reply.published_at) >= since,
            col(Reply.published_at) < until,
            col(Reply.withdrawn_at).is_(None),
            Reply.slack_user_id != "",
            col(Reply.text).not_in(("", ERASED)),
        )
        .order_by(col(Reply.id))
    )
    return [
        Published(
            reply_id=reply.pk,
            case_id=reply.case_id,
            team=case.team,
            channel=reply.channel or case.channel,
            surface=str(reply.surface),
            writer=reply.slack_user_id,
            language=case.language,
            text=reply.text_sha256,
        )
        for reply, case in session.exec(query)
    ]


def approvers(*, session: Session, reply_ids: Collection[int]) -> dict[int, str]:
    """Who approved which of these answers, by the answer: the words are theirs too."""
    query = select(Approval.reply_id, Approval.decided_by).where(
        col(Approval.reply_id).in_(reply_ids), col(Approval.decided_by).is_not(None)
    )
    return {reply_id: who or "" for reply_id, who in session.exec(query)}


def is_open() -> ColumnElement[bool]:
    """A condition on reviews: they wait for their reviewer."""
    return text(LAPSED)  # type: ignore[return-value]  # as it stands in the index, which is used for the same words only


def open_reviews(*, session: Session, slack_user_id: str | None = None) -> list[QualityReview]:
    """Those that wait, the oldest first; of one reviewer, or of all."""
    query = select(QualityReview).where(is_open())
    if slack_user_id is not None:
        query = query.where(QualityReview.slack_user_id == slack_user_id)
    return list(session.exec(query.order_by(col(QualityReview.id))))


def beside(*, session: Session, review: QualityReview) -> QualityReview | None:
    """The other review of the same answer, where it is looked at twice."""
    query = select(QualityReview).where(
        QualityReview.reply_id == review.reply_id, QualityReview.seat != review.seat
    )
    return session.exec(query).first()
