"""Which cases come to mind when one is to be merged or linked: the author's own, what stands in the same
conversation, and who said the same just now."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import col, select

from bot.desk.cases.merging import why_apart
from bot.desk.desk import Desk
from bot.domain.records.case import OPEN_STATES, Case, CaseState, Surface
from bot.domain.records.message import Direction, Message
from bot.domain.triage.likeness import say_the_same, words_of

_LOOKED_AT = 200  # open cases, the newest first
_SAME_MINUTE = timedelta(minutes=1)
_SAME_DAY = timedelta(hours=24)


def suggestions(desk: Desk, *, case: Case, limit: int = 20) -> list[Case]:
    """Where it might go: the author's other open cases, their ended ones, the same conversation, the same
    words of the same minute, then of the same day."""
    same_bank = (
        Case.brand == case.brand,
        Case.channel == case.channel,
        Case.id != case.id,
        col(Case.state).not_in([CaseState.MERGED, CaseState.CLOSED]),
    )
    theirs = select(Case).where(*same_bank, Case.author_id == case.author_id)
    beside = select(Case).where(*same_bank, Case.conversation == case.conversation)
    newest = col(Case.id).desc()
    near = [
        *desk.session.exec(theirs.order_by(newest).limit(limit)),
        *desk.session.exec(beside.order_by(newest).limit(limit)),
    ]
    near.sort(key=lambda each: (each.author_id != case.author_id, not each.is_open, -each.number))
    found = {each.number: each for each in [*near, *_who_said_the_same(desk, case=case)]}
    fitting = [each for each in found.values() if not why_apart(desk, case=case, target=each)]
    return fitting[:limit]


def _who_said_the_same(desk: Desk, *, case: Case) -> list[Case]:
    """Open cases of others whose first public words are nearly those of this one; the nearest in time first."""
    query = select(Case).where(
        Case.brand == case.brand,
        Case.channel == case.channel,
        Case.author_id != case.author_id,
        col(Case.state).in_(OPEN_STATES),
        Case.opened_at > case.opened_at - _SAME_DAY,
    )
    others = desk.session.exec(query.order_by(col(Case.id).desc()).limit(_LOOKED_AT)).all()
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
