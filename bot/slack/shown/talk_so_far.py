"""Reads the last words of both sides, for whoever writes the next."""

from sqlmodel import Session, col, select

from bot.domain.records.cases.case import Surface
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Direction, Message
from bot.slack.views.answers.reply_form import TALK_MOST, SaidBefore


def talk_so_far(
    *, session: Session, case_id: int, surface: Surface, answered: Message
) -> tuple[SaidBefore, ...]:
    """What stands on this surface beside the message that is answered, the oldest first."""
    query = (
        select(Message, Author)
        .outerjoin(Author, col(Author.id) == col(Message.author_id))
        .where(
            Message.case_id == case_id,
            Message.surface == surface,
            col(Message.deleted_at).is_(None),
            col(Message.id) != answered.id,
        )
        .order_by(col(Message.posted_at).desc(), col(Message.id).desc())
        .limit(TALK_MOST)
    )
    return tuple(
        SaidBefore(_name(message, author), message.text)
        for message, author in reversed(session.exec(query).all())
        if message.text.strip()
    )


def _name(message: Message, author: Author | None) -> str:
    """Empty where it is ours."""
    if message.direction == Direction.OUTBOUND or author is None:
        return ""
    return author.shown_as
