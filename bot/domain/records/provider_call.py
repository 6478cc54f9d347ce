"""What the bank's own provider of words is asked, or was: about which case, for whom, and how it ended.

No words stand here: a translation stands with its message, a draft with the draft of whoever asked for it, and a
summary is shown and not kept.
"""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index, text

from bot.domain.records.cases.case import Surface
from bot.domain.records.columns import Stored, text_enum

_WAITS = text("ended_at IS NULL")


class Skill(StrEnum):
    """What a provider may be asked for."""

    TRANSLATION = "translation"
    DRAFTS = "drafts"
    SUMMARIES = "summaries"


class ProviderCall(Stored, table=True):
    """One call, from when it is wanted."""

    __tablename__ = "provider_calls"
    __table_args__ = (
        Index("ix_provider_calls_waiting", "id", sqlite_where=_WAITS, postgresql_where=_WAITS),
        Index("ix_provider_calls_begun", "begun_at"),
    )

    case_id: int = Field(foreign_key="cases.id", index=True)
    skill: Skill = Field(sa_type=text_enum(Skill))
    surface: Surface = Field(sa_type=text_enum(Surface))  # whose words it is given
    message_id: int | None = Field(default=None, foreign_key="messages.id")  # to be translated
    asked_by: str = ""  # a Slack user id; empty: nobody pressed
    view_id: str = ""  # the form in which somebody waits for it
    form: str = ""  # what that form remembers
    asked_at: datetime
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    ended_as: str = ""
