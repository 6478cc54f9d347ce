"""Which personal data of a case customers posted, and whether it still stands there."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from bot.domain.personal_data.kinds import NEVER_SHOWN
from bot.domain.records.cases.case import Surface
from bot.domain.records.messages.message import Direction, Message


class PostedData(NamedTuple):
    """What was masked of one post of the customer."""

    message_id: int
    surface: Surface
    kinds: frozenset[str]
    deleted_at: datetime | None

    @property
    def can_be_revealed(self) -> bool:
        """Whether something of it may be shown to anybody."""
        return self.deleted_at is None and bool(self.kinds - NEVER_SHOWN)


def posted_data(*, session: Session, case_id: int) -> list[PostedData]:
    """Every post of the customer of which something was masked, newest first by the platform's time."""
    query = (
        select(Message.id, Message.surface, Message.findings, Message.deleted_at)
        .where(Message.case_id == case_id, Message.direction == Direction.INBOUND)
        .order_by(col(Message.posted_at).desc(), col(Message.id).desc())
    )
    rows = session.exec(query)
    return [
        PostedData(number or 0, Surface(surface), frozenset(found), gone)
        for number, surface, found, gone in rows
        if found
    ]
