"""Reading what was published in a week, and the reviews that were asked for."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, text
from sqlmodel import Session, col, select

from bot.domain.quality.review import LAPSED, QualityReview
from bot.domain.quality.sampling import Published
from bot.domain.records.answers.approval import Approval
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case
from bot.domain.records.erased import ERASED

_AT_ONCE = 500


def published(*, session: Session, since: datetime, until: datetime) -> list[Published]:
    """The answers that a person wrote and a platform took in this time, but for those whose words were erased."""
    # Asked for by themselves: joined, SQLite would walk through all cases to find the week's answers.
    query = (
        select(Reply)
        .where(
            col(Reply.published_at) >= since,
            col(Reply.published_at) < until,
            col(Reply.withdrawn_at).is_(None),
            Reply.slack_user_id != "",
            col(Reply.text).not_in(("", ERASED)),
        )
        .order_by(col(Reply.id))
    )
    replies = session.exec(query).all()
    cases = _cases(session, {reply.case_id for reply in replies})
    return [
        Published(
            reply_id=reply.pk,
            case_id=reply.case_id,
            team=cases[reply.case_id].team,
            channel=reply.channel or cases[reply.case_id].channel,
            surface=str(reply.surface),
            writer=reply.slack_user_id,
            language=cases[reply.case_id].language,
            text=reply.text_sha256,
        )
        for reply in replies
    ]


def _cases(session: Session, numbers: Collection[int]) -> dict[int, Case]:
    """These cases by number, some at a time: a statement takes only so many values."""
    ordered, found = sorted(numbers), dict[int, Case]()
    for start in range(0, len(ordered), _AT_ONCE):
        some = select(Case).where(col(Case.id).in_(ordered[start : start + _AT_ONCE]))
        found.update({case.number: case for case in session.exec(some)})
    return found


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
