"""A removal of our own answer, or a customer's post hidden or shown again: who asked, why, how it ended."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index

from bot.domain.records.columns import Stored, text_enum


class Act(StrEnum):
    """What staff ask the platform to do to a post that is out."""

    REMOVE_ANSWER = "remove_answer"
    HIDE = "hide"
    UNHIDE = "unhide"


class Moderation(Stored, table=True):
    """One request to the platform. It waits while neither time is set."""

    __tablename__ = "moderations"
    __table_args__ = (Index("ix_moderations_message", "message_id"),)

    case_id: int = Field(foreign_key="cases.id")
    message_id: int = Field(foreign_key="messages.id")
    act: Act = Field(sa_type=text_enum(Act))
    reason: str  # masked; why, in the words of whoever asked
    slack_user_id: str
    asked_at: datetime
    done_at: datetime | None = None
    refused_at: datetime | None = None
