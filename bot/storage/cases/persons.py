"""Reading which accounts staff said one person has. The one place that says so."""

from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from bot.domain.records.cases.account_link import AccountLink
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.messages.author import Author
from bot.storage.known_rows import looked_none
from bot.storage.probing import has_any


def links_of(*, session: Session, author_id: int) -> list[AccountLink]:
    """The standing links of an account, the oldest first."""
    one, other = col(AccountLink.first_author_id), col(AccountLink.second_author_id)
    mine = or_(one == author_id, other == author_id)
    query = select(AccountLink).where(mine, _stands())
    return list(session.exec(query.order_by(col(AccountLink.id))))


def accounts_of(*, session: Session, author_id: int) -> list[int]:
    """This account, then the others of the same person, in the order in which they were linked."""
    links = links_of(session=session, author_id=author_id)
    return [author_id, *(link.other(author_id) for link in links)]


def case_before(*, session: Session, case: Case) -> int | None:
    """The case that this customer had last before this one, from whichever of their accounts."""
    if looked_none(session, AccountLink, case.number):
        return case.previous_case_id
    accounts = accounts_of(session=session, author_id=case.author_id)
    if len(accounts) == 1:
        return case.previous_case_id
    query = select(Case.id).where(
        col(Case.author_id).in_(accounts),
        Case.brand == case.brand,
        col(Case.id) < case.number,
        col(Case.state) != CaseState.MERGED,
    )
    return session.exec(query.order_by(col(Case.id).desc())).first()


def is_by(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Of a case: its author fits the condition, or another account of the same person does."""
    return or_(
        has_any(col(Author.id) == col(Case.author_id), condition),
        _linked(AccountLink.first_author_id, AccountLink.second_author_id, condition),
        _linked(AccountLink.second_author_id, AccountLink.first_author_id, condition),
    )


def _linked(one: Any, other: Any, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    fitting = select(col(one)).where(_stands(), col(Author.id) == col(other), condition)
    return col(Case.author_id).in_(fitting.correlate(None))


def _stands() -> ColumnElement[bool]:
    return col(AccountLink.unlinked_at).is_(None)
