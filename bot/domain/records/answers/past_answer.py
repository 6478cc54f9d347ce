"""Published answers, kept by the words of what they answered, so that the next who asks the like is answered sooner.

The answer's own text stands in its reply; here are only the stems of the customer's masked words, in no order.
"""

from datetime import datetime

from sqlmodel import Field, Index, UniqueConstraint

from bot.domain.records.cases.case import Surface
from bot.domain.records.columns import Stored


class PastAnswer(Stored, table=True):
    """One answer that reached its customer, and for whom it may be offered again."""

    __tablename__ = "past_answers"
    __table_args__ = (UniqueConstraint("reply_id"), Index("ix_past_answers_place", "place", "id"))

    case_id: int = Field(foreign_key="cases.id", index=True)
    reply_id: int = Field(foreign_key="replies.id")
    message_id: int = Field(foreign_key="messages.id", index=True)  # what it answered
    place: str  # see ``place_of``
    stems: int  # how many the question had
    published_at: datetime


class PastAnswerWord(Stored, table=True):
    """One stem of a question that was answered."""

    __tablename__ = "past_answer_words"
    __table_args__ = (
        Index("ix_past_answer_words_place_word", "place", "word", "past_answer_id"),
        Index("ix_past_answer_words_answer", "past_answer_id"),
        Index("ix_past_answer_words_case", "case_id"),
    )

    past_answer_id: int = Field(foreign_key="past_answers.id")
    case_id: int = Field(foreign_key="cases.id")
    place: str
    word: str


def place_of(*, brand: str, route: str, surface: Surface, language: str) -> str:
    """Where an answer may be offered again: for its brand, surface and language; a private one to those alone
    who have the cases of its route."""
    whose = route if surface is Surface.PRIVATE else brand
    return f"{surface}:{language}:{whose}"
