"""A command that was typed in somebody's name, and whether that person says in Slack that it was them."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field

from bot.domain.records.columns import Stored, text_enum


class Confirmed(StrEnum):
    """What was said of it."""

    YES = "yes"
    NO = "no"  # by whoever was named: it was not them
    WITHOUT = "without"  # nobody was asked; why stands in the trail


class Confirmation(Stored, table=True):
    """One question to one person about one command with exactly these words, good once and for some minutes."""

    __tablename__ = "confirmations"

    slack_user_id: str = ""  # who is asked
    operator: str  # who typed it, by --as
    what: str  # in English, without a customer's name; ``say_stored`` says it
    digest: str  # SHA-256 of the command with all its words
    asked_at: datetime
    ends_at: datetime
    decided_at: datetime | None = None
    decision: Confirmed | None = Field(default=None, sa_type=text_enum(Confirmed))
    used_at: datetime | None = None
