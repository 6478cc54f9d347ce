"""The clocks of an answer given in the native app, once somebody says what it was, or when it was.

Pure replay plays the same (``bot.domain.sla.replay``): the clock runs on as if never met.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.desk import clocks
from bot.domain.business_calendar import whole_second
from bot.domain.case import Case
from bot.domain.house_rules import HouseRules
from bot.domain.message import Direction, Message
from bot.domain.reply import Purpose, Reply
from bot.domain.sla import course
from bot.domain.sla.decisions import RESPONSES
from bot.domain.sla.taking_back import took_back
from bot.storage import clocks as stored


def on_no_answer(
    *, session: Session, rules: HouseRules, case: Case, message: Message
) -> Message | None:
    """It did not answer: what it met runs on, and is met by the answer after it, if there is one.

    Returns the oldest word that nobody has answered; None where a later answer covers it.
    """
    answers = others(session=session, message=message)
    later = min((at for at in answers if at >= message.posted_at), default=None)
    stored.take_open(session=session, case_id=case.number, metrics=RESPONSES)
    every = stored.clocks_of(session=session, case_id=case.number)
    took_back(every, given=message.posted_at, later=later)
    for clock in every:
        if clock.metric in RESPONSES:
            stored.put_back(session=session, clock=clock)
    if later is not None:
        return None
    word = _oldest_word(session=session, case=case, after=max(answers, default=None))
    if word is not None:
        clocks.await_response(
            session=session, rules=rules, case=case, message=word, at=word.posted_at
        )
    return word


def on_earlier(*, session: Session, case: Case, recorded: datetime, at: datetime) -> None:
    """An answer that somebody told us of was given before they told."""
    for clock in stored.clocks_of(session=session, case_id=case.number):
        if clock.metric in RESPONSES and clock.met_at == whole_second(recorded):
            if at >= clock.started_at:
                course.meet(clock, at=at)
            stored.put_back(session=session, clock=clock)


def others(*, session: Session, message: Message) -> list[datetime]:
    """When the case was answered apart from this message: from here, or in the native app."""
    native = select(Message.id, Message.posted_at).where(
        Message.case_id == message.case_id,
        Message.id != message.id,
        Message.direction == Direction.OUTBOUND,
        Message.purpose == Purpose.ANSWERS,
    )
    ours = (
        select(Message.id, Reply.published_at)
        .join(Reply, col(Reply.id) == Message.reply_id)
        .where(Message.case_id == message.case_id, Reply.purpose == Purpose.ANSWERS)
    )
    # A poll may have met an answer of ours before its receipt came; then the receipt's time counts.
    found = dict(session.exec(native).all()) | dict(session.exec(ours).all())
    return [at for at in found.values() if at is not None]


def _oldest_word(*, session: Session, case: Case, after: datetime | None) -> Message | None:
    query = (
        select(Message)
        .where(
            Message.case_id == case.number,
            Message.direction == Direction.INBOUND,
            col(Message.deleted_at).is_(None),
        )
        .order_by(col(Message.posted_at), col(Message.id))
    )
    if after is not None:
        query = query.where(col(Message.posted_at) > after)
    return session.exec(query.limit(1)).first()
