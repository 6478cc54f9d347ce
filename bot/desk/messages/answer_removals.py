"""Our only answer is gone from the platform: the case's owner is asked what that means.

Until somebody decides, or the customer is answered again, the case counts as neither answered nor fine.
"""

from sqlmodel import and_, col, or_, select

from bot.desk.desk import Desk
from bot.desk.threads import case_threads, postings
from bot.domain.records.answers.answer_removal import AnswerRemoval
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor
from bot.storage.answers.answer_removals import undecided
from bot.storage.cases.claims import open_claim


def ask(desk: Desk, *, case: Case, message: Message, by: Actor) -> None:
    """Ask what it means that this answer is gone; nothing where another stands, or somebody waits anyway.

    The caller has locked the case, and marked the message as deleted.
    """
    desk.session.flush()
    answers = {each.id: each for each in _answers(desk, case=case)}
    standing = any(each.deleted_at is None for each in answers.values())
    if message.id not in answers or standing or not case.is_open or case.unanswered_since:
        return
    if desk.session.exec(
        select(AnswerRemoval.id).where(AnswerRemoval.message_id == message.id)
    ).first():
        return
    removed_at = message.deleted_at or desk.now
    desk.session.add(
        AnswerRemoval(case_id=case.number, message_id=message.pk, removed_at=removed_at)
    )
    case.touch()
    desk.session.add(case)
    desk.session.flush()
    claim = open_claim(session=desk.session, case_id=case.number)
    postings.event(
        desk,
        thread=case_threads.get_or_open(desk, case=case, surface=message.surface).thread,
        template="answer_gone",
        fact=f"m{message.id}",
        by=by,
        message_id=message.id,
        to_person=claim.slack_user_id if claim else "",
    )
    postings.redraw(desk, case=case)


def answered_again(desk: Desk, *, case: Case) -> None:
    """An answer was published since, so nothing is left to decide."""
    open_question = undecided(session=desk.session, case_id=case.number)
    if open_question is not None:
        open_question.decided_at = desk.now
        open_question.decided_by = str(Actor.platform(case.channel))
        desk.session.add(open_question)


def _answers(desk: Desk, *, case: Case) -> list[Message]:
    query = (
        select(Message)
        .outerjoin(Reply, col(Reply.id) == col(Message.reply_id))
        .where(
            Message.case_id == case.number,
            Message.direction == Direction.OUTBOUND,
            or_(
                col(Reply.purpose) == Purpose.ANSWERS,
                and_(col(Message.purpose) == Purpose.ANSWERS, col(Message.reply_id).is_(None)),
            ),
        )
    )
    return list(desk.session.exec(query))
