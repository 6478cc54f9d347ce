"""Who may see private words, as conditions on a query. The one place that says so.

Whoever is a member of the Slack channel in which a case's private thread stands may see them. What
is not known for certain is not shown.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.private_channel import PrivateReader
from bot.storage.cases.case_threads import current_private_thread_in
from bot.storage.probing import has_any


def channels_read_by(
    *, session: Session, slack_user_id: str, now: datetime, trusted_for: timedelta
) -> frozenset[str]:
    """The private channels this person was lately read to be in. ``now`` is the database's time.

    A channel that was made public still shows its members what they have read there.
    """
    query = select(PrivateReader.slack_channel).where(
        PrivateReader.slack_user_id == slack_user_id,
        col(PrivateReader.refreshed_at) >= now - trusted_for,
    )
    return frozenset(session.exec(query))


def is_private_only(case_number: Any = None) -> ColumnElement[bool]:
    """Of a case: the customer said nothing of it in public, and something in private.

    ``case_number`` is the column that names the case; without it ``cases.id``.
    """
    number = col(Case.id) if case_number is None else case_number
    return and_(_said(number, Surface.PRIVATE), ~_said(number, Surface.PUBLIC))


def not_hidden(channels: Collection[str], *, case_number: Any = None) -> ColumnElement[bool]:
    """Of a case: something of it is public, or its private thread stands in one of the channels."""
    number = col(Case.id) if case_number is None else case_number
    return or_(~is_private_only(number), current_private_thread_in(channels, case_number=number))


def words_readable(channels: Collection[str]) -> ColumnElement[bool]:
    """Of a message: it is public, or the private thread of its case stands in one of the channels."""
    return or_(
        col(Message.surface) == Surface.PUBLIC,
        current_private_thread_in(channels, case_number=col(Message.case_id)),
    )


def _said(number: Any, surface: Surface) -> ColumnElement[bool]:
    said = Message.__table__.alias()  # type: ignore[attr-defined]  # so that the outer query may join it too
    return has_any(
        said.c.case_id == number,
        said.c.surface == surface,
        said.c.direction == Direction.INBOUND,
    )
