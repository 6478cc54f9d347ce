"""Reading what was handed over: which team a case was with at a moment, and who it was given to."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, select

from bot.domain.records.cases.case import Case
from bot.domain.records.handover import Handover


def of_cases(*, session: Session, case_ids: Collection[int]) -> list[Handover]:
    """Every hand-over of these cases, oldest first."""
    query = select(Handover).where(col(Handover.case_id).in_(sorted(case_ids)))
    return list(session.exec(query.order_by(col(Handover.id))))


def team_at(*, session: Session, case: Case, at: datetime) -> str:
    """The team the case was with at this moment."""
    for handover in of_cases(session=session, case_ids=[case.number]):
        if handover.handed_at > at:
            return handover.from_team
    return case.team


def opening_team(case: Case, handovers: Collection[Handover]) -> str:
    """The team a case began with."""
    return next((h.from_team for h in handovers if h.case_id == case.number), case.team)
