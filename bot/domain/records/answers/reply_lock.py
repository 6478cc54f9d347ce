"""Who is writing to a customer now, so that two colleagues do not answer the same person at once."""

from datetime import datetime

from sqlmodel import Field

from bot.domain.records.columns import Table


class ReplyLock(Table, table=True):
    """One row a customer, whichever of their cases is answered. It runs out by itself."""

    __tablename__ = "reply_locks"

    author_id: int = Field(primary_key=True, foreign_key="authors.id")
    case_id: int = Field(foreign_key="cases.id")
    slack_user_id: str
    since: datetime  # for people to read
    expires_at: datetime  # the database's time
