"""A rule of the bank's own that hurts customers, as somebody at the desk saw it; and what became of that."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index, text

from bot.domain.records.columns import Stored, text_enum


class RuleAnswer(StrEnum):
    """What the business says to it."""

    LOOKED_AT = "looked_at"
    CHANGES = "changes"
    STAYS = "stays"


RULE_ANSWER_WORDS: dict[RuleAnswer, str] = {
    RuleAnswer.LOOKED_AT: "It is being looked at",
    RuleAnswer.CHANGES: "The rule changes",
    RuleAnswer.STAYS: "The rule stays, with reasons",
}


class RuleRemark(Stored, table=True):
    """One remark of one person about one case. Answered again, the newest answer stands."""

    __tablename__ = "rule_remarks"
    __table_args__ = (
        Index("ix_rule_remarks_case_id", "case_id"),
        Index("ix_rule_remarks_written_at", "written_at"),
        Index(
            "ix_rule_remarks_waiting",
            "id",
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
    )

    case_id: int = Field(foreign_key="cases.id")
    rule: str  # masked
    happened: str = ""  # masked
    written_at: datetime
    written_by: str
    answer: RuleAnswer | None = Field(default=None, sa_type=text_enum(RuleAnswer))
    answer_text: str = ""  # masked
    answered_at: datetime | None = None
    answered_by: str | None = None
