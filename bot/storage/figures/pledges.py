"""What our answers promised in a period, and what was kept or broken in it: one query, no words."""

from datetime import datetime

from sqlmodel import Session, col, or_, select

from bot.domain.records.cases.case import Case
from bot.domain.records.pledge import Pledge, PledgeEnd
from bot.storage.figures.conditions import in_scope, within
from bot.storage.figures.figure_rows import PledgeRow, PledgeStep, Scope


def read(*, session: Session, start: datetime, end: datetime, scope: Scope) -> list[PledgeRow]:
    """The steps in a period; of an answer that never went nothing was promised."""
    times = (col(Pledge.given_at), col(Pledge.ended_at), col(Pledge.broken_at))
    query = (
        select(Pledge)
        .join(Case, col(Case.id) == col(Pledge.case_id))
        .where(or_(*(within(each, start, end) for each in times)), *in_scope(scope))
        .order_by(col(Pledge.id))
    )
    rows: list[PledgeRow] = []
    for pledge in session.exec(query):
        is_late = pledge.broken_at is not None
        steps = (
            (PledgeStep.MADE, pledge.given_at),
            (PledgeStep.KEPT, pledge.ended_at if pledge.outcome is PledgeEnd.KEPT else None),
            (PledgeStep.BROKEN, pledge.broken_at),
        )
        rows += [
            PledgeRow(pledge.case_id, step, is_late)
            for step, at in steps
            if at is not None and start <= at < end
        ]
    return rows
