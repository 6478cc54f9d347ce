"""Finding a message by the platform's id of it, the one place that says what makes it the same message;
and what the customer of a case said."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, and_, col, exists, or_, select

from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Direction, EarlyRemoval, Message, MessageRevision


def message_of(
    *, session: Session, channel: str, account: str, external_id: str | None
) -> Message | None:
    """The message that this account of ours met under this id; None when there is none."""
    if not external_id:
        return None
    query = select(Message).where(
        Message.channel == channel,
        Message.account == account,
        Message.external_id == external_id,
    )
    return session.exec(query).first()


class Unknown(NamedTuple):
    """What is not known of something that came in."""

    post: bool  # neither as a message, of whichever account, nor as removed before it reached us
    author: bool


def look(*, session: Session, channel: str, external_id: str | None, author_id: str) -> Unknown:
    """What is not known of this post and of who wrote it, by their ids at the platform. Locks nothing."""
    held = exists().where(col(Message.channel) == channel, col(Message.external_id) == external_id)
    gone = exists().where(
        col(EarlyRemoval.channel) == channel, col(EarlyRemoval.external_id) == external_id
    )
    met = exists().where(col(Author.channel) == channel, col(Author.external_id) == author_id)
    post, author = session.execute(select(or_(held, gone), met)).one()
    return Unknown(not post, not author)


def message_of_brand(
    *, session: Session, brand: str, channel: str, account: str, external_id: str | None
) -> Message | None:
    """The same; of a public post also the message that another account of the brand met."""
    if not external_id:
        return None
    its_own = col(Message.account) == account
    of_brand = and_(Message.surface == Surface.PUBLIC, Case.brand == brand, brand != "")
    query = (
        select(Message)
        .join(Case, col(Case.id) == col(Message.case_id))
        .where(
            Message.channel == channel,
            Message.external_id == external_id,
            or_(its_own, of_brand),
        )
    )
    return session.exec(query.order_by(its_own.desc(), col(Message.id))).first()


def messages_of_post(*, session: Session, channel: str, external_id: str) -> list[Message]:
    """The messages that one post of the platform became: one for each brand that met it."""
    query = select(Message).where(Message.channel == channel, Message.external_id == external_id)
    return list(session.exec(query.order_by(col(Message.id))))


class Word(NamedTuple):
    """Something a customer said, and when: a message, or an edit of one that said more."""

    at: datetime
    message_id: int | None
    surface: str
    heard_at: datetime  # when it reached us
    channel: str


def words_of(*, session: Session, case_id: int) -> list[Word]:
    """What the customer said in a case, but for what they took down, the oldest first.

    A message that was edited to say more is a word at its own time, and another at that of the edit.
    """
    edited = (
        select(Message, MessageRevision)
        .join(MessageRevision, col(MessageRevision.message_id) == col(Message.id))
        .where(
            MessageRevision.word_in == case_id,
            Message.direction == Direction.INBOUND,
            col(Message.deleted_at).is_(None),
        )
    )
    words = [
        Word(each.posted_at, each.id, str(each.surface), each.received_at, each.channel)
        for each in standing_of(session=session, case_id=case_id)
    ]
    words += [
        Word(edit.written_at, each.id, str(each.surface), edit.received_at, each.channel)
        for each, edit in session.exec(edited)
    ]
    return sorted(words, key=lambda word: (word.at, word.message_id or 0))


def edits_heard_in(*, session: Session, case_id: int) -> list[MessageRevision]:
    """The edits that count as words of the customer in this case, the oldest first."""
    query = select(MessageRevision).where(MessageRevision.word_in == case_id)
    order = col(MessageRevision.written_at), col(MessageRevision.id)
    return list(session.exec(query.order_by(*order)))


def standing_of(*, session: Session, case_id: int) -> list[Message]:
    """The customer's messages in a case that were not removed, the oldest first."""
    query = (
        select(Message)
        .where(
            Message.case_id == case_id,
            Message.direction == Direction.INBOUND,
            col(Message.deleted_at).is_(None),
        )
        .order_by(col(Message.posted_at), col(Message.id))
    )
    return list(session.exec(query))


def is_first_word(*, session: Session, message: Message) -> bool:
    """Whether the customer said nothing in the case before this message."""
    at = col(Message.posted_at)
    before = select(Message.id).where(
        Message.case_id == message.case_id,
        Message.direction == Direction.INBOUND,
        or_(at < message.posted_at, and_(at == message.posted_at, col(Message.id) < message.pk)),
    )
    return session.exec(before.limit(1)).first() is None
