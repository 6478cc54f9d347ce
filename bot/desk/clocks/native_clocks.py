"""The clocks of an answer given in the native app, once somebody says what it was, or when it was."""

from datetime import datetime

from sqlmodel import col, or_, select

from bot.desk.desk import Desk
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.message import Direction, Message
from bot.domain.sla.case_clocks import CustomerMessage
from bot.domain.sla.taking_back import took_back, unsaid, was_earlier
from bot.storage.answers.followed_answers import followed_to
from bot.storage.clocks.case_clocks import StoredClocks


def on_no_answer(desk: Desk, *, case: Case, message: Message) -> CustomerMessage | None:
    """It did not answer: what it met runs on, and is met by the answer after it, if there is one.

    Returns the oldest message that nobody has answered; None where a later answer covers it.
    """
    clocks = StoredClocks(desk.session, case, desk.rules)
    answers = others(desk, message=message)
    return took_back(clocks, given=message.posted_at, others=answers)


def on_nothing_said(desk: Desk, *, case: Case, message: Message) -> None:
    """Nothing was published at all: what any word of ours meets or pauses is as it was."""
    clocks = StoredClocks(desk.session, case, desk.rules)
    unsaid(clocks, given=message.posted_at, others=_published(desk, apart_from=message))


def on_earlier(
    desk: Desk, *, case: Case, message: Message, recorded: datetime, runs_on: bool
) -> CustomerMessage | None:
    """Move back what an answer met: it was given before the time as of which somebody recorded it.

    Returns the oldest message that it does not cover any more, and no other answer does; none where the
    case ended since, or did not run on.
    """
    at = message.posted_at
    return was_earlier(
        StoredClocks(desk.session, case, desk.rules),
        recorded=recorded,
        at=at,
        answers=[at, *others(desk, message=message)],
        published=[at, *_published(desk, apart_from=message)],
        runs_on=runs_on,
    )


def _published(desk: Desk, *, apart_from: Message) -> list[datetime]:
    """When anything else of ours was published in the case, or followed to it."""
    query = select(Message.posted_at).where(
        Message.case_id == apart_from.case_id,
        Message.id != apart_from.id,
        Message.direction == Direction.OUTBOUND,
        or_(col(Message.purpose).is_(None), col(Message.purpose) != Purpose.NOTHING),
    )
    followed = followed_to(session=desk.session, case_id=apart_from.case_id)
    return [*desk.session.exec(query), *(one.at for one in followed)]


def others(desk: Desk, *, message: Message) -> list[datetime]:
    """When the case was answered apart from this message: from here, in the native app, or in a case that
    had gone into this one."""
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
    found = dict(desk.session.exec(native).all()) | dict(desk.session.exec(ours).all())
    followed = followed_to(session=desk.session, case_id=message.case_id)
    return [
        *(at for at in found.values() if at is not None),
        *(one.at for one in followed if one.purpose is Purpose.ANSWERS),
    ]
