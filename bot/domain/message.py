"""A message: one text in a case, the customer's or ours. Every version of it is kept.

The text held in the clear is masked; what was masked is sealed apart and can be destroyed with its key.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import JSON, Field, Index, SQLModel, UniqueConstraint

from bot.domain.case import Surface
from bot.domain.columns import text_enum


class Direction(StrEnum):
    """Who said it: the customer, or the bank."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class Message(SQLModel, table=True):
    """One text as it stands now. Unique on its channel's id, whichever way it reached us."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index("ix_messages_case_posted", "case_id", "posted_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id")
    channel: str
    account: str
    external_id: str  # for an edited post, the id of its first version
    parent_external_id: str | None = None
    direction: Direction = Field(sa_type=text_enum(Direction))
    surface: Surface = Field(default=Surface.PUBLIC, sa_type=text_enum(Surface))
    author_id: int | None = Field(default=None, foreign_key="authors.id")
    slack_user_id: str | None = None  # who of our staff pressed the button, for an answer
    reply_id: int | None = Field(default=None, foreign_key="replies.id")
    text: str  # masked
    findings: list[str] = Field(default_factory=list, sa_type=JSON)  # kinds only
    attachments: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    permalink: str = ""
    language: str = ""
    answerable: bool = True  # whether the platform lets us answer it through its API
    posted_at: datetime  # the platform's own time
    received_at: datetime
    revision: int = 1
    edited_at: datetime | None = None
    deleted_at: datetime | None = None


class MessageRevision(SQLModel, table=True):
    """One version of a message. The sealed original has had its card numbers taken out first."""

    __tablename__ = "message_revisions"
    __table_args__ = (UniqueConstraint("message_id", "revision"),)

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="messages.id")
    revision: int
    external_id: str  # the platform's id of this version
    text: str  # masked
    sealed: bytes | None = None
    fingerprint: str  # keyed hash of the card-free original
    written_at: datetime  # when the platform says this version was made
    received_at: datetime


class EarlyRemoval(SQLModel, table=True):
    """A post that was removed before it reached us: when it does come, it becomes no case."""

    __tablename__ = "early_removals"

    channel: str = Field(primary_key=True)
    external_id: str = Field(primary_key=True)
    removed_at: datetime
