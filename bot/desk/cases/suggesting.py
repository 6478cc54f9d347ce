"""Which cases come to mind when one is to be merged or linked: the same person's, what stands in the same
conversation, and who said the same just now."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from bot.desk.cases.linking import links_of
from bot.desk.cases.merging import why_apart
from bot.desk.desk import Desk
from bot.domain.records.cases.case import OPEN_STATES, Case, CaseState, Surface
from bot.domain.records.messages.message import Direction, Message
from bot.domain.triage.likeness import say_the_same, words_of
from bot.storage.cases import persons

_LOOKED_AT = 200  # open cases, the newest first
_SAME_MINUTE = timedelta(minutes=1)
_SAME_DAY = timedelta(hours=24)


def to_merge(desk: Desk, *, case: Case, limit: int = 20) -> list[Case]:
    """Where it might go on: the same person's other open cases, their ended ones, the same conversation, the
    same words of the same minute, then of the same day."""
    found = _likely(desk, case=case, among=_can_be_merged(case), limit=limit)
    return [each for each in found if not why_apart(desk, case=case, target=each)][:limit]


def to_link(desk: Desk, *, case: Case, limit: int = 20) -> list[Case]:
    """What it might have to do with, in the same order, on whichever channel; without what it is linked to."""
    linked = {link.other(case.number) for link in links_of(desk, case_id=case.number)}
    among = [Case.brand == case.brand, col(Case.state) != CaseState.MERGED]
    found = _likely(desk, case=case, among=among, limit=limit + len(linked))
    return [each for each in found if each.number not in linked][:limit]


def _can_be_merged(case: Case) -> list[Any]:
    ended = [CaseState.MERGED, CaseState.CLOSED]
    one_bank = [Case.brand == case.brand, Case.channel == case.channel]
    return [*one_bank, col(Case.state).not_in(ended)]


def _likely(desk: Desk, *, case: Case, among: Sequence[Any], limit: int) -> list[Case]:
    accounts = persons.accounts_of(session=desk.session, author_id=case.author_id)
    others = select(Case).where(*among, Case.id != case.id)
    newest = col(Case.id).desc()
    near = [
        each
        for query in (
            others.where(col(Case.author_id).in_(accounts)),
            others.where(Case.channel == case.channel, Case.conversation == case.conversation),
        )
        for each in desk.session.exec(query.order_by(newest).limit(limit))
    ]
    near.sort(key=lambda each: (each.author_id not in accounts, not each.is_open, -each.number))
    said_so = others.where(
        col(Case.author_id).not_in(accounts),
        col(Case.state).in_(OPEN_STATES),
        Case.opened_at > case.opened_at - _SAME_DAY,
    )
    looked_at = desk.session.exec(said_so.order_by(newest).limit(_LOOKED_AT)).all()
    alike = _who_said_the_same(desk, case=case, others=looked_at)
    return list({each.number: each for each in [*near, *alike]}.values())


def _who_said_the_same(desk: Desk, *, case: Case, others: Sequence[Case]) -> list[Case]:
    """Those whose first public words are nearly the ones of this case; the nearest in time first."""
    said = _first_words(desk, [case, *others])
    mine = words_of(said.get(case.number, ""))
    alike = [o for o in others if say_the_same(mine, words_of(said.get(o.number, "")))]
    return sorted(alike, key=lambda o: (_apart(o, case) > _SAME_MINUTE, _apart(o, case)))


def _apart(one: Case, other: Case) -> timedelta:
    return abs(one.opened_at - other.opened_at)


def _first_words(desk: Desk, cases: Sequence[Case]) -> dict[int, str]:
    """What each customer said first in public, of what still stands."""
    query = select(Message).where(
        col(Message.case_id).in_([case.number for case in cases]),
        Message.direction == Direction.INBOUND,
        Message.surface == Surface.PUBLIC,
        col(Message.deleted_at).is_(None),
    )
    newest_first = desk.session.exec(query.order_by(col(Message.posted_at).desc())).all()
    return {message.case_id: message.text for message in newest_first}
