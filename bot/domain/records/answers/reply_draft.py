"""An answer somebody has begun: kept when the form is closed, offered again, dropped once it is sent.

What staff type may hold what no customer's text may, so it is sealed with the case's key, cards out.
"""

from datetime import datetime

from sqlmodel import Field, UniqueConstraint, text

from bot.domain.records.cases.case import Surface
from bot.domain.records.columns import Stored, text_enum


class ReplyDraft(Stored, table=True):
    """One person's unsent words for one case, to everybody or to the customer alone."""

    __tablename__ = "reply_drafts"
    __table_args__ = (UniqueConstraint("case_id", "surface", "slack_user_id"),)

    case_id: int = Field(foreign_key="cases.id")
    surface: Surface = Field(sa_type=text_enum(Surface))
    slack_user_id: str
    sealed: bytes  # the text, card numbers taken out
    purpose: str = ""  # what was chosen for it, empty for nothing yet
    saved_at: datetime = Field(index=True)
    typed_ts: float | None = None  # by Slack's clock: what was typed before that comes too late
    note_id: int | None = Field(default=None, foreign_key="notes.id")  # whose words it began with
    note_used_at: datetime | None = None
    suggested: str = Field(  # what a machine filled it with, masked
        default="", sa_column_kwargs={"server_default": text("''")}
    )
