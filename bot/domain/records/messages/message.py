"""A message: one text in a case, the customer's or ours. Every version of it is kept.

The text held in the clear is masked; what was masked is sealed apart and can be destroyed with its key.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import JSON, Field, Index, UniqueConstraint, text

from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Surface
from bot.domain.records.columns import Stored, Table, no_items, text_enum

_IS_QUOTING = "above_id IS NOT NULL"
NO_ADDRESS = "by-hand:"  # begins the id of an answer that only a person told us of


class Direction(StrEnum):
    """Who said it: the customer, or the bank."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class Message(Stored, table=True):
    """One text as it stands now. Unique on its channel's id within a brand, whichever way and however
    many of its accounts it reached. A post that names two of our brands is a word to both."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("channel", "account", "external_id"),
        Index("ix_messages_above", "channel", "above_id"),
        Index("ix_messages_case_posted", "case_id", "posted_at"),
        Index("ix_messages_posted_at", "posted_at"),
        Index("ix_messages_external_id", "external_id"),
        Index("ix_messages_author", "author_id"),
        Index(
            "ix_messages_quoting",
            "id",
            sqlite_where=text(_IS_QUOTING),
            postgresql_where=text(_IS_QUOTING),
        ),
    )

    case_id: int = Field(foreign_key="cases.id")
    channel: str
    account: str  # the one that met it first, and answers it
    also_to: list[str] | None = Field(default=None, sa_type=JSON)  # further accounts of the brand
    external_id: str  # for an edited post, the id of its first version
    parent_external_id: str | None = None
    conversation: str = ""  # the root post's id; for private words the platform's own talk
    direction: Direction = Field(sa_type=text_enum(Direction))
    surface: Surface = Field(default=Surface.PUBLIC, sa_type=text_enum(Surface))
    author_id: int | None = Field(default=None, foreign_key="authors.id")
    slack_user_id: str | None = None  # who of our staff pressed the button, for an answer
    reply_id: int | None = Field(default=None, foreign_key="replies.id")
    text: str  # masked
    findings: list[str] = Field(default_factory=no_items, sa_type=JSON)  # kinds only
    attachments: list[dict[str, Any]] = Field(default_factory=no_items, sa_type=JSON)
    permalink: str = ""
    translated: dict[str, Any] | None = Field(default=None, sa_type=JSON)  # by whom; text (masked)
    language: str = ""  # by its letters and words, else as its platform says; empty: not known
    purpose: Purpose | None = Field(default=None, sa_type=text_enum(Purpose))  # of a native answer
    found_by: str = ""  # the words of ours that it was found by; empty when it addresses us
    above_id: str | None = None  # the platform's id of the post above it, where that is not ours
    above: dict[str, Any] | None = Field(default=None, sa_type=JSON)  # author, text (masked), link
    answerable: bool = True  # whether the platform lets us answer it through its API
    posted_at: datetime  # the platform's own time
    received_at: datetime
    revision: int = 1
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    hidden_at: datetime | None = None  # since when the public does not see it, though it is there
    hidden_by: str = ""  # the actor: of our staff, or the platform for its own tools
    visibility_at: datetime | None = (
        None  # the latest hiding or showing, so that an older one is not
    )


class MessageRevision(Stored, table=True):
    """One version of a message. The sealed original has had its card numbers taken out first."""

    __tablename__ = "message_revisions"
    __table_args__ = (
        UniqueConstraint("message_id", "revision"),
        Index("ix_revisions_word_in", "word_in"),
    )

    message_id: int = Field(foreign_key="messages.id")
    revision: int
    external_id: str  # the platform's id of this version
    text: str  # masked
    sealed: bytes | None = None
    sealed_for: int | None = (
        None  # whose key opens it: the case it came in with, also after a split
    )
    fingerprint: str  # keyed hash of the card-free original
    written_at: datetime  # when the platform says this version was made
    received_at: datetime
    word_in: int | None = None  # the case where this edit counts as the customer's next word


class EarlyRemoval(Table, table=True):
    """A post that was removed before it reached us: when it does come, it becomes no case."""

    __tablename__ = "early_removals"

    channel: str = Field(primary_key=True)
    external_id: str = Field(primary_key=True)
    removed_at: datetime
