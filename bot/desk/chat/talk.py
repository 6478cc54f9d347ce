"""What is said in a chat, in one order that every page of it shows."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import UnaryExpression
from sqlmodel import col, select

from bot.desk.cases import customer_words
from bot.desk.chat import people, visits
from bot.desk.chat.refusals import (
    LONGEST_WORD,
    CardNumberRefused,
    ChatEnded,
    NothingSaid,
    TooLong,
)
from bot.desk.chat.visits import Visitor
from bot.desk.desk import Desk
from bot.desk.messages import blocking
from bot.domain.channels.inbound import Happening, Inbound, storable
from bot.domain.personal_data.findings import find_cards
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.chat import WEBCHAT, ChatInvitation, ChatSession, ChatWord
from bot.domain.records.chat_file import ChatFile
from bot.domain.records.columns import Stored
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Message

_Row = TypeVar("_Row", bound=Stored)
_LONGEST_KEY = 100
_LIVES_ON = timedelta(hours=24)  # after each word of the customer, whenever the link expires


@dataclass(frozen=True)
class Word:
    """One text on the page."""

    number: int  # its place: later words have higher numbers
    is_customer: bool
    who: str  # of staff: their first name
    team: str  # and their team
    text: str  # masked
    at: datetime
    seen: bool  # the customer's: staff have answered since; of staff: the page showed it
    client_key: str  # the customer's: by which the page knows what it sent
    file: ChatFile | None = None  # what the customer sent in place of words


@dataclass(frozen=True)
class Said:
    """A word of the customer as it was written down, now or when the same key came before."""

    word: ChatWord
    is_new: bool

    @property
    def message_id(self) -> int:
        """The message that it is."""
        if self.word.message_id is None:
            raise ValueError("This word is of staff.")
        return self.word.message_id


def say(desk: Desk, *, visitor: Visitor, client_key: str, text: str) -> Word:
    """Write down what the customer typed, as any private word of theirs. The same key again is one word.

    Raises CardNumberRefused, TooLong, NothingSaid, NotUnlocked, ChatEnded.
    """
    typed = _checked(str(storable(text)).strip())
    return shown(desk, take(desk, visitor=visitor, client_key=client_key, text=typed))


def take(
    desk: Desk,
    *,
    visitor: Visitor,
    client_key: str,
    text: str = "",
    attachments: tuple[dict[str, str], ...] = (),
) -> Said:
    """The same, of words that were checked, or of what came in their place.

    Raises NothingSaid, NotUnlocked, ChatEnded.
    """
    if not 0 < len(client_key) <= _LONGEST_KEY:
        raise NothingSaid
    case = visits.lock_case(desk, visitor=visitor)
    invitation = visits.lock(desk, invitation_id=visitor.invitation_id)
    visits.require_unlocked(desk, visitor=visitor)
    before = _of_key(desk, invitation=invitation, client_key=client_key)
    if before is not None:
        return Said(before, is_new=False)
    author = desk.session.get_one(Author, case.author_id)
    ended = not invitation.is_open_at(desk.now) or case.state == CaseState.CLOSED
    if ended or blocking.is_blocked(desk, author=author):
        raise ChatEnded
    word = ChatWord(invitation_id=invitation.pk, client_key=client_key, at=desk.now)
    desk.session.add(word)
    desk.session.flush()
    inbound = _inbound(case, word=word, text=text, attachments=attachments, now=desk.now)
    message = customer_words.take_in(desk, case=case, inbound=inbound, author=author)
    word.message_id = message.pk
    invitation.expires_at = max(invitation.expires_at, desk.now + _LIVES_ON)
    desk.session.add_all([word, invitation])
    desk.session.flush()
    visits.changed(desk, invitation_id=invitation.pk)
    return Said(word, is_new=True)


def shown(desk: Desk, said: Said) -> Word:
    """A word of the customer as the page shows it."""
    return _shown(desk, [said.word])[0]


def words(
    desk: Desk, *, visitor: Visitor, after: int = 0, most: int | None = None
) -> Sequence[Word]:
    """What comes after this word, in order, as far as this page may show it: nothing while it is locked."""
    return _visible(desk, visitor=visitor, after=after, order=col(ChatWord.id).asc(), most=most)


def latest(desk: Desk, *, visitor: Visitor, most: int) -> Sequence[Word]:
    """The newest so many of them, in order: what somebody floods the chat with fills no page."""
    found = _visible(desk, visitor=visitor, after=0, order=col(ChatWord.id).desc(), most=most)
    return found[::-1]


def _visible(
    desk: Desk,
    *,
    visitor: Visitor,
    after: int,
    order: UnaryExpression[int | None],
    most: int | None,
) -> Sequence[Word]:
    session = desk.session.get(ChatSession, visitor.session_id)
    if session is None or session.unlocked_at is None:
        return []
    query = select(ChatWord).where(
        ChatWord.invitation_id == visitor.invitation_id,
        col(ChatWord.id) > max(after, visitor.shown_from),
    )
    return _shown(desk, desk.session.exec(query.order_by(order).limit(most)).all())


def _checked(typed: str) -> str:
    if not typed:
        raise NothingSaid
    if len(typed) > LONGEST_WORD:
        raise TooLong
    if find_cards(typed):
        raise CardNumberRefused
    return typed


def _of_key(desk: Desk, *, invitation: ChatInvitation, client_key: str) -> ChatWord | None:
    query = select(ChatWord).where(
        ChatWord.invitation_id == invitation.id, ChatWord.client_key == client_key
    )
    return desk.session.exec(query).first()


def _inbound(
    case: Case,
    *,
    word: ChatWord,
    text: str,
    attachments: tuple[dict[str, str], ...],
    now: datetime,
) -> Inbound:
    return Inbound(
        channel=WEBCHAT,
        account=case.account,
        happening=Happening.POSTED,
        external_id=f"{word.invitation_id}:{word.pk}",
        conversation=f"chat:{word.invitation_id}",
        surface=Surface.PRIVATE,
        text=text,
        attachments=attachments,
        at=now,
    )


def _shown(desk: Desk, found: Sequence[ChatWord]) -> list[Word]:
    """The words that these rows place. A customer's is seen once staff have said something after it."""
    theirs = [row for row in found if row.reply_id is None]
    answered = _last_of_staff(desk, invitation_id=theirs[0].invitation_id) if theirs else 0
    replies = _by_number(desk, Reply, {row.reply_id for row in found})
    cases = _by_number(desk, Case, {reply.case_id for reply in replies.values()})
    messages = _by_number(desk, Message, {row.message_id for row in found})
    names = people.first_names(desk, {reply.slack_user_id for reply in replies.values()})
    files = _files_of(desk, found)
    shown = []
    for row in found:
        file = None
        if row.reply_id is not None:
            reply = replies[row.reply_id]
            who, text, is_seen = names[reply.slack_user_id], reply.text, bool(row.seen_at)
            team = people.team_of(desk, case=cases[reply.case_id])
        else:
            number = row.message_id or 0
            text, file = messages[number].text, files.get(number)
            who, team, is_seen = "", "", row.pk < answered
        shown.append(
            Word(
                number=row.pk,
                is_customer=row.reply_id is None,
                who=who,
                team=team,
                text=text,
                at=row.at,
                seen=is_seen,
                client_key=row.client_key or "",
                file=file,
            )
        )
    return shown


def _by_number(desk: Desk, table: type[_Row], numbers: Set[int | None]) -> dict[int, _Row]:
    """The rows of these numbers, in one query."""
    if not numbers - {None}:
        return {}
    query = select(table).where(col(table.id).in_(numbers - {None}))
    return {row.pk: row for row in desk.session.exec(query)}


def _last_of_staff(desk: Desk, *, invitation_id: int) -> int:
    query = select(ChatWord.id).where(
        ChatWord.invitation_id == invitation_id, col(ChatWord.reply_id).is_not(None)
    )
    return desk.session.exec(query.order_by(col(ChatWord.id).desc()).limit(1)).first() or 0


def _files_of(desk: Desk, found: Sequence[ChatWord]) -> dict[int, ChatFile]:
    """The files among these words, by their message."""
    numbers = [row.message_id for row in found if row.message_id is not None]
    if not numbers:
        return {}
    query = select(ChatFile).where(col(ChatFile.message_id).in_(numbers))
    return {file.message_id: file for file in desk.session.exec(query)}
