"""Who looked at what was masked, and why, for the lead's digest."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.message import Message
from bot.domain.records.messages.reveal import Reveal
from bot.domain.records.staff import Staff
from bot.storage.figures.conditions import in_scope, within
from bot.storage.figures.figure_rows import Scope


class Look(NamedTuple):
    """One look. ``reason`` is empty of a private post: what was said of it stays where that may stand."""

    who: str
    reason: str


def looks(*, session: Session, start: datetime, end: datetime, scope: Scope) -> list[Look]:
    """Every look of this time, in its order."""
    query = (
        select(Reveal.slack_user_id, Staff.name, Reveal.reason, Message.surface)
        .join(Case, col(Case.id) == col(Reveal.case_id))
        .join(Message, col(Message.id) == col(Reveal.message_id))
        .outerjoin(Staff, col(Staff.slack_user_id) == col(Reveal.slack_user_id))
        .where(within(col(Reveal.shown_at), start, end), *in_scope(scope))
        .order_by(col(Reveal.id))
    )
    return [
        Look(name or slack_user_id, reason if surface == Surface.PUBLIC else "")
        for slack_user_id, name, reason, surface in session.exec(query)
    ]
