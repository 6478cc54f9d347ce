"""A claim: who has a case, from when to when. The database allows one open claim a case."""

from datetime import datetime

from sqlmodel import Field, Index, text

from bot.domain.records.columns import Stored


class Claim(Stored, table=True):
    """One person has one case, until it is released."""

    __tablename__ = "claims"
    __table_args__ = (
        Index(
            "uq_claims_one_open",
            "case_id",
            unique=True,
            sqlite_where=text("released_at IS NULL"),
            postgresql_where=text("released_at IS NULL"),
        ),
        Index("ix_claims_staff", "slack_user_id", "released_at"),
    )

    case_id: int = Field(foreign_key="cases.id", index=True)
    slack_user_id: str
    claimed_at: datetime
    claimed_by: str  # the actor: the person themself, or who gave it to them
    released_at: datetime | None = None
    released_by: str | None = None
    release_reason: str | None = None
