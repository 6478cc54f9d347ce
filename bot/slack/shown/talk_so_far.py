"""Reads the last words of both sides and of colleagues, for whoever writes the next."""

from sqlmodel import Session, col, select

from bot.domain.records.cases.case import Surface
from bot.domain.records.cases.note import Note
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Staff
from bot.language import say
from bot.slack.views.answers.reply_form import NOTES_MOST, TALK_MOST, SaidBefore
from bot.storage.cases.notes import latest_notes


def talk_so_far(
    *, session: Session, case_id: int, surface: Surface, answered: Message
) -> tuple[SaidBefore, ...]:
    """What stands on this surface beside the message that is answered, and the last notes of colleagues in its
    thread; the oldest first."""
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
    said = [
        (message.posted_at, SaidBefore(_name(message, author), message.text))
        for message, author in reversed(session.exec(query).all())
        if message.text.strip()
    ]
    notes = latest_notes(session=session, case_id=case_id, surface=surface, limit=NOTES_MOST)
    said += [(note.written_at, _noted(session, note)) for note in reversed(notes)]
    return tuple(one for _, one in sorted(said, key=lambda each: each[0]))


def _noted(session: Session, note: Note) -> SaidBefore:
    colleague = session.get(Staff, note.slack_user_id)
    name = colleague.name if colleague else ""
    return SaidBefore(name or say("a colleague"), note.text, is_note=True)


def _name(message: Message, author: Author | None) -> str:
    """Empty where it is ours."""
    if message.direction == Direction.OUTBOUND or author is None:
        return ""
    return author.shown_as
