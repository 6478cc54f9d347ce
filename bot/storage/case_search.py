"""Finding cases by what was asked for, the same on both databases: open ones in the order of the worklist,
then those that have ended, the newest word first.

Words are looked for in the masked text, in the open. Private words are only looked at for those who
may read them. Without a day named, the last months are searched: so the answer comes in time.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from bot.domain.records.author import Author
from bot.domain.records.case import OPEN_STATES, Case
from bot.domain.records.claim import Claim
from bot.domain.records.message import Message
from bot.domain.records.staff import Staff
from bot.domain.search.case_query import Search
from bot.domain.search.name_folding import folded
from bot.language import say
from bot.storage.claims import is_open_claim_of_case
from bot.storage.folding import fold
from bot.storage.private_words import not_hidden, words_readable
from bot.storage.worklist import Worklist

LOOKED_BACK = timedelta(days=180)
_RELAXED_MOST = 4  # each is a search of its own
LONGEST_MS = 2_000  # of the three seconds Slack allows for an answer


class TooSlow(Exception):
    """The search took too long. Its text says what makes it quicker."""

    def __init__(self) -> None:
        super().__init__(
            say("That search takes too long. Name a customer or a day, such as since:monday.")
        )


@dataclass(frozen=True)
class Page:
    """One page of what was found."""

    case_ids: tuple[int, ...]
    has_more: bool
    since: datetime | None  # how far back was looked, where nobody had named a day


def find_cases(
    *,
    session: Session,
    search: Search,
    channels: Collection[str],
    now: datetime,
    limit: int,
    offset: int = 0,
) -> Page:
    """The cases this person may see. ``channels``: the private Slack channels they are in.

    Raises TooSlow.
    """
    _hurry(session)
    looked_back = None if search.since else now - LOOKED_BACK
    query: Select[Any] = (
        select(col(Case.id))
        .where(not_hidden(channels), *_conditions(search, channels))
        .where(col(Case.last_inbound_at) >= (search.since or looked_back or now).astimezone(UTC))
    )
    try:
        found = _open_then_ended(session, query, now=now, limit=limit + 1, offset=offset)
    except OperationalError as error:  # PostgreSQL gave up, as it was told to
        raise TooSlow from error
    return Page(tuple(found[:limit]), has_more=len(found) > limit, since=looked_back)


def without_one(
    *, session: Session, search: Search, channels: Collection[str], now: datetime
) -> list[Search]:
    """The searches with one condition less that find something. Raises TooSlow."""
    return [
        fewer
        for fewer in search.relaxed()[:_RELAXED_MOST]
        if find_cases(session=session, search=fewer, channels=channels, now=now, limit=1).case_ids
    ]


def _open_then_ended(
    session: Session, query: Select[Any], *, now: datetime, limit: int, offset: int
) -> list[int]:
    """The order of the worklist asks for the clocks of every case, so it is that of the open ones alone."""
    is_open = col(Case.state).in_(sorted(OPEN_STATES))
    still_open = query.where(is_open)
    sorted_ = Worklist(session=session, now=now).sorted(still_open)
    found = list(session.scalars(sorted_.limit(limit).offset(offset)))
    if len(found) == limit:
        return found
    before = offset + len(found) if found or not offset else _count(session, still_open)
    ended = query.where(~is_open).order_by(col(Case.last_inbound_at).desc(), col(Case.id).desc())
    ended = ended.limit(limit - len(found)).offset(max(0, offset - before))
    return [*found, *session.scalars(ended)]


def _count(session: Session, query: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _hurry(session: Session) -> None:
    """Give up rather than let somebody wait. Only PostgreSQL knows how; SQLite's file is small."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SET LOCAL statement_timeout = {LONGEST_MS}"))


def _conditions(search: Search, channels: Collection[str]) -> list[ColumnElement[bool]]:
    wanted = [or_(_says(word, channels), _named(word)) for word in search.words]
    if search.author:
        wanted.append(_by(search.author))
    if search.states:
        wanted.append(col(Case.state).in_(sorted(search.states)))
    if search.channel:
        wanted.append(col(Case.channel).startswith(search.channel, autoescape=True))
    if search.brand:
        wanted.append(col(Case.brand).startswith(search.brand, autoescape=True))
    if search.priority:
        wanted.append(col(Case.priority).startswith(search.priority, autoescape=True))
    if search.until:
        wanted.append(col(Case.last_inbound_at) < search.until.astimezone(UTC))
    if search.unowned:
        wanted.append(~_claimed())
    if search.owner:
        wanted.append(_claimed(col(Claim.slack_user_id) == search.owner))
    if search.owner_name:
        named = exists().where(
            col(Staff.slack_user_id) == col(Claim.slack_user_id),
            _holds_name(col(Staff.name), search.owner_name),
        )
        wanted.append(_claimed(named))
    return wanted


def _says(word: str, channels: Collection[str]) -> ColumnElement[bool]:
    return exists().where(
        col(Message.case_id) == col(Case.id),
        col(Message.deleted_at).is_(None),
        words_readable(channels),
        _contains(col(Message.text), word),
    )


def _by(author: str) -> ColumnElement[bool]:
    """The handle from its beginning, or any part of the name."""
    handle = func.lower(Author.handle).startswith(author.lower(), autoescape=True)
    return exists().where(
        col(Author.id) == col(Case.author_id), or_(handle, _holds_name(col(Author.name), author))
    )


def _named(word: str) -> ColumnElement[bool]:
    """The customer's name has this word in it, however it is spelt."""
    return exists().where(
        col(Author.id) == col(Case.author_id), _holds_name(col(Author.name), word)
    )


def _holds_name(column: Any, word: str) -> ColumnElement[bool]:
    return fold(column).contains(folded(word), autoescape=True)


def _claimed(*by: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(is_open_claim_of_case(), *by)


def _contains(column: Any, word: str) -> ColumnElement[bool]:
    """Whatever the case of its letters; SQLite folds only A to Z, so other spellings are asked too."""
    spellings = (
        {word, word.lower(), word.upper(), word.capitalize()} if not word.isascii() else {word}
    )
    return or_(*(column.icontains(spelling, autoescape=True) for spelling in sorted(spellings)))
