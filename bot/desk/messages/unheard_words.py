"""Whether the customer of a case that ended was ever heard: the oldest word that still has no answer."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from bot.domain.records.audit import AuditEntry
from bot.domain.records.case import Case
from bot.domain.records.message import Direction, Message
from bot.domain.records.reply import Purpose, Reply
from bot.domain.records.trail import Trail
from bot.domain.records.trail_details import AnswerFollowed
from bot.domain.sla.clock import SlaClock, StopReason
from bot.domain.sla.decisions import RESPONSES
from bot.domain.text.thanks import is_bare_thanks
from bot.storage.clocks import stored_clocks as stored

_BY_THE_END = {StopReason.RESOLVED, StopReason.NOT_ACTIONABLE}


class _Answer(NamedTuple):
    at: datetime
    seen_until: datetime | None  # when it was written; none: it covers what was posted before it

    def covers(self, word: Message) -> bool:
        """Whether whoever answered had this word before them."""
        if self.seen_until is None:
            return word.posted_at <= self.at
        return word.received_at <= self.seen_until


def oldest(*, session: Session, case: Case) -> Message | None:
    """The word that waited when the case ended and has no answer since; none where nobody waits.

    A case that no rule timed is judged by its words alone.
    """
    wait = _last_wait(session, case)
    if wait is not None and (wait.met_at is not None or wait.stop_reason not in _BY_THE_END):
        return None
    cause = session.get(Message, wait.cause_message_id) if wait and wait.cause_message_id else None
    said_at = cause.posted_at if cause is not None else None
    answers = [one for one in _answers(session, case) if said_at is None or one.at >= said_at]
    if cause is not None and not answers and cause.deleted_at is None:
        return cause
    left = [
        word
        for word in standing(session=session, case=case)
        if not is_bare_thanks(word.text)
        if said_at is None or word.posted_at >= said_at
        if not any(answer.covers(word) for answer in answers)
    ]
    return left[0] if left else None


def standing(*, session: Session, case: Case) -> list[Message]:
    """The customer's words that were not taken down, the oldest first."""
    query = (
        select(Message)
        .where(
            Message.case_id == case.number,
            Message.direction == Direction.INBOUND,
            col(Message.deleted_at).is_(None),
        )
        .order_by(col(Message.posted_at), col(Message.id))
    )
    return list(session.exec(query))


def _last_wait(session: Session, case: Case) -> SlaClock | None:
    found = stored.clocks_of(session=session, case_id=case.number)
    return next((clock for clock in reversed(found) if clock.metric in RESPONSES), None)


def _answers(session: Session, case: Case) -> list[_Answer]:
    """From here, in the platform's own app, or from a case that had gone on in this one."""
    ours = select(Reply).where(
        Reply.case_id == case.number,
        Reply.purpose == Purpose.ANSWERS,
        col(Reply.published_at).is_not(None),
    )
    native = select(Message.posted_at).where(
        Message.case_id == case.number,
        Message.direction == Direction.OUTBOUND,
        Message.purpose == Purpose.ANSWERS,
        col(Message.reply_id).is_(None),
    )
    followed = select(AuditEntry.details).where(
        AuditEntry.case_id == case.number, AuditEntry.verb == Trail.ANSWER_FOLLOWED
    )
    return [
        *(
            _Answer(each.published_at, each.written_at)
            for each in session.exec(ours)
            if each.published_at
        ),
        *(_Answer(at, None) for at in session.exec(native)),
        *(
            _Answer(told.at, told.seen_until)
            for told in map(AnswerFollowed.read, session.exec(followed))
            if told.purpose is Purpose.ANSWERS
        ),
    ]
