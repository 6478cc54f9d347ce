"""A time stamp on a seal: an authority outside the bank vouches that the seal was there at that time."""

from datetime import datetime

from sqlmodel import Field

from bot.domain.records.columns import Table


class RecordStamp(Table, table=True):
    """One answer of the authority, as RFC 3161 has it, over the line of one seal."""

    __tablename__ = "record_stamps"

    number: int = Field(primary_key=True)  # the seal's
    at: datetime  # the authority's time
    token: bytes  # its whole answer, signed
