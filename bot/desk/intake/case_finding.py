"""Which case a post belongs to, and what the customer's next word does to it.

In this order: the same conversation as a case of this author that is not closed; an open case of the
same author with the same account, or into which such a one went; else a new one, linked to the
author's last. Nothing is joined across channels.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.cases.customer_words import takes_word_of
from bot.desk.desk import Desk
from bot.desk.messages import thanks
from bot.domain.channels.inbound import Inbound
from bot.domain.records.cases.case import OPEN_STATES, Case, CaseState, Surface
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Message
from bot.storage.cases import merges


@dataclass(frozen=True)
class Found:
    """The case a post belongs to, or the author's last one if it needs a new case."""

    case: Case | None
    previous: Case | None = None


def find(desk: Desk, *, inbound: Inbound, author: Author) -> Found:
    """Look for the case and lock the one found.

    It may have ended or gone on in another while we waited for it: then it is let go of, and looked
    for anew.
    """
    while True:
        found = _look(desk, inbound=inbound, author=author)
        if found.case is None:
            return found
        seen = found.case.state
        with desk.session.begin_nested() as attempt:
            case = case_access.lock_case(desk, case_id=found.case.number)
            if case.state == seen or case.state in OPEN_STATES:
                return Found(case)
            attempt.rollback()


def _look(desk: Desk, *, inbound: Inbound, author: Author) -> Found:
    mine = list(
        desk.session.exec(
            select(Case)
            .where(
                Case.author_id == author.id,
                _of_our_account(desk, inbound=inbound),
                Case.state != CaseState.MERGED,
            )
            .order_by(col(Case.id).desc())
            .limit(50),
            execution_options={"populate_existing": True},
        )
    )
    same = _of_same_talk(desk, inbound=inbound, mine=mine)
    still = [case for case in mine if case.state in OPEN_STATES]
    still += _took_over(desk, inbound=inbound, author=author)
    gone_on = _where_it_went(desk, inbound=inbound, author=author)
    if inbound.surface == Surface.PRIVATE:  # one talk for life: what ended is not in the way
        first = [case for case in still if case in same]
        order = [*first, *still, *same, *gone_on]
    else:
        order = [*same, *gone_on, *still]
    if (
        not order
        and inbound.surface == Surface.PUBLIC
        and thanks.inbound_only_thanks(desk, inbound=inbound)
    ):
        days = desk.rules.reopen_days  # a thanks of its own, for what was done last: no new case
        order = [c for c in mine[:1] if takes_word_of(c, at=inbound.at, reopen_days=days)]
    for case in order[:1]:
        return Found(case)
    return Found(None, previous=mine[0] if mine else None)


def _of_our_account(desk: Desk, *, inbound: Inbound) -> ColumnElement[bool]:
    """The account's own cases; and of a public conversation those of the brand's other accounts, for who
    names two of them talks to one bank."""
    ours = col(Case.account) == inbound.account
    brand = desk.rules.route_for(inbound.channel, inbound.account).brand
    if brand and inbound.surface == Surface.PUBLIC:
        ours = or_(
            ours, and_(col(Case.brand) == brand, col(Case.conversation) == inbound.conversation)
        )
    return and_(col(Case.channel) == inbound.channel, ours)


def _took_over(desk: Desk, *, inbound: Inbound, author: Author) -> list[Case]:
    """The author's open cases with another account of the brand, that one with this account went into."""
    query = select(Case).where(
        Case.author_id == author.id,
        Case.channel == inbound.channel,
        Case.brand == desk.rules.route_for(inbound.channel, inbound.account).brand,
        Case.account != inbound.account,
        col(Case.state).in_(OPEN_STATES),
    )
    session = desk.session
    elsewhere = session.exec(
        query.order_by(col(Case.id).desc()), execution_options={"populate_existing": True}
    ).all()
    return [
        case
        for case in elsewhere
        for number in merges.same_voice(session=session, case=case)
        if session.get_one(Case, number).account == inbound.account
    ]


def _of_same_talk(desk: Desk, *, inbound: Inbound, mine: list[Case]) -> list[Case]:
    """The author's cases that this conversation is part of, and that still take a word."""
    talked = {case.number for case in mine if case.conversation == inbound.conversation}
    others = [case.number for case in mine if case.number not in talked]
    if others:  # a case is named after its first conversation; a later one became part of it
        query = select(Message.case_id).where(col(Message.case_id).in_(others), *_said_in(inbound))
        talked |= set(desk.session.exec(query.distinct()))
    days = desk.rules.reopen_days
    return [
        case
        for case in mine
        if case.number in talked and takes_word_of(case, at=inbound.at, reopen_days=days)
    ]


def _said_in(inbound: Inbound) -> tuple[ColumnElement[bool], ...]:
    """Whether a message was said in the same conversation."""
    return (
        col(Message.surface) == inbound.surface,
        col(Message.conversation) == inbound.conversation,
    )


def _where_it_went(desk: Desk, *, inbound: Inbound, author: Author) -> list[Case]:
    """Where the author's merged cases of this conversation go on, if they still take a word.

    A private word goes to a case of the same author only.
    """
    query = select(Case.id).where(
        Case.author_id == author.id,
        _of_our_account(desk, inbound=inbound),
        or_(
            col(Case.conversation) == inbound.conversation,
            exists().where(col(Message.case_id) == col(Case.id), *_said_in(inbound)),
        ),
        Case.state == CaseState.MERGED,
    )
    session, days = desk.session, desk.rules.reopen_days
    gone = [number for number in session.exec(query.order_by(col(Case.id).desc())) if number]
    ends = {merges.survivor_of(session=session, case_id=number): None for number in gone}
    return [
        case
        for case in (session.get_one(Case, number, populate_existing=True) for number in ends)
        if takes_word_of(case, at=inbound.at, reopen_days=days)
        and (inbound.surface == Surface.PUBLIC or case.author_id == author.id)
    ]
