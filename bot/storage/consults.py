"""Reading the questions to specialist teams."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.domain.records.cases.case import Case
from bot.domain.records.consult import Consult
from bot.storage.cases.merges import gathered
from bot.storage.known_rows import has_none


def locked(*, session: Session, consult_id: int) -> Consult | None:
    """The question, locked until the transaction ends and read anew. The case is locked before."""
    query = select(Consult).where(Consult.id == consult_id).with_for_update()
    return session.exec(query, execution_options={"populate_existing": True}).first()


def of_case(*, session: Session, case_id: int) -> Sequence[Consult]:
    """All that was asked about a case, and about those that went into it, the oldest first."""
    numbers = [
        number
        for number in gathered(session=session, case_id=case_id)
        if not has_none(session, Consult, number)
    ]
    if not numbers:
        return []
    query = select(Consult).where(col(Consult.case_id).in_(numbers))
    return session.exec(query.order_by(col(Consult.id))).all()


def waiting(*, team: str = "") -> SelectOfScalar[Consult]:
    """Query of those that wait for an answer, what is due first, first; of one team, or all."""
    query = select(Consult).where(col(Consult.ended_at).is_(None))
    if team:
        query = query.where(Consult.team == team)
    return query.order_by(col(Consult.due_at), col(Consult.id))


def asked_between(
    *,
    session: Session,
    since: datetime,
    until: datetime,
    brands: Collection[str] = (),
    teams: Collection[str] = (),
) -> dict[str, list[Consult]]:
    """Those that were asked in that time, by the team; of cases of these brands, and of these teams, or all."""
    query = select(Consult).where(Consult.asked_at >= since, Consult.asked_at < until)
    if brands:
        cases = select(Case.id).where(col(Case.brand).in_(sorted(brands)))
        query = query.where(col(Consult.case_id).in_(cases))
    if teams:
        query = query.where(col(Consult.team).in_(sorted(teams)))
    found: dict[str, list[Consult]] = {}
    for row in session.exec(query.order_by(col(Consult.id))):
        found.setdefault(row.team, []).append(row)
    return found
