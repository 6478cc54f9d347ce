"""Reads what the Home tab shows: my cases and those nobody has, what is due soonest first."""

from typing import Any

from sqlalchemy import Select
from sqlmodel import Session, col, func, select

from bot.domain.case import OPEN_STATES, Case
from bot.domain.claim import Claim
from bot.domain.sla.clock import SlaClock
from bot.slack.shown import Names, case_shown
from bot.slack.views.board import BoardShown
from bot.slack.views.home import ROWS_MOST, HomeShown
from bot.slack.views.models import CaseShown


def home_shown(
    *, session: Session, slack_user_id: str, names: Names, board: BoardShown | None = None
) -> HomeShown:
    """The two lists of this person, and how long they really are."""
    mine = _open_cases().where(col(Claim.slack_user_id) == slack_user_id)
    unclaimed = _open_cases().where(col(Claim.id).is_(None))
    return HomeShown(
        mine=_soonest(session, mine, names),
        unclaimed=_soonest(session, unclaimed, names),
        mine_count=_count(session, mine),
        unclaimed_count=_count(session, unclaimed),
        board=board,
    )


def _open_cases() -> Select[Any]:
    """Open cases with their open claim, if they have one."""
    held = (col(Claim.case_id) == col(Case.id)) & col(Claim.released_at).is_(None)
    return (
        select(col(Case.id)).outerjoin(Claim, held).where(col(Case.state).in_(sorted(OPEN_STATES)))
    )


def _soonest(session: Session, cases: Select[Any], names: Names) -> list[CaseShown]:
    running = (
        (col(SlaClock.case_id) == col(Case.id))
        & col(SlaClock.met_at).is_(None)
        & col(SlaClock.stopped_at).is_(None)
    )
    due = func.min(SlaClock.due_at)
    query = (
        cases.outerjoin(SlaClock, running)
        .group_by(col(Case.id))
        .order_by(due.is_(None), due, col(Case.id))
        .limit(ROWS_MOST)
    )
    found = [
        case_shown(session=session, case_id=case_id, names=names)
        for case_id in session.scalars(query)
    ]
    return [case for case in found if case is not None]


def _count(session: Session, cases: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(cases.subquery())) or 0
