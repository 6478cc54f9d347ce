"""Finding cases by what was asked for, the same on both databases: open ones in the order of the worklist,
then those that have ended, the newest word first.

Words are looked for in the masked text, in the open. Private words are only looked at for those who
may read them. Without a day named, the last months are searched: so the answer comes in time. Of open cases
and of those that ended lately the words are read; of all others an index says where they may be.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from bot.domain.records.cases.case import Case, CaseThread, Surface
from bot.domain.records.cases.case_signal import CaseSignal
from bot.domain.records.cases.note import Note
from bot.domain.records.claim import Claim
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Staff
from bot.domain.search.case_query import Search
from bot.domain.search.near_names import nearest_names
from bot.language import say
from bot.storage.cases.claims import is_open_claim_of_case
from bot.storage.cases.persons import is_by
from bot.storage.cases.private_words import not_hidden, words_readable
from bot.storage.figures.conditions import is_open
from bot.storage.probing import has_any
from bot.storage.surges import called, in_one_of
from bot.storage.topics import is_about
from bot.storage.triage.case_candidates import cases_by_index, written_in
from bot.storage.triage.worklist import Worklist
from bot.storage.word_index import holds

LOOKED_BACK = timedelta(days=180)
_NAMES_MOST = 2_000  # of the newest cases
_RELAXED_MOST = 4  # each is a search of its own
_LATELY = timedelta(days=2)
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
        .where(*_in_surge(session, search))
        .where(col(Case.last_inbound_at) >= (search.since or looked_back or now).astimezone(UTC))
    )
    may_be_in = cases_by_index(session, search)
    try:
        found = _open_then_ended(session, query, may_be_in, now=now, limit=limit + 1, offset=offset)
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


def near_names(*, session: Session, search: Search, channels: Collection[str]) -> list[str]:
    """Customers of cases this person may see whose names are nearly what was typed, the nearest first."""
    typed = search.author or " ".join(search.words)
    if not typed:
        return []
    query = (
        select(Author.name, Author.handle)
        .join(Case, col(Case.author_id) == col(Author.id))
        .where(not_hidden(channels))
        .order_by(col(Case.id).desc())
        .limit(_NAMES_MOST)
    )
    return nearest_names(typed, session.exec(query))


def _open_then_ended(
    session: Session,
    query: Select[Any],
    may_be_in: Sequence[ColumnElement[bool]],
    *,
    now: datetime,
    limit: int,
    offset: int,
) -> list[int]:
    """The order of the worklist asks for the clocks of every case, so it is that of the open ones alone."""
    still_open = query.where(is_open())
    sorted_ = Worklist(session=session, now=now).sorted(still_open)
    found = list(session.scalars(sorted_.limit(limit).offset(offset)))
    if len(found) == limit:
        return found
    before = offset + len(found) if found or not offset else _count(session, still_open)
    ended = query.where(~is_open()).order_by(col(Case.last_inbound_at).desc(), col(Case.id).desc())
    return [*found, *_ended(session, ended, may_be_in, now, limit - len(found), offset - before)]


def _ended(
    session: Session,
    query: Select[Any],
    may_be_in: Sequence[ColumnElement[bool]],
    now: datetime,
    limit: int,
    offset: int,
) -> list[int]:
    """What many say is soon found among the newest; what few say is found by the index, however old it is."""
    first, last = max(0, offset), max(0, offset) + limit
    lately, ended_at = now - _LATELY, col(Case.last_inbound_at)
    newest = query.where(ended_at >= lately) if may_be_in else query
    found = list(session.scalars(newest.limit(last)))
    if may_be_in and len(found) < last:
        older = query.where(ended_at < lately, *may_be_in)
        found += session.scalars(older.limit(last - len(found)))
    return found[first:last]


def _count(session: Session, query: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _hurry(session: Session) -> None:
    """Give up rather than let somebody wait. Only PostgreSQL knows how; SQLite's file is small."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SET LOCAL statement_timeout = {LONGEST_MS}"))


def _conditions(search: Search, channels: Collection[str]) -> list[ColumnElement[bool]]:
    wanted = [
        or_(_says(word, channels), _noted(word, channels), _named(word), *written_in(word))
        for word in search.words
    ]
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
    if search.language:
        wanted.append(col(Case.language) == search.language)
    if search.signal:
        wanted.append(_carries(search.signal, channels))
    if search.topics:
        wanted.append(is_about(search.topics))
    if search.until:
        wanted.append(col(Case.last_inbound_at) < search.until.astimezone(UTC))
    return [*wanted, *_owned(search)]


def _in_surge(session: Session, search: Search) -> list[ColumnElement[bool]]:
    if not search.surge:
        return []
    return [in_one_of(called(session=session, name=search.surge))]


def _owned(search: Search) -> list[ColumnElement[bool]]:
    wanted = [~_claimed()] if search.unowned else []
    if search.owner:
        wanted.append(_claimed(col(Claim.slack_user_id) == search.owner))
    if search.owner_name:
        named = exists().where(
            col(Staff.slack_user_id) == col(Claim.slack_user_id),
            _holds(col(Staff.name), search.owner_name),
        )
        wanted.append(_claimed(named))
    return wanted


def _says(word: str, channels: Collection[str]) -> ColumnElement[bool]:
    return has_any(
        col(Message.case_id) == col(Case.id),
        col(Message.deleted_at).is_(None),
        words_readable(channels),
        _holds(col(Message.text), word),
    )


def _noted(word: str, channels: Collection[str]) -> ColumnElement[bool]:
    """A colleague's note in a thread that this person may read."""
    in_private = exists().where(
        col(CaseThread.case_id) == col(Note.case_id),
        col(CaseThread.slack_channel) == col(Note.slack_channel),
        col(CaseThread.surface) == Surface.PRIVATE,
    )
    return has_any(
        col(Note.case_id) == col(Case.id),
        col(Note.deleted_at).is_(None),
        or_(~in_private, col(Note.slack_channel).in_(sorted(channels))),
        _holds(col(Note.text), word),
    )


def _carries(signal: str, channels: Collection[str]) -> ColumnElement[bool]:
    """A signal that nobody took back, by the beginning of its name or a part of its title."""
    return has_any(
        col(CaseSignal.case_id) == col(Case.id),
        col(CaseSignal.taken_back_at).is_(None),
        col(Message.id) == col(CaseSignal.message_id),
        words_readable(channels),
        or_(
            col(CaseSignal.signal).startswith(signal.replace("-", "_"), autoescape=True),
            _holds(col(CaseSignal.title), signal),
        ),
    )


def _by(author: str) -> ColumnElement[bool]:
    """The handle from its beginning, or any part of the name."""
    handle = func.lower(Author.handle).startswith(author.lower(), autoescape=True)
    return is_by(or_(handle, _holds(col(Author.name), author)))


def _named(word: str) -> ColumnElement[bool]:
    """The customer's name has this word in it, however it is spelt."""
    return is_by(_holds(col(Author.name), word))


def _holds(column: Any, word: str) -> ColumnElement[bool]:
    return holds(column, word)


def _claimed(*by: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(is_open_claim_of_case(), *by)
