"""Reading what one customer wrote before, from whichever of their accounts, of what somebody may see."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select
from sqlmodel import Session, col, func, select

from bot.domain.records.cases.account_link import AccountLink
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Direction, Message
from bot.storage.cases import persons
from bot.storage.cases.private_words import not_hidden, words_readable


class Customer:
    """One person with the accounts that staff linked, seen from one of their cases. ``channels``: the
    private Slack channels of whoever looks."""

    def __init__(self, *, session: Session, case: Case, channels: Collection[str]) -> None:
        self._session = session
        self._case = case
        self._channels = channels
        self.accounts = persons.accounts_of(session=session, author_id=case.author_id)

    def earlier_cases(self, *, limit: int) -> list[int]:
        """The numbers of their other cases, the newest first; one merged away counts where it went."""
        newest = self._others().order_by(col(Case.id).desc()).limit(limit)
        return list(self._session.scalars(newest))

    def count(self) -> int:
        """How many there are."""
        query = select(func.count()).select_from(self._others().subquery())
        return self._session.scalar(query) or 0

    def last_answers(self, *, limit: int) -> list[Message]:
        """What they were answered last, in any case, the newest first."""
        query = (
            select(Message)
            .join(Case, col(Case.id) == col(Message.case_id))
            .where(
                col(Case.author_id).in_(self.accounts),
                Message.direction == Direction.OUTBOUND,
                col(Message.deleted_at).is_(None),
                not_hidden(self._channels),
                words_readable(self._channels),
            )
            .order_by(col(Message.posted_at).desc(), col(Message.id).desc())
        )
        return list(self._session.exec(query.limit(limit)))

    def linked(self) -> list[tuple[Author, AccountLink]]:
        """Their other accounts, each with who said so."""
        links = persons.links_of(session=self._session, author_id=self._case.author_id)
        of = self._case.author_id
        return [(self._session.get_one(Author, each.other(of)), each) for each in links]

    def may_be_named(self, author: Author) -> bool:
        """Whether something of this account's is known beyond what this person may not read."""
        theirs = select(Case.id).where(Case.author_id == author.id, not_hidden(self._channels))
        return self._session.exec(theirs).first() is not None

    def _others(self) -> Select[Any]:
        return select(col(Case.id)).where(
            col(Case.author_id).in_(self.accounts),
            col(Case.id) != self._case.number,
            col(Case.state) != CaseState.MERGED,
            not_hidden(self._channels),
        )
