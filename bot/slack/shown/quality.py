"""Reads a review as its form and its messages show it."""

from sqlmodel import Session, select

from bot.domain.quality.review import QualityReview, QualityRound
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.message import Message
from bot.domain.text.references import case_reference
from bot.language import say
from bot.outbox.quality_kind import QualityMessage, QualityPayload
from bot.slack.api.names import Names
from bot.slack.views.models import Drawn
from bot.slack.views.quality import messages
from bot.slack.views.quality.forms import ReviewedShown
from bot.storage.cases.case_threads import threads_of
from bot.storage.quality import open_reviews


def reviewed_shown(
    *, session: Session, review: QualityReview, names: Names, left: int = 0
) -> ReviewedShown:
    """The customer's words, masked, our answer, and what was said of it."""
    case, reply = session.get_one(Case, review.case_id), session.get_one(Reply, review.reply_id)
    public = say("in public") if review.surface is Surface.PUBLIC else say("in private")
    return ReviewedShown(
        reference=case_reference(case.number),
        case_link=_link(session, review, names),
        where=f"{names.title(review.channel)} · {public}",
        customer=_customer(session, case, reply),
        answer=reply.text,
        left=left,
        marks=review.marks,
        remark=review.remark,
        reply=review.answer,
    )


def quality_drawn(*, session: Session, payload: QualityPayload, names: Names) -> Drawn | None:
    """The message; None when what it is about is not so any more."""
    if payload.what == QualityMessage.ASKED:
        of_week = session.get(QualityRound, payload.round_id)
        waiting = open_reviews(session=session, slack_user_id=payload.slack_channel)
        return messages.asked(len(waiting), due_at=of_week.due_at) if of_week and waiting else None
    review = session.get(QualityReview, payload.review_id)
    if review is None:
        return None
    reference = case_reference(review.case_id)
    if payload.what == QualityMessage.ANSWERED:
        return messages.answered(review.pk, reference=reference)
    link = _link(session, review, names)
    return messages.reviewed(review.pk, reference=reference, case_link=link, marks=review.marks)


def _link(session: Session, review: QualityReview, names: Names) -> str:
    threads = threads_of(session=session, case_id=review.case_id)
    return names.thread_link(threads.current(review.surface) or threads.public_or_private())


def _customer(session: Session, case: Case, reply: Reply) -> str:
    query = select(Message).where(
        Message.case_id == case.number,
        Message.channel == (reply.channel or case.channel),
        Message.external_id == reply.in_reply_to,
    )
    found = session.exec(query).first()
    return "" if found is None or found.deleted_at is not None else found.text
