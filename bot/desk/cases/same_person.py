"""Saying that two accounts are one person's, and taking that back. Only staff say so; nothing is matched."""

from collections.abc import Collection, Sequence

from sqlmodel import col, select

from bot.desk import case_access, private_words
from bot.desk.cases.linking import CannotLink
from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.records.cases.account_link import AccountLink
from bot.domain.records.cases.case import OPEN_STATES, Case
from bot.domain.records.messages.author import Author
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.search.name_folding import folded
from bot.language import say
from bot.storage.cases import persons
from bot.storage.cases.private_words import not_hidden

_ACCOUNTS_MOST = 10  # as the refusal says
_LOOKED_AT = 2_000  # of the newest cases


def link(desk: Desk, *, case_id: int, other: int, by: Actor) -> None:
    """Say that the customers of two cases are one person. Locks their accounts, then their open cases.

    Whoever was one person with either is one with both. Raises NoSuchCase, NotForYou, CannotLink.
    """
    case, there = _read(desk, case_id), _read(desk, other)
    _lock_accounts(desk, case.author_id, there.author_id)
    refuse(desk, case=case, other=there)
    mine, theirs = _accounts(desk, case), _accounts(desk, there)
    locked = _lock_cases(desk, also=[case_id, other], by_authors=[*mine, *theirs])
    for one in mine:
        for another in theirs:
            first, second = sorted((one, another))
            desk.session.add(
                AccountLink(
                    first_author_id=first,
                    second_author_id=second,
                    linked_at=desk.now,
                    linked_by=by.slack_user_id,
                )
            )
    desk.session.flush()
    accounts = sorted({*mine, *theirs})
    for number in sorted((case_id, other)):
        desk.record(number, Trail.ACCOUNTS_LINKED, by=by, accounts=accounts)
    _show(desk, locked)


def refuse(desk: Desk, *, case: Case, other: Case) -> None:
    """Raise CannotLink if the customers of the two cannot be said to be one person, or are already."""
    if case.brand != other.brand:
        raise CannotLink(say("Customers of two banks stay apart."))
    mine, theirs = _accounts(desk, case), _accounts(desk, other)
    if other.author_id in mine:
        raise CannotLink(say("The two cases are one person's already."))
    if len(mine) + len(theirs) > _ACCOUNTS_MOST:
        raise CannotLink(say("A person can have at most 10 accounts."))


def part(desk: Desk, *, case_id: int, author_id: int, by: Actor) -> None:
    """Take an account away from the person who is the customer of this case; that it was one of theirs
    stays in the record. Locks as ``link`` does. Raises NoSuchCase, NotForYou, CannotLink."""
    case = _read(desk, case_id)
    _lock_accounts(desk, case.author_id, author_id)
    accounts = _accounts(desk, case)
    if author_id not in accounts[1:]:
        raise CannotLink(say("That account is not one of theirs any more."))
    newest = _newest_case(desk, author_id)
    about = [case_id, newest] if newest else [case_id]
    locked = _lock_cases(desk, also=about, by_authors=accounts)
    for row in persons.links_of(session=desk.session, author_id=author_id):
        row.unlinked_at = desk.now
        row.unlinked_by = by.slack_user_id
        desk.session.add(row)
    desk.session.flush()
    for number in sorted(set(about)):
        desk.record(number, Trail.ACCOUNTS_UNLINKED, by=by, account=author_id)
    _show(desk, locked)


def alike(desk: Desk, *, case: Case, channels: Collection[str], limit: int = 10) -> list[Case]:
    """The newest case of each other account of this bank's customers that has the same name or handle.
    ``channels``: the private Slack channels of whoever looks."""
    accounts = _accounts(desk, case)
    author = desk.session.get_one(Author, case.author_id)
    called = {folded(each) for each in (author.name, author.handle) if each}
    newest = (
        select(Case.id, Case.author_id, Author.name, Author.handle)
        .join(Author, col(Author.id) == col(Case.author_id))
        .where(Case.brand == case.brand, col(Author.id).not_in(accounts), not_hidden(channels))
        .order_by(col(Case.id).desc())
        .limit(_LOOKED_AT)
    )
    found: dict[int, int] = {}
    for number, author_id, name, handle in desk.session.exec(newest):
        if number and called & {folded(name), folded(handle)}:
            found.setdefault(author_id, number)
    return [desk.session.get_one(Case, number) for number in list(found.values())[:limit]]


def _read(desk: Desk, case_id: int) -> Case:
    """The case, which this person may see; not locked, for accounts come before it."""
    case = desk.session.get(Case, case_id)
    if case is None:
        raise case_access.NoSuchCase(case_id)
    private_words.require_for_private_only(desk, case=case)
    return case


def _accounts(desk: Desk, case: Case) -> list[int]:
    return persons.accounts_of(session=desk.session, author_id=case.author_id)


def _lock_accounts(desk: Desk, *author_ids: int) -> None:
    """Lock these accounts and all that are linked to them, the lowest number first, so that two who link
    at once are one after the other and no pair is left out."""
    while True:
        wanted = _persons(desk, author_ids)
        with desk.session.begin_nested() as attempt:
            rows = select(Author).where(col(Author.id).in_(wanted)).order_by(col(Author.id))
            desk.session.exec(rows.with_for_update(key_share=True)).all()
            if _persons(desk, author_ids) == wanted:
                return
            attempt.rollback()


def _persons(desk: Desk, author_ids: Sequence[int]) -> list[int]:
    found = [persons.accounts_of(session=desk.session, author_id=each) for each in author_ids]
    return sorted({account for accounts in found for account in accounts})


def _lock_cases(desk: Desk, *, also: Sequence[int], by_authors: Sequence[int]) -> list[Case]:
    def which() -> set[int]:
        still_open = col(Case.state).in_(sorted(OPEN_STATES))
        query = select(Case.id).where(col(Case.author_id).in_(by_authors), still_open)
        return {number for number in desk.session.exec(query) if number} | set(also)

    return list(case_access.lock_cases(desk.as_system(), which=which).values())


def _newest_case(desk: Desk, author_id: int) -> int | None:
    query = select(Case.id).where(Case.author_id == author_id).order_by(col(Case.id).desc())
    return desk.session.exec(query).first()


def _show(desk: Desk, cases: Sequence[Case]) -> None:
    """On the headlines, which name the case before."""
    for case in cases:
        postings.redraw(desk, case=case)
