"""A snooze: a case laid aside until a moment, by whom and why. Nothing stops meanwhile."""

from datetime import datetime

from sqlmodel import Field

from bot.domain.records.columns import Stored


class Snooze(Stored, table=True):
    """One laying aside. It stands while its case is snoozed until this very moment."""

    __tablename__ = "snoozes"

    case_id: int = Field(foreign_key="cases.id", index=True)
    until: datetime
    reason: str = ""  # masked
    snoozed_at: datetime
    snoozed_by: str
    woke_at: datetime | None = None  # by itself; a word of the customer or a person leaves none
