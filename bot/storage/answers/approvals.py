"""Reading what waits for a second person, and what was decided."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.domain.records.answers.approval import Approval, Decision
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case


def of_reply(*, session: Session, reply_id: int | None) -> Approval | None:
    """The wait of an answer, over or not; None of an answer that needed nobody."""
    if reply_id is None:
        return None
    query = select(Approval).where(Approval.reply_id == reply_id)
    return session.exec(query, execution_options={"populate_existing": True}).first()


def asked_before(*, session: Session, wait: Approval) -> Approval | None:
    """The wait before this one of the same case and author, where that came back to them undecided or refused."""
    query = (
        select(Approval)
        .where(
            Approval.case_id == wait.case_id,
            Approval.asked_by == wait.asked_by,
            col(Approval.id) < wait.pk,
        )
        .order_by(col(Approval.id).desc())
        .limit(1)
    )
    found = session.exec(query).first()
    came_back = found is not None and found.decision in (Decision.RETURNED, Decision.EXPIRED)
    return found if came_back and _is_of_one_surface(session, found, wait) else None


def _is_of_one_surface(session: Session, one: Approval | None, other: Approval) -> bool:
    mine, theirs = (session.get(Reply, each.reply_id) for each in (one, other) if each is not None)
    return mine is not None and theirs is not None and mine.surface == theirs.surface


def waiting(*, before: datetime | None = None) -> SelectOfScalar[Approval]:
    """Query of those that wait, the oldest first; asked for before then."""
    query = select(Approval).where(col(Approval.decided_at).is_(None))
    if before is not None:
        query = query.where(Approval.asked_at < before)
    return query.order_by(col(Approval.asked_at), col(Approval.id))


def waiting_cases(*, session: Session, case_ids: Collection[int]) -> set[int]:
    """Those of these cases of which an answer waits."""
    query = select(Approval.case_id).where(
        col(Approval.case_id).in_(case_ids), col(Approval.decided_at).is_(None)
    )
    return set(session.exec(query))


def has_waiting() -> ColumnElement[bool]:
    """A condition on cases: an answer of theirs waits."""
    return col(Case.id).in_(select(Approval.case_id).where(col(Approval.decided_at).is_(None)))


def waits_since() -> ScalarSelect[datetime | None]:
    """Since when an answer of a case waits, as something to order by."""
    asked = select(func.min(Approval.asked_at)).where(
        Approval.case_id == Case.id, col(Approval.decided_at).is_(None)
    )
    return asked.correlate(Case).scalar_subquery()
