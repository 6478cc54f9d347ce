"""Which public posts of a case can be removed, hidden or shown again: menu and form ask the same."""

from sqlalchemy import ColumnElement
from sqlmodel import col

from bot.domain.records.answers.moderation import Act
from bot.domain.records.cases.case import Surface
from bot.domain.records.messages.message import NO_ADDRESS, Direction, Message


def can_be_done_to(act: Act) -> tuple[ColumnElement[bool], ...]:
    """The conditions on a message: it stands on the platform, and the platform does that to its kind.

    What can be hidden is a comment under a post, not a post of its own (developers.facebook.com, Graph
    API reference, comment, 2026-09: ``is_hidden`` is a field of comments).
    """
    removes = act is Act.REMOVE_ANSWER
    stands = (
        col(Message.surface) == Surface.PUBLIC,
        col(Message.direction) == (Direction.OUTBOUND if removes else Direction.INBOUND),
        col(Message.deleted_at).is_(None),
        ~col(Message.external_id).startswith(NO_ADDRESS),  # not seen on the platform yet
    )
    if removes:
        return stands
    hidden = col(Message.hidden_at)
    seen = hidden.is_(None) if act is Act.HIDE else hidden.is_not(None)
    return *stands, seen, col(Message.parent_external_id).is_not(None)
