"""A note: what staff say to each other in a case's thread. It is kept, and it never leaves."""

from datetime import datetime

from sqlmodel import Field, UniqueConstraint

from bot.domain.records.columns import Stored


class Note(Stored, table=True):
    """One Slack message of one member of staff in a case's thread; the text is masked."""

    __tablename__ = "notes"
    __table_args__ = (UniqueConstraint("slack_channel", "slack_ts"),)

    case_id: int = Field(foreign_key="cases.id", index=True)
    slack_channel: str
    slack_ts: str
    slack_user_id: str
    text: str
    written_at: datetime
    edited_at: datetime | None = None
    deleted_at: datetime | None = None


IN_A_FORM = "form:"


def in_a_form(request_key: str) -> str:
    """What stands for the message's time stamp where a colleague wrote in a form and not in Slack."""
    return f"{IN_A_FORM}{request_key}"
