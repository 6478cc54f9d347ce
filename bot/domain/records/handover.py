"""A hand-over: who gave a case to whom, or to which team, when, and with what word about it."""

from datetime import datetime

from sqlmodel import Field

from bot.domain.records.columns import Stored


class Handover(Stored, table=True):
    """One case given on. An empty name means nobody: the queue of the team."""

    __tablename__ = "handovers"

    case_id: int = Field(foreign_key="cases.id", index=True)
    from_person: str = ""  # a Slack user id
    to_person: str = ""
    from_team: str
    to_team: str
    note: str = ""  # for colleagues, masked
    handed_at: datetime
    handed_by: str  # the actor
