"""What cases are about."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlmodel import Session, col, select

from bot.domain.records.case import Case, Surface
from bot.domain.records.case_topic import CaseTopic
from bot.storage.known_rows import has_none


def topic_of(*, session: Session, case_id: int) -> CaseTopic | None:
    """What is known of a case's topic."""
    if has_none(session, CaseTopic, case_id):
        return None
    return session.exec(select(CaseTopic).where(CaseTopic.case_id == case_id)).first()


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
