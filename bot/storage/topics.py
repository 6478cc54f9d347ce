"""What cases are about."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.case_topic import CaseTopic
from bot.domain.records.erased import ERASED
from bot.domain.records.messages.message import Direction, Message
from bot.storage.known_rows import has_none


def topic_of(*, session: Session, case_id: int) -> CaseTopic | None:
    """What is known of a case's topic."""
    if has_none(session, CaseTopic, case_id):
        return None
    return session.exec(select(CaseTopic).where(CaseTopic.case_id == case_id)).first()


def standing_topic_of(*, session: Session, case_id: int) -> str:
    """The topic of a case as a person set it, else as it is suggested; empty where nobody knows."""
    row = topic_of(session=session, case_id=case_id)
    return row.topic or row.suggested if row is not None else ""


def set_topic_of(*, session: Session, case_id: int) -> str:
    """The topic that a person set; empty where nobody did."""
    row = topic_of(session=session, case_id=case_id)
    return row.topic if row is not None else ""


class Corrected(NamedTuple):
    """What people said a case is about, and the customer's first words in it, masked."""

    case_id: int
    topic: str
    text: str


def corrected(*, session: Session) -> list[Corrected]:
    """The cases whose topic a person set and whose first words still stand, the oldest first."""
    said = aliased(Message)
    first = (
        select(func.min(said.id))
        .where(
            said.case_id == CaseTopic.case_id,
            said.direction == Direction.INBOUND,
            col(said.deleted_at).is_(None),
            col(said.text).not_in(("", ERASED)),
        )
        .correlate(CaseTopic)
        .scalar_subquery()
    )
    query = (
        select(CaseTopic.case_id, CaseTopic.topic, Message.text)
        .join(Message, col(Message.id) == first)
        .where(col(CaseTopic.topic) != "")
    )
    return [Corrected(*row) for row in session.exec(query.order_by(col(CaseTopic.case_id)))]


def standing_topic() -> ColumnElement[str]:
    """The topic of a case joined with its row: as a person set it, else as suggested, else empty."""
    return func.coalesce(func.nullif(col(CaseTopic.topic), ""), col(CaseTopic.suggested), "")


def is_about(topics: Collection[str]) -> ColumnElement[bool]:
    """A condition on cases: their topic is one of these, as a person set it, or else as public words suggest."""
    wanted = sorted(topics)
    suggested = and_(
        col(CaseTopic.topic) == "",
        col(CaseTopic.surface) == Surface.PUBLIC,
        col(CaseTopic.suggested).in_(wanted),
    )
    return exists().where(
        col(CaseTopic.case_id) == col(Case.id), or_(col(CaseTopic.topic).in_(wanted), suggested)
    )
