"""How a removal or hiding ended, written down: the post, the case, the trail and the thread."""

from datetime import datetime

from sqlmodel import select

from bot.desk import case_access
from bot.desk.desk import Desk
from bot.desk.messages import answer_removals
from bot.desk.threads.thread_events import tell
from bot.domain.records.answers.moderation import Act, Moderation
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.kinds import EventDetails, ModerationPayload
from bot.outbox.outcome import Outcome, Receipt, Refused
from bot.storage.answers import past_answers
from bot.storage.messages.public_posts import can_be_done_to

_DONE = {
    Act.REMOVE_ANSWER: Trail.REMOVE_ANSWER_DONE,
    Act.HIDE: Trail.HIDE_DONE,
    Act.UNHIDE: Trail.UNHIDE_DONE,
}
_REFUSED = {
    Act.REMOVE_ANSWER: Trail.REMOVE_ANSWER_REFUSED,
    Act.HIDE: Trail.HIDE_REFUSED,
    Act.UNHIDE: Trail.UNHIDE_REFUSED,
}


def settled(desk: Desk, *, delivery: Delivery, outcome: Outcome) -> None:
    """Write down what an outcome changed. Outcomes that change nothing yet are passed over."""
    row = desk.session.get(Moderation, ModerationPayload.read(delivery.payload).moderation_id)
    if row is None or row.done_at or row.refused_at:
        return
    case = case_access.lock_case(desk, case_id=row.case_id)
    if isinstance(outcome, Receipt):
        _done(desk, case=case, row=row, at=outcome.at or desk.now)
    elif delivery.state in {DeliveryState.FAILED, DeliveryState.CANCELLED}:
        words = outcome.explanation if isinstance(outcome, Refused) else (delivery.error or "")
        code = outcome.code if isinstance(outcome, Refused) else "refused"
        _refused(desk, case=case, row=row, code=code, words=words)


def _done(desk: Desk, *, case: Case, row: Moderation, at: datetime) -> None:
    row.done_at = at
    by = Actor.staff(row.slack_user_id)
    message = desk.session.get_one(Message, row.message_id)
    if row.act is Act.REMOVE_ANSWER:
        message.deleted_at = message.deleted_at or at
        past_answers.forget(session=desk.session, message=message)
    elif row.act is Act.HIDE:
        message.hidden_at = message.hidden_at or at
        message.hidden_by = str(by)
    else:
        message.hidden_at = None
        message.hidden_by = ""
    if row.act is not Act.REMOVE_ANSWER:
        message.visibility_at = max(filter(None, (message.visibility_at, at)))
    desk.session.add_all([row, message])
    _tell(desk, case=case, row=row, ended="done", words="")
    if row.act is Act.REMOVE_ANSWER:
        answer_removals.ask(desk, case=case, message=message, by=by)


def _refused(desk: Desk, *, case: Case, row: Moderation, code: str, words: str) -> None:
    row.refused_at = desk.now
    desk.session.add(row)
    _tell(desk, case=case, row=row, ended="refused", words=words, code=code)


def _others_stand(desk: Desk, row: Moderation) -> bool:
    """Whether other posts of the removed answer are there: due to go yet, or refused."""
    reply_id = desk.session.get_one(Message, row.message_id).reply_id
    if row.act is not Act.REMOVE_ANSWER or reply_id is None:
        return False
    query = select(Message.id).where(
        Message.reply_id == reply_id,
        Message.id != row.message_id,
        *can_be_done_to(Act.REMOVE_ANSWER),
    )
    return desk.session.exec(query).first() is not None


def _tell(desk: Desk, *, case: Case, row: Moderation, ended: str, words: str, **more: str) -> None:
    desk.record(
        case.number,
        (_DONE if ended == "done" else _REFUSED)[row.act],
        by=Actor.platform(case.channel),
        message=row.message_id,
        moderation=row.id,
        **more,
    )
    case.touch()
    desk.session.add(case)
    if ended == "done" and _others_stand(desk, row):
        return  # the last of an answer's posts tells of all, and a refused one for itself
    # The platform's words are nobody's private ones; they stand beside what was asked all the same.
    told: EventDetails = {"explanation": words} if words else {}
    template = f"{row.act}_{ended}"
    tell(desk, case=case, template=template, by=Actor.staff(row.slack_user_id), **told)
