"""An answer of ours that is gone from its platform, while no other stands: what that means a person decides."""

from datetime import datetime

from sqlmodel import Field, Index, text

from bot.domain.records.columns import Stored


class AnswerRemoval(Stored, table=True):
    """One removed answer, and what was decided of it: an answer is owed again, or it is left at that."""

    __tablename__ = "answer_removals"
    __table_args__ = (
        Index(
            "ix_answer_removals_undecided",
            "case_id",
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    case_id: int = Field(foreign_key="cases.id")
    message_id: int = Field(foreign_key="messages.id", unique=True)
    removed_at: datetime
    decided_at: datetime | None = None
    decided_by: str | None = None  # the platform, where the customer was answered again meanwhile
    owed: bool = False
