"""An alert that goes to somebody outside a case's own thread; several make one message.

Its ``fact`` is the step of the clock and who is notified, so each is sent once. The delivery that carries
it is found by ``bundle``, and is rendered from these rows when it is sent.
"""

from datetime import datetime

from sqlmodel import Field, Index

from bot.domain.records.columns import Stored


class Alert(Stored, table=True):
    """One step of one clock, or that a case comes first, for one person or channel."""

    __tablename__ = "alerts"
    __table_args__ = (
        Index("ix_alerts_target", "slack_target", "held_until", "id"),
        Index("ix_alerts_bundle", "bundle"),
    )

    fact: str = Field(unique=True)  # "sla:42:first_response:1:breach:U0DANIEL"
    slack_target: str  # a person or a channel
    case_id: int = Field(foreign_key="cases.id")
    clock_id: int | None = Field(default=None, foreign_key="sla_clocks.id")  # none: the case itself
    step: str
    bundle: str  # the dedupe key of its delivery
    raised_at: datetime
    held_until: datetime | None = None  # the end of quiet hours, business time
