"""Reading whom posts were meant for."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.domain.records.cases.case import Case
from bot.domain.records.messages.misdirection import Misdirection
from bot.domain.records.staff import Actor
from bot.storage.cases.merges import gathered
from bot.storage.figures.conditions import in_scope, within
from bot.storage.figures.figure_rows import Scope
from bot.storage.known_rows import has_none


def of_case(*, session: Session, case_id: int) -> list[Misdirection]:
    """Everything that was found in a case and in those that go on in it, the oldest first."""
    cases = gathered(session=session, case_id=case_id)
    if all(has_none(session, Misdirection, number) for number in cases):
        return []
    query = select(Misdirection).where(col(Misdirection.case_id).in_(cases))
    return list(session.exec(query.order_by(col(Misdirection.id))))


def standing(*, session: Session, case_id: int) -> list[Misdirection]:
    """Those that nobody took back."""
    found = of_case(session=session, case_id=case_id)
    return [row for row in found if row.taken_back_at is None]


def of_message(*, session: Session, message_id: int) -> list[Misdirection]:
    """Everything that was found in a message."""
    query = select(Misdirection).where(Misdirection.message_id == message_id)
    return list(session.exec(query.order_by(col(Misdirection.id))))


def found_between(
    *, session: Session, start: datetime, end: datetime, scope: Scope
) -> list[Misdirection]:
    """Those found in this time, the oldest first; with those that a person took back, without those that the
    customer's own later word ended."""
    ended_by_word = str(Actor.system())
    query = (
        select(Misdirection)
        .join(Case, col(Case.id) == col(Misdirection.case_id))
        .where(
            within(col(Misdirection.found_at), start, end),
            Misdirection.taken_back_by != ended_by_word,
            *in_scope(scope),
        )
    )
    return list(session.exec(query.order_by(col(Misdirection.id))))
