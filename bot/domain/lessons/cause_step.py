"""How far the business has come with a root cause, and whose it is: each step is one row; the newest stands."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, Index

from bot.domain.records.columns import Stored, text_enum


class CauseState(StrEnum):
    """How far it has come."""

    OPEN = "open"  # nobody in the business has said anything yet
    SEEN = "seen"
    PLANNED = "planned"
    MENDED = "mended"


CAUSE_STATE_WORDS: dict[CauseState, str] = {
    CauseState.OPEN: "Not looked at yet",
    CauseState.SEEN: "Known to its owner",
    CauseState.PLANNED: "Planned",
    CauseState.MENDED: "Mended",
}


class CauseStep(Stored, table=True):
    """One step. What a person says of it is their own words, and no customer's."""

    __tablename__ = "cause_steps"
    __table_args__ = (Index("ix_cause_steps_cause", "cause", "id"),)

    cause: str  # a name of complaints.toml
    state: CauseState = Field(sa_type=text_enum(CauseState))
    owner: str = ""  # whose it is in the business: a Slack user id
    due_on: date | None = None  # by when it is to be mended, where it is planned
    remark: str = ""  # masked
    said_at: datetime
    said_by: str
