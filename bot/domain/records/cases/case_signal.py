"""A signal that was heard in a customer's words, and the words that decided; until a person says that it was not so."""

from datetime import datetime

from sqlmodel import Field, Index

from bot.domain.records.cases.case import Surface
from bot.domain.records.columns import Stored, text_enum


class CaseSignal(Stored, table=True):
    """One signal of one message. Of a message that was taken down the words are gone, the signal stays."""

    __tablename__ = "case_signals"
    __table_args__ = (Index("ix_case_signals_found", "found_at"),)

    case_id: int = Field(foreign_key="cases.id", index=True)
    message_id: int = Field(foreign_key="messages.id", index=True)
    signal: str  # the name of its file: "fraud_now"
    title: str
    phrase: str  # of the list
    words: str  # the customer's own, masked
    surface: Surface = Field(sa_type=text_enum(Surface))  # where they were said
    found_at: datetime
    told_at: datetime | None = None
    taken_back_at: datetime | None = None
    taken_back_by: str = ""
