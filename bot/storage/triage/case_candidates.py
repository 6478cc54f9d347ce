"""The cases in which what is searched for may stand, as the index of words says. Who searches looks closer."""

from itertools import permutations
from typing import Any

from sqlalchemy import ColumnElement, TextClause, or_
from sqlmodel import Session, col, select

from bot.domain.languages.names import code_called
from bot.domain.records.cases.account_link import AccountLink
from bot.domain.records.cases.case import Case
from bot.domain.records.cases.note import Note
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Message
from bot.domain.search.case_query import Search
from bot.storage.word_index import may_hold

_LONGEST_CODE = 3


def cases_by_index(session: Session, search: Search) -> list[ColumnElement[bool]]:
    """Of cases: each word may stand in one of its messages, notes or names; a language that it names, too."""
    wanted = [
        or_(col(Case.id).in_(_said_in(session, word)), *written_in(word)) for word in search.words
    ]
    if search.author:
        either = (
            may_hold(session, Author, search.author),
            may_hold(session, Author, f"@{search.author}"),
        )
        wanted.append(col(Case.id).in_(_of_authors(or_(*either))))
    return wanted


def written_in(word: str) -> list[ColumnElement[bool]]:
    """The customer writes in the language that the word names; a code of two letters is no name."""
    code = code_called(word) if len(word) > _LONGEST_CODE else ""
    return [col(Case.language) == code] if code else []


def _said_in(session: Session, word: str) -> Any:
    """The numbers of the cases in which the word may stand."""
    said, noted, named = (may_hold(session, rows, word) for rows in (Message, Note, Author))
    return (
        select(Message.case_id)
        .where(said)
        .union_all(select(Note.case_id).where(noted), _of_authors(named))
    )


def _of_authors(are: ColumnElement[bool] | TextClause) -> Any:
    """The numbers of the cases of these authors, and of other accounts of theirs."""
    fitting = select(Author.id).where(are)
    links = (AccountLink.first_author_id, AccountLink.second_author_id)
    linked = [select(col(one)).where(col(other).in_(fitting)) for one, other in permutations(links)]
    return select(Case.id).where(col(Case.author_id).in_(fitting.union_all(*linked)))
