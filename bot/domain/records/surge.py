"""A surge: many customers at once about one thing, and which cases were gathered in it.

Each stays a case of its own. Who owns the surge, what caused it and what colleagues should know are said by
people; what it is about, by the words that it was found or opened by.
"""

from datetime import datetime

from sqlmodel import JSON, Field, Index, text

from bot.domain.records.columns import Stored, Table, no_items

LISTED, ASKED, QUEUED, REFUSED, LEFT_OUT = "listed", "asked", "queued", "refused", "left_out"


class Surge(Stored, table=True):
    """One surge of one brand. At most one that is open is about the same."""

    __tablename__ = "surges"
    __table_args__ = (
        Index(
            "uq_surges_open",
            "brand",
            "topic_key",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_surges_ended", "ended_at"),
    )

    brand: str
    topic: list[str] = Field(default_factory=no_items, sa_type=JSON)  # ideas and words
    topic_key: str
    beside: list[str] = Field(default_factory=no_items, sa_type=JSON)  # what is said with them
    slack_channel: str  # where its post stands
    opened_at: datetime
    opened_by: str
    began_at: datetime  # the first post's own time; of one opened before it, when it was opened
    last_word_at: datetime  # of what was gathered, the platform's time
    cause: str = ""  # masked, as what staff wrote everywhere
    note: str = ""
    owner: str = ""  # a Slack user id
    said: dict[str, int] = Field(default_factory=dict, sa_type=JSON)  # once it is over: by how many
    shown: str = ""  # what its post showed when it was drawn last
    ended_at: datetime | None = None
    ended_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether cases are still gathered in it."""
        return self.ended_at is None


class SurgeCase(Stored, table=True):
    """A case in a surge. One that a person took out is not gathered again."""

    __tablename__ = "surge_cases"
    __table_args__ = (
        Index("uq_surge_cases", "surge_id", "case_id", unique=True),
        Index("ix_surge_cases_case", "case_id"),
    )

    surge_id: int = Field(foreign_key="surges.id")
    case_id: int = Field(foreign_key="cases.id")
    joined_at: datetime
    joined_by: str
    left_at: datetime | None = None
    left_by: str = ""


class SurgeHour(Table, table=True):
    """How many people spoke of what in one hour, for the usual of that hour of the week.

    What one person alone said is not in it, nor what was gathered in a surge.
    """

    __tablename__ = "surge_hours"

    brand: str = Field(primary_key=True)
    begins_at: datetime = Field(primary_key=True)
    spoken: dict[str, int] = Field(default_factory=dict, sa_type=JSON)


class SurgeAnswer(Stored, table=True):
    """Answers to many in one go, as a person looked at them, and when they pressed *Send*: of a surge, with one
    root cause that was mended, or reached by an impostor."""

    __tablename__ = "surge_answers"
    __table_args__ = (
        Index("ix_surge_answers_surge", "surge_id"),
        Index(
            "ix_surge_answers_cause",
            "cause",
            sqlite_where=text("cause <> ''"),
            postgresql_where=text("cause <> ''"),
        ),
        Index(
            "ix_surge_answers_alarm",
            "alarm_id",
            sqlite_where=text("alarm_id IS NOT NULL"),
            postgresql_where=text("alarm_id IS NOT NULL"),
        ),
    )

    surge_id: int | None = Field(default=None, foreign_key="surges.id")
    cause: str = Field(
        default="", sa_column_kwargs={"server_default": text("''")}
    )  # of complaints.toml
    alarm_id: int | None = None  # of the impostor
    wordings: list[str] = Field(default_factory=no_items, sa_type=JSON)
    purpose: str
    to_all: bool = False  # everybody who wrote, not only those who wait
    resolves: bool = False  # each case, once its answer is published
    made_at: datetime
    made_by: str
    sent_at: datetime | None = None


class SurgeAnswerText(Stored, table=True):
    """One of these answers: the exact text for one case, and what came of it."""

    __tablename__ = "surge_answer_texts"
    __table_args__ = (
        Index("uq_surge_answer_texts", "answer_id", "case_id", unique=True),
        Index(
            "ix_surge_answer_texts_asked",
            "id",
            sqlite_where=text("state = 'asked'"),
            postgresql_where=text("state = 'asked'"),
        ),
    )

    answer_id: int = Field(foreign_key="surge_answers.id")
    case_id: int = Field(foreign_key="cases.id")
    message_id: int  # the customer's word that it answers
    text: str
    state: str = LISTED  # then ASKED, QUEUED or REFUSED; or LEFT_OUT
    reason: str = ""  # why it was refused
    reply_id: int | None = None
