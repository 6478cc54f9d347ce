"""A reply: text on its way to the customer, frozen at the moment a person pressed *Send*."""

import hashlib
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import JSON, Field, Index

from bot.domain.records.cases.case import Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.columns import Stored, text_enum
from bot.domain.records.staff import Actor


class Purpose(StrEnum):
    """What a reply does for the customer. Only *answers* stops a response clock."""

    ANSWERS = "answers"
    ASKS = "asks"
    MOVES_TO_PRIVATE = "moves_to_private"
    HOLDING = "holding"
    NOTHING = "nothing"  # of what was told to be an answer, and was none; nobody chooses it


PURPOSE_MEANING: dict[Purpose, str] = {
    Purpose.ANSWERS: "Answers the customer",
    Purpose.ASKS: "Asks the customer for something",
    Purpose.MOVES_TO_PRIVATE: "Moves the talk to a private place",
    Purpose.HOLDING: "Holding: we are looking into it",
}


def fingerprint(text: str) -> str:
    """By what a text is known again: any change to it makes another."""
    return hashlib.sha256(text.encode()).hexdigest()


class Reply(Stored, table=True):
    """One answer, who sent it, from which account, and to which post."""

    __tablename__ = "replies"
    __table_args__ = (Index("ix_replies_same_words", "text_sha256", "written_at"),)

    case_id: int = Field(foreign_key="cases.id", index=True)
    channel: str | None = None  # where it is not the case's own
    in_reply_to: str  # the platform's id of the post it answers
    surface: Surface = Field(default=Surface.PUBLIC, sa_type=text_enum(Surface))
    purpose: Purpose = Field(sa_type=text_enum(Purpose))
    text: str  # exactly what the customer reads
    text_sha256: str
    note_id: int | None = Field(default=None, foreign_key="notes.id")  # whose words it has
    slack_user_id: str  # empty where nobody pressed
    request_key: str = Field(unique=True)  # the form's own key: pressing twice is one reply
    written_at: datetime
    send_after: datetime  # the end of the seconds in which *Undo* works
    published_at: datetime | None = Field(default=None, index=True)  # the platform's receipt
    withdrawn_at: datetime | None = None
    refused_at: datetime | None = None
    # What came of the case, where it is to be resolved once this is published.
    resolves_as: Outcome | None = Field(default=None, sa_type=text_enum(Outcome))
    acceptance: str | None = None  # who accepted it for the customer, and how; masked
    # What a machine suggested, where words of it are left: by whom; text (masked).
    machine_draft: dict[str, Any] | None = Field(default=None, sa_type=JSON)

    @property
    def by(self) -> Actor:
        """Who sent it: whoever pressed, or Earshot by a rule of the bank's."""
        return Actor.staff(self.slack_user_id) if self.slack_user_id else Actor.system()
