"""Rows behind the figures of quality: reviews that were given in a period, and how many were asked for."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from bot.domain.quality.review import Criterion, Grade, QualityReview, QualityRound
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case
from bot.storage.figures.conditions import in_scope, within
from bot.storage.figures.figure_rows import Scope


class Given(NamedTuple):
    """One review. ``writer`` only tells how many people a figure is about."""

    reply_id: int
    team: str
    writer: str
    marks: Mapping[Criterion, Grade]


def given(*, session: Session, start: datetime, end: datetime, scope: Scope) -> list[Given]:
    """The reviews of this time, in their order."""
    query = (
        select(QualityReview, Reply.slack_user_id)
        .join(Case, col(Case.id) == col(QualityReview.case_id))
        .join(Reply, col(Reply.id) == col(QualityReview.reply_id))
        .where(within(col(QualityReview.given_at), start, end), *in_scope(scope))
        .order_by(col(QualityReview.id))
    )
    return [
        Given(review.reply_id, review.team, writer, review.marks)
        for review, writer in session.exec(query)
    ]


def in_time(*, session: Session, start: datetime, end: datetime, scope: Scope) -> tuple[int, int]:
    """Of the reviews that were due in this time: how many were given by then, and how many there were."""
    query = (
        select(QualityReview.given_at, QualityRound.due_at)
        .join(QualityRound, col(QualityRound.id) == col(QualityReview.round_id))
        .join(Case, col(Case.id) == col(QualityReview.case_id))
        .where(within(col(QualityRound.due_at), start, end), *in_scope(scope))
    )
    rows = session.exec(query).all()
    return sum(at is not None and at <= due for at, due in rows), len(rows)
