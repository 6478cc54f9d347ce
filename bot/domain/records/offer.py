"""An offer: a case that nobody has, offered to one person for a while. The database allows one open offer a case."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index, text

from bot.domain.records.columns import Stored, text_enum

_STANDS = text("ended_at IS NULL")


class OfferEnd(StrEnum):
    """How an offer ended."""

    CLAIMED = "claimed"  # by whoever was asked
    DECLINED = "declined"  # *Not me*
    LAPSED = "lapsed"  # its time was over
    AWAY = "away"  # whoever was asked went away, or left
    NOT_NEEDED = "not_needed"  # somebody else took the case, or nobody waits any more
    ASKED_ON = "asked_on"  # it stood in the queue, and somebody came who was not asked yet


class Offer(Stored, table=True):
    """One person, asked for one case. Where all were asked, nobody: the case then stands in the queue alone."""

    __tablename__ = "offers"
    __table_args__ = (
        Index(
            "uq_offers_one_open",
            "case_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        Index("ix_offers_person", "slack_user_id", "offered_at"),
        Index("ix_offers_offered", "offered_at"),
    )

    case_id: int = Field(foreign_key="cases.id", index=True)
    slack_user_id: str = ""
    offered_at: datetime
    ends_at: datetime | None = None  # none: it stands in the queue
    ended_at: datetime | None = None
    ended_as: OfferEnd | None = Field(default=None, sa_type=text_enum(OfferEnd))

    @property
    def stands(self) -> bool:
        """Whether somebody is asked, and can still say yes."""
        return self.ended_at is None and bool(self.slack_user_id)
