"""What a customer said that nobody answered: the oldest message of a case that ended, the first of one
that only thanked before."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.messages import thanks
from bot.domain.calendar.business_calendar import whole_second
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.messages.message import Direction, Message
from bot.domain.sla.case_clocks import CustomerMessage
from bot.domain.sla.clock import SlaClock, StopReason
from bot.domain.sla.decisions import RESPONSES
from bot.storage.answers.followed_answers import followed_to
from bot.storage.clocks import stored_clocks as stored
from bot.storage.messages.by_platform_id import Word, standing_of, words_of

_BY_THE_END = {StopReason.RESOLVED, StopReason.NOT_ACTIONABLE}


class _Answer(NamedTuple):
    at: datetime
    seen_until: datetime | None  # when it was written; none: it covers what was posted before it

    def covers(self, word: Word) -> bool:
        """Whether whoever answered had seen this word."""
        if self.seen_until is None:
            return word.at <= self.at
        return word.heard_at <= self.seen_until


def oldest(desk: Desk, *, case: Case) -> CustomerMessage | None:
    """The word that waited when the case ended and has no answer since; none where nobody waits.

    A case that no rule timed is judged by its messages alone.
    """
    wait = _last_wait(desk, case)
    if wait is not None and (wait.met_at is not None or wait.stop_reason not in _BY_THE_END):
        return None
    words = words_of(session=desk.session, case_id=case.number)
    cause = _cause(desk, wait, words) if wait is not None else None
    since = cause.at if cause is not None else None
    answers = [one for one in _answers(desk, case) if since is None or one.at >= since]
    if cause is not None and not answers:
        return CustomerMessage(*cause[:3])
    unanswered = (
        word
        for word in words
        if since is None or word.at >= since
        if not any(answer.covers(word) for answer in answers)
        if not _is_thanks(desk, case, word)
    )
    word = next(unanswered, None)
    return CustomerMessage(*word[:3]) if word is not None else None


def _cause(desk: Desk, wait: SlaClock, words: list[Word]) -> Word | None:
    """The word that a clock began with, unless it was taken down; of a case that went into this one, its
    message."""
    number = wait.cause_message_id
    own = [word for word in words if word.message_id == number]
    if own:
        began = (word for word in own if whole_second(word.at) <= wait.started_at)
        return max(began, key=lambda word: word.at, default=own[0])
    row = desk.session.get(Message, number) if number else None
    if row is None or row.deleted_at is not None:
        return None
    return Word(row.posted_at, row.id, str(row.surface), row.received_at, row.channel)


def _is_thanks(desk: Desk, case: Case, word: Word) -> bool:
    message = desk.session.get_one(Message, word.message_id)
    return thanks.nothing_but_thanks(desk, case=case, message=message)


def begins_to_wait(desk: Desk, *, case: Case, message: Message, edited: bool = False) -> bool:
    """Whether the case, not claimed yet, gets its first message that wants an answer: only thanks came
    before; or this one was nothing but thanks, and says more now that it was edited."""
    if case.state != CaseState.NEW or case.unanswered_since is not None:
        return False
    if stored.clocks_of(session=desk.session, case_id=case.number):
        return False
    standing = standing_of(session=desk.session, case_id=case.number)
    before = [one for one in standing if one.id != message.id]
    return (edited or bool(before)) and all(
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
    followed = followed_to(session=desk.session, case_id=case.number)
    return [
        *(
            _Answer(each.published_at, each.written_at)
            for each in desk.session.exec(ours)
            if each.published_at
        ),
        *(_Answer(at, None) for at in desk.session.exec(native)),
        *(
            _Answer(reply.at, reply.seen_until)
            for reply in followed
            if reply.purpose is Purpose.ANSWERS
        ),
    ]
