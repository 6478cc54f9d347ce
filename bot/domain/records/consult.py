"""A question to a specialist team about a case: who asked, by when, and how it ended. The case stays where it is."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index, text

from bot.domain.records.cases.case import Surface
from bot.domain.records.columns import Stored, text_enum

_WAITS = text("ended_at IS NULL")


class ConsultEnd(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    NOT_FOR_US = "not_for_us"  # with a note
    TAKEN_BACK = "taken_back"  # by whoever asked, or whoever has the case
    CASE_ENDED = "case_ended"  # the case did, and nobody needs it any more


class Consult(Stored, table=True):
    """One question to one team. Further ones of the same case are rows of their own."""

    __tablename__ = "consults"
    __table_args__ = (
        Index("ix_consults_waiting", "due_at", sqlite_where=_WAITS, postgresql_where=_WAITS),
    )

    case_id: int = Field(foreign_key="cases.id", index=True)
    team: str  # its key in routing.toml
    slack_channel: str  # where it was asked
    surface: Surface = Field(sa_type=text_enum(Surface))  # whose words the team is shown
    question: str  # masked
    asked_by: str  # a Slack user id
    asked_at: datetime = Field(index=True)
    within: str  # the target it was asked with: "2 business hours"
    due_at: datetime
    told_until: datetime  # the steps of the ladder up to then are told
    next_at: datetime | None = None  # when its next step comes
    ended_at: datetime | None = None
    ended_as: ConsultEnd | None = Field(default=None, sa_type=text_enum(ConsultEnd))
    ended_by: str = ""  # a Slack user id; empty where nobody did
    note: str = ""  # of whoever said that it is not for them; masked
    note_id: int | None = Field(default=None, foreign_key="notes.id")  # the answer

    @property
    def waits(self) -> bool:
        """Whether nobody has answered yet, and somebody still waits for it."""
        return self.ended_at is None

    def is_late(self, at: datetime) -> bool:
        """Whether its time had passed by then, or when it ended."""
        return (self.ended_at or at) > self.due_at
