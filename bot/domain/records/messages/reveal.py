"""A look at what was masked: who looked at which post, why, and until when it was on the screen."""

from datetime import datetime, timedelta

from sqlmodel import JSON, Field, Index, text

from bot.domain.records.columns import Stored, no_items

LASTS = timedelta(minutes=1)


class Reveal(Stored, table=True):
    """One look. What was seen stands nowhere here."""

    __tablename__ = "reveals"
    __table_args__ = (
        Index("ix_reveals_case", "case_id"),
        Index("ix_reveals_shown", "shown_at"),
        Index(
            "ix_reveals_on_screen",
            "hide_at",
            sqlite_where=text("hidden_at IS NULL"),
            postgresql_where=text("hidden_at IS NULL"),
        ),
    )

    case_id: int = Field(foreign_key="cases.id")
    message_id: int = Field(foreign_key="messages.id")
    kinds: list[str] = Field(default_factory=no_items, sa_type=JSON)  # of what was shown
    reason: str  # masked; in the words of whoever looked
    slack_user_id: str
    shown_at: datetime
    view_id: str  # Slack's, of the form that shows it
    hide_at: datetime  # the database's time: when the form is drawn anew without it
    hidden_at: datetime | None = None
