"""What staff note about a customer, for whoever answers them next. It never leaves."""

from datetime import datetime

from sqlmodel import Field

from bot.domain.records.cases.case import Surface
from bot.domain.records.columns import Stored, text_enum

LONGEST = 500  # characters


class CustomerNote(Stored, table=True):
    """One note about one account of a person; masked, and sealed with the key of the case it was written on."""

    __tablename__ = "customer_notes"

    author_id: int = Field(foreign_key="authors.id", index=True)
    case_id: int = Field(foreign_key="cases.id", index=True)
    surface: Surface = Field(
        sa_type=text_enum(Surface)
    )  # private where it may repeat private words
    sealed: bytes | None = None  # gone once it was taken back
    written_at: datetime
    written_by: str  # a Slack user id
    taken_back_at: datetime | None = None
    taken_back_by: str | None = None
