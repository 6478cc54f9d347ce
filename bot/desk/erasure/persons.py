"""Who is meant: a person by a case of theirs or by an account, with the accounts that staff linked."""

import re
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from bot.desk.desk import DeskError
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.author import Author
from bot.domain.text.references import NotAReference, case_number
from bot.language import say
from bot.storage.cases.persons import accounts_of

_ACCOUNT = re.compile(r"\s*([a-z]+)\s*:\s*@?(.+?)\s*", re.IGNORECASE)


class NobodyMeant(DeskError):
    """What was typed names no customer, or more than one."""


@dataclass(frozen=True)
class Person:
    """One customer: every account of theirs that is known, and every case of these."""

    accounts: tuple[Author, ...]
    cases: tuple[Case, ...]

    @property
    def author_ids(self) -> list[int]:
        """Our numbers for the accounts."""
        return [each.pk for each in self.accounts]

    @property
    def case_ids(self) -> list[int]:
        """The numbers of the cases."""
        return [each.number for each in self.cases]

    @property
    def names(self) -> list[str]:
        """What the platforms call them: numbers, handles and names."""
        told = [[each.external_id, each.handle, each.name] for each in self.accounts]
        return sorted({name for names in told for name in names if name})


def meant(session: Session, who: str) -> Person:
    """The person: ``C-1042``, or a channel with an id or a handle: ``x:@ana``. Raises NobodyMeant."""
    account = _ACCOUNT.fullmatch(who)
    if account is not None:
        return _with_linked(session, _by_account(session, account[1].lower(), account[2]))
    try:
        case = session.get(Case, case_number(who))
    except NotAReference:
        raise NobodyMeant(
            say(
                "Name a case, such as C-1042, or an account: its channel, a colon, its id or handle."
            )
        ) from None
    if case is None:
        raise NobodyMeant(say("There is no case {case}.", case=who.strip()))
    return _with_linked(session, case.author_id)


def _by_account(session: Session, channel: str, called: str) -> int:
    query = select(Author).where(
        Author.channel == channel, or_(Author.external_id == called, Author.handle == called)
    )
    found = session.exec(query.order_by(col(Author.id))).all()
    if len(found) > 1:
        ids = ", ".join(each.external_id for each in found)
        raise NobodyMeant(
            say("Several accounts are called so. Name one by its id: {ids}.", ids=ids)
        )
    if not found:
        raise NobodyMeant(say("No customer of that channel has this id or handle."))
    return found[0].pk


def _with_linked(session: Session, author_id: int) -> Person:
    numbers = accounts_of(session=session, author_id=author_id)
    accounts = [session.get_one(Author, number) for number in numbers]
    query = select(Case).where(col(Case.author_id).in_(numbers)).order_by(col(Case.id))
    return Person(tuple(accounts), tuple(session.exec(query)))
