"""A legal hold: what is held is neither erased nor forgotten, until a person lifts the hold."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index, text

from bot.domain.records.columns import Stored, text_enum


class HoldKind(StrEnum):
    """What is held: one case, all cases of a customer, or every case in which a word was said."""

    CASE = "case"
    CUSTOMER = "customer"
    WORD = "word"


class LegalHold(Stored, table=True):
    """One hold: on what, why, and who set it; and, once it was lifted, who did that."""

    __tablename__ = "legal_holds"
    __table_args__ = (
        Index(
            "ix_legal_holds_standing",
            "case_id",
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
    )

    kind: HoldKind = Field(sa_type=text_enum(HoldKind))
    case_id: int | None = Field(default=None, foreign_key="cases.id")
    author_id: int | None = Field(default=None, foreign_key="authors.id")
    word: str = ""  # as it was typed, masked; compared without regard to capitals
    reason: str  # masked
    matter: str = Field(default="", sa_column_kwargs={"server_default": text("''")})  # masked
    set_at: datetime
    set_by: str  # the actor
    lifted_at: datetime | None = None
    lifted_by: str | None = None
