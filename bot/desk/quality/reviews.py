"""Giving a review, and what whoever wrote the answer says of it. Changes neither the case nor its clocks."""

from collections.abc import Mapping

from bot.desk import case_access, private_words
from bot.desk.desk import Desk, DeskError
from bot.desk.quality.telling import tell
from bot.desk.threads.thread_events import masked
from bot.domain.quality.review import Criterion, Grade, QualityReview
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.staff import Actor, Staff
from bot.domain.records.trail.verbs import Trail
from bot.language import say
from bot.outbox.quality_kind import QualityMessage
from bot.storage import quality as stored


class NotYours(DeskError):
    """It was reviewed, given to another reviewer, or not looked at before the next sample."""

    def __init__(self) -> None:
        super().__init__(
            say("This review is not yours any more: it was given already, or somebody else has it.")
        )


class NotTheirs(DeskError):
    """A review is for whoever wrote the answer, and for whoever gave it."""

    def __init__(self) -> None:
        super().__init__(say("Only whoever wrote the answer sees its review and may answer it."))


class Answered(DeskError):
    """One answer to a review is enough."""

    def __init__(self) -> None:
        super().__init__(say("You have answered this review already."))


class NothingSaid(DeskError):
    """An answer without a word."""

    def __init__(self) -> None:
        super().__init__(say("Please write what you would like to say."))


def waiting_for(desk: Desk, *, slack_user_id: str) -> list[QualityReview]:
    """Returns the reviews that wait for this person, the oldest first; none that they may not read now."""
    found = stored.open_reviews(session=desk.session, slack_user_id=slack_user_id)
    return [one for one in found if _may_read(desk, one, slack_user_id=slack_user_id)]


def give(
    desk: Desk, *, review_id: int, grades: Mapping[Criterion, Grade], remark: str, by: Actor
) -> QualityReview:
    """Keep what the reviewer says of an answer, and tell its writer. Locks the case.

    Raises NotYours, NoSuchCase, NotForYou.
    """
    review, case = _locked(desk, review_id=review_id)
    if review.slack_user_id != by.id or not review.is_open:
        raise NotYours
    for criterion in Criterion:
        setattr(review, criterion.value, grades[criterion])
    review.remark = masked(desk, case=case, words=remark)
    review.given_at = desk.now
    desk.session.add(review)
    desk.session.flush()
    marks = {str(criterion): str(grade) for criterion, grade in review.marks.items()}
    desk.record(case.number, Trail.QUALITY_REVIEWED, by=by, review=review.pk, marks=marks)
    writer = desk.session.get_one(Reply, review.reply_id).slack_user_id
    _tell(desk, review, to=writer, what=QualityMessage.REVIEWED, by=by)
    return review


def to_read(desk: Desk, *, review_id: int, by: Actor) -> tuple[QualityReview, bool]:
    """Returns a review that was given, for whoever wrote the answer or gave it; and whether it is the writer.

    Locks the case. Raises NotTheirs, NoSuchCase, NotForYou.
    """
    review, _ = _locked(desk, review_id=review_id)
    is_writer = desk.session.get_one(Reply, review.reply_id).slack_user_id == by.id
    if review.given_at is None or not (is_writer or review.slack_user_id == by.id):
        raise NotTheirs
    return review, is_writer


def answer(desk: Desk, *, review_id: int, words: str, by: Actor) -> None:
    """Keep what the writer says of the review, and tell the reviewer.

    Raises what ``to_read`` raises, Answered, NothingSaid.
    """
    review, is_writer = to_read(desk, review_id=review_id, by=by)
    if not is_writer:
        raise NotTheirs
    if review.answered_at is not None:
        raise Answered
    said = masked(desk, case=desk.session.get_one(Case, review.case_id), words=words)
    if not said:
        raise NothingSaid
    review.answer, review.answered_at = said, desk.now
    desk.session.add(review)
    desk.session.flush()
    desk.record(review.case_id, Trail.QUALITY_ANSWERED, by=by, review=review.pk)
    _tell(desk, review, to=review.slack_user_id, what=QualityMessage.ANSWERED, by=by)


def _locked(desk: Desk, *, review_id: int) -> tuple[QualityReview, Case]:
    review = desk.session.get(QualityReview, review_id)
    if review is None:
        raise NotYours
    case = case_access.lock_case(desk, case_id=review.case_id)
    desk.session.refresh(review)
    if review.surface is Surface.PRIVATE:
        private_words.require(desk, case=case)
    return review, case


def _may_read(desk: Desk, review: QualityReview, *, slack_user_id: str) -> bool:
    case = desk.session.get_one(Case, review.case_id)
    is_private = review.surface is Surface.PRIVATE or private_words.is_private_only(desk, case=case)
    return not is_private or private_words.may_see_private(
        desk, case=case, slack_user_id=slack_user_id
    )


def _tell(desk: Desk, review: QualityReview, *, to: str, what: QualityMessage, by: Actor) -> None:
    person = desk.session.get(Staff, to)
    if person is None or person.is_gone:
        return
    fact = f"review{review.pk}"
    tell(desk, to=to, what=what, fact=fact, review_id=review.pk, case_id=review.case_id, by=by)
