"""What a customer said that nobody answered: the oldest message of a case that ended, the first of one
that only thanked before."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.messages import thanks
from bot.domain.records.audit import AuditEntry
from bot.domain.records.case import Case, CaseState
from bot.domain.records.message import Direction, Message
from bot.domain.records.reply import Purpose, Reply
from bot.domain.records.trail import Trail
from bot.domain.records.trail_answers import AnswerFollowed
from bot.domain.sla.clock import SlaClock, StopReason
from bot.domain.sla.decisions import RESPONSES
from bot.storage.clocks import stored_clocks as stored

_BY_THE_END = {StopReason.RESOLVED, StopReason.NOT_ACTIONABLE}


class _Answer(NamedTuple):
    at: datetime
    seen_until: datetime | None  # when it was written; none: it covers what was posted before it

    def covers(self, message: Message) -> bool:
        """Whether whoever answered had seen this message."""
        if self.seen_until is None:
            return message.posted_at <= self.at
        return message.received_at <= self.seen_until


def oldest(desk: Desk, *, case: Case) -> Message | None:
    """The message that waited when the case ended and has no answer since; none where nobody waits.

    A case that no rule timed is judged by its messages alone.
    """
    wait = _last_wait(desk, case)
    if wait is not None and (wait.met_at is not None or wait.stop_reason not in _BY_THE_END):
        return None
    cause_id = wait.cause_message_id if wait else None
    cause = desk.session.get(Message, cause_id) if cause_id else None
    posted_at = cause.posted_at if cause is not None else None
    answers = [one for one in _answers(desk, case) if posted_at is None or one.at >= posted_at]
    if cause is not None and not answers and cause.deleted_at is None:
        return cause
    unanswered = (
        message
        for message in standing(desk, case=case)
        if not thanks.nothing_but_thanks(desk, case=case, message=message)
        if posted_at is None or message.posted_at >= posted_at
        if not any(answer.covers(message) for answer in answers)
    )
    return next(unanswered, None)


def standing(desk: Desk, *, case: Case) -> list[Message]:
    """The customer's messages that were not removed, the oldest first."""
    query = (
        select(Message)
        .where(
            Message.case_id == case.number,
            Message.direction == Direction.INBOUND,
            col(Message.deleted_at).is_(None),
        )
        .order_by(col(Message.posted_at), col(Message.id))
    )
    return list(desk.session.exec(query))


def begins_to_wait(desk: Desk, *, case: Case, message: Message) -> bool:
    """Whether the case, not claimed yet, gets its first message that wants an answer: only thanks came before."""
    if case.state != CaseState.NEW or stored.clocks_of(session=desk.session, case_id=case.number):
        return False
    before = [one for one in standing(desk, case=case) if one.id != message.id]
    return bool(before) and all(
        thanks.nothing_but_thanks(desk, case=case, message=one) for one in before
    )


def _last_wait(desk: Desk, case: Case) -> SlaClock | None:
    found = stored.clocks_of(session=desk.session, case_id=case.number)
    return next((clock for clock in reversed(found) if clock.metric in RESPONSES), None)


def _answers(desk: Desk, case: Case) -> list[_Answer]:
    """The answers: from here, in the platform's own app, or from a case that had been merged into this one."""
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
            for each in desk.session.exec(ours)
            if each.published_at
        ),
        *(_Answer(at, None) for at in desk.session.exec(native)),
        *(
            _Answer(reply.at, reply.seen_until)
            for reply in map(AnswerFollowed.read, desk.session.exec(followed))
            if reply.purpose is Purpose.ANSWERS
        ),
    ]
