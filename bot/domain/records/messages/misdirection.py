"""A post that was meant for another bank, or one about us that was written to another; until somebody says it was not."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index

from bot.domain.records.columns import Stored, text_enum


class MisdirectionKind(StrEnum):
    """Which way a post went wrong."""

    NAMES_ANOTHER = "names_another"  # it reached us, and names another bank and not us
    WRITTEN_TO = "written_to"  # it is about us, and was written to another's handle


class Misdirection(Stored, table=True):
    """One bank of the directory in one message. Of a message that was taken down the words are gone."""

    __tablename__ = "misdirections"
    __table_args__ = (Index("ix_misdirections_found", "found_at"),)

    case_id: int = Field(foreign_key="cases.id", index=True)
    message_id: int = Field(foreign_key="messages.id", index=True)
    kind: MisdirectionKind = Field(sa_type=text_enum(MisdirectionKind))
    bank: str  # its name in the directory
    handle: str  # without the @; empty where it has none
    words: str  # the customer's own, masked
    found_at: datetime
    taken_back_at: datetime | None = None
    taken_back_by: str = ""  # the system's, where the customer named us later
