"""A week's sample of published answers, and the reviews that are asked for of it."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index, UniqueConstraint, text

from bot.domain.records.cases.case import Surface
from bot.domain.records.columns import Stored, text_enum

LAPSED = "lapsed_at IS NULL AND given_at IS NULL"  # word for word what its index says


class Grade(StrEnum):
    """How good an answer is in one respect."""

    GOOD = "good"
    OK = "ok"
    POOR = "poor"


class Criterion(StrEnum):
    """In what respect; each is a column of the review."""

    ACCURACY = "accuracy"
    TONE = "tone"
    HELP = "help"
    RULES = "rules"


class QualityRound(Stored, table=True):
    """One week's sample, with all that is needed to draw it again."""

    __tablename__ = "quality_rounds"

    week: str = Field(unique=True)  # the local date on which it ended; sorts by time
    since: datetime
    until: datetime
    seed: str
    per_week: int
    twice_percent: int
    found: int  # answers there were to draw from
    drawn: int
    drawn_at: datetime
    due_at: datetime
    told_at: datetime | None = None  # what was late of it, to the leads


class QualityReview(Stored, table=True):
    """One reviewer's look at one answer; an answer that is looked at twice has two."""

    __tablename__ = "quality_reviews"
    __table_args__ = (
        UniqueConstraint("reply_id", "seat"),
        Index("ix_quality_reviews_case_id", "case_id"),
        Index("ix_quality_reviews_given_at", "given_at"),
        Index("ix_quality_reviews_round_id", "round_id"),
        Index(
            "ix_quality_reviews_open",
            "slack_user_id",
            sqlite_where=text(LAPSED),
            postgresql_where=text(LAPSED),
        ),
    )

    round_id: int = Field(foreign_key="quality_rounds.id")
    case_id: int = Field(foreign_key="cases.id")
    reply_id: int = Field(foreign_key="replies.id")
    seat: int  # 1, or 2 for the second reviewer
    team: str
    channel: str
    surface: Surface = Field(sa_type=text_enum(Surface))
    slack_user_id: str  # of the reviewer; empty while there is none
    asked_at: datetime
    given_at: datetime | None = None
    accuracy: Grade | None = Field(default=None, sa_type=text_enum(Grade))
    tone: Grade | None = Field(default=None, sa_type=text_enum(Grade))
    help: Grade | None = Field(default=None, sa_type=text_enum(Grade))
    rules: Grade | None = Field(default=None, sa_type=text_enum(Grade))
    remark: str = ""  # masked
    answer: str = ""  # of whoever wrote the answer; masked
    answered_at: datetime | None = None
    lapsed_at: datetime | None = None  # nobody gave it before the next sample was drawn

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its reviewer."""
        return self.given_at is None and self.lapsed_at is None

    @property
    def marks(self) -> dict[Criterion, Grade]:
        """What was given, in order."""
        found = ((each, getattr(self, each.value)) for each in Criterion)
        return {each: grade for each, grade in found if grade is not None}
