"""The rows of `earshot export quality`: one for each review that was asked for, and nobody's name."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session, col, select

from bot.domain.quality.review import Criterion, QualityReview, QualityRound
from bot.domain.records.cases.case import Case
from bot.domain.text.references import case_reference
from bot.storage.figures.export_rows import Row

QUALITY_COLUMNS = {
    "week": "the day on which the week of the answer ended",
    "case": "the case",
    "brand": "whose customer it is",
    "team": "which team had it when it was drawn",
    "channel": "where the answer stands",
    "surface": "public or private",
    "language": "what the customer writes; empty: not known",
    "seat": "1, or 2 for the second reviewer of the same answer",
    "asked_at": "when a reviewer was asked, UTC",
    "given_at": "when it was given, UTC; empty: not yet, or never",
    "lapsed_at": "when the next sample took its place, UTC",
    **{str(each): "good, ok or poor" for each in Criterion},
    "agrees": "of an answer that two reviewed: yes where both gave the same marks",
    "remark": "what the reviewer wrote, masked",
    "answer": "what whoever wrote the answer said to it, masked",
    "answered_at": "when, UTC",
}


def quality_rows(*, session: Session, start: datetime, end: datetime, brand: str) -> Iterator[Row]:
    """The rows, the oldest first."""
    query = (
        select(QualityReview, QualityRound, Case)
        .join(QualityRound, col(QualityRound.id) == col(QualityReview.round_id))
        .join(Case, col(Case.id) == col(QualityReview.case_id))
        .where(col(QualityReview.asked_at) >= start, col(QualityReview.asked_at) < end)
        .order_by(col(QualityReview.id))
    )
    if brand:
        query = query.where(Case.brand == brand)
    found = session.exec(query).all()
    by_answer: dict[int, list[QualityReview]] = {}
    for review, _, _ in found:
        by_answer.setdefault(review.reply_id, []).append(review)
    for review, of_week, case in found:
        yield {
            "week": of_week.week,
            "case": case_reference(case.number),
            "brand": case.brand,
            "team": review.team,
            "channel": review.channel,
            "surface": review.surface,
            "language": case.language,
            "seat": review.seat,
            "asked_at": review.asked_at,
            "given_at": review.given_at,
            "lapsed_at": review.lapsed_at,
            **{str(each): review.marks.get(each) for each in Criterion},
            "agrees": _agrees(by_answer[review.reply_id]),
            "remark": review.remark,
            "answer": review.answer,
            "answered_at": review.answered_at,
        }


def _agrees(reviews: list[QualityReview]) -> str:
    given = [review.marks for review in reviews if review.given_at is not None]
    if len(given) < 2:
        return ""
    return "yes" if given[0] == given[1] else "no"
