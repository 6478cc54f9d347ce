"""A delivery: one thing that must go out, written in the transaction that caused it.

States: ready, sending, sent, failed, in_doubt, ask, cancelled. The row stays as the record of what
was said in our name, when, by whom, and whether it is really there.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import JSON, Field, Index, text

from bot.domain.records.columns import Stored, Table, text_enum
from bot.outbox.outcome import Receipt, Refused


class DeliveryState(StrEnum):
    """How far a delivery has come."""

    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    IN_DOUBT = "in_doubt"
    ASK = "ask"
    CANCELLED = "cancelled"


UNFINISHED = frozenset(
    {DeliveryState.READY, DeliveryState.SENDING, DeliveryState.IN_DOUBT, DeliveryState.ASK}
)


# Word for word what the partial indexes say: SQLite uses such an index for the same words only.
IS_HEAD = "state = 'ready' AND wait_for IS NULL"
IS_SPENT_REDRAW = "kind = 'slack.redraw' AND state IN ('sent', 'failed', 'cancelled')"
IS_OF_NO_CASE = "case_id IS NULL"
IS_LEASED = "state IN ('sending', 'in_doubt')"
IS_UNFINISHED = "state IN ('ready', 'sending', 'in_doubt', 'ask')"


class Urgency:
    """Priority inside a lane; smaller goes first."""

    ANSWER = 0
    BREACH = 1
    WARNING = 2
    CHANGE = 3
    MIRROR = 5
    IN_THREAD = 6  # an alert in a case's thread: the red headline and the direct message go before
    DIGEST = 8


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Delivery(Stored, table=True):
    """One thing to send. ``dedupe_key`` is the business fact, so each fact is sent once."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index(
            "ix_deliveries_head",
            "lane",
            "priority",
            "id",
            **_where(IS_HEAD),
        ),
        Index("ix_deliveries_lease", "lease_until", **_where(IS_LEASED)),
        Index("ix_deliveries_order", "ordering_key", "id", **_where(IS_UNFINISHED)),
        Index("ix_deliveries_unfinished", "id", **_where(IS_UNFINISHED)),
        Index("ix_deliveries_wait_for", "wait_for", **_where("wait_for IS NOT NULL")),
        Index("ix_deliveries_case", "case_id", "id"),
        Index("ix_deliveries_of_no_case", "kind", "id", **_where(IS_OF_NO_CASE)),
        Index("ix_deliveries_reference", "reference"),
        Index("ix_deliveries_spent_redraws", "settled_at", **_where(IS_SPENT_REDRAW)),
    )

    dedupe_key: str = Field(unique=True)
    lane: str = Field(foreign_key="lanes.key")
    ordering_key: str  # what must stay in order, across lanes
    priority: int
    kind: str  # says which carrier sends it, and what the payload holds
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    case_id: int | None = Field(default=None, foreign_key="cases.id")
    actor: str
    state: DeliveryState = Field(default=DeliveryState.READY, sa_type=text_enum(DeliveryState))
    wait_for: int | None = None
    created_at: datetime  # the database's time, as all times below
    not_before: datetime
    attempt: int = 0
    owner: str | None = None
    intent_at: datetime | None = None
    lease_until: datetime | None = None  # while in doubt: when to look at the platform next
    doubt_since: datetime | None = None
    doubt_reads: int = 0  # complete reads that did not find it
    last_read_at: datetime | None = None
    resends: int = 0  # sent again: read to be absent, a person said so, or it may be repeated
    faults: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # tries a fault ended
    decided_by: str | None = None  # who answered the ask
    reference: str | None = None  # the platform's id of what was sent
    permalink: str | None = None
    published_at: datetime | None = None  # the platform's time, where it tells one
    settled_at: datetime | None = None
    error: str | None = None  # a code and a plain sentence; no customer text, no secret

    @property
    def receipt(self) -> Receipt | None:
        """The receipt that is written on the row, whatever its state."""
        if self.reference is None:
            return None
        return Receipt(self.reference, self.published_at, self.permalink)

    def keep_receipt(self, receipt: Receipt) -> None:
        """Write the receipt on the row, whatever its state."""
        self.reference = receipt.reference
        self.permalink = receipt.permalink
        self.published_at = receipt.at

    def mark_sending(self, *, owner: str, now: datetime, lease_until: datetime) -> None:
        """The next attempt is on record; a byte may leave once this has committed."""
        self.state = DeliveryState.SENDING
        self.attempt += 1
        self.owner = owner
        self.intent_at = now
        self.lease_until = lease_until

    def mark_ready(self) -> None:
        """It goes out (again) when its lane lets it."""
        self.state = DeliveryState.READY
        self._end_lease()

    def mark_sent(self, receipt: Receipt, *, now: datetime) -> None:
        """It is there."""
        self.keep_receipt(receipt)
        self._finish(DeliveryState.SENT, now=now, error=None)

    def mark_failed(self, refused: Refused, *, now: datetime) -> None:
        """It is certainly not there, and will not be."""
        error = f"{refused.code}: {refused.explanation}"
        self._finish(DeliveryState.FAILED, now=now, error=error)

    def mark_cancelled(self, reason: str, *, now: datetime) -> None:
        """It will not go out."""
        self._finish(DeliveryState.CANCELLED, now=now, error=reason)

    def mark_in_doubt(self, reason: str, *, now: datetime, look_at: datetime) -> None:
        """It may be there; nobody looks before ``look_at``."""
        self.state = DeliveryState.IN_DOUBT
        self.error = reason
        self.doubt_since = now
        self.doubt_reads = 0
        self.last_read_at = None
        self.lease_until = look_at

    def mark_asked(self, why: str) -> None:
        """A person must say what became of it."""
        self.state = DeliveryState.ASK
        self.error = why
        self.lease_until = None

    def mark_unsettled(self, why: str) -> None:
        """What a person said came of it was not so: a person must say again."""
        self.reference = self.permalink = self.published_at = None
        self.settled_at = self.decided_by = None
        self.mark_asked(why)

    def _finish(self, state: DeliveryState, *, now: datetime, error: str | None) -> None:
        self.state = state
        self.settled_at = now
        self.error = error
        self._end_lease()

    def _end_lease(self) -> None:
        self.owner = None
        self.lease_until = None


class Lane(Table, table=True):
    """One budget of one platform. Taking its next slot and taking a delivery are one statement."""

    __tablename__ = "lanes"

    key: str = Field(primary_key=True)  # "slack:post:C42", "x:post:111", "facebook:post:222"
    pool: str  # which senders serve it: "public" or "slack"
    interval_s: float = 0.0
    window_count: int | None = None
    window_s: float | None = None
    left: int | None = None
    reset_at: datetime | None = None
    next_at: datetime
    brake: str | None = None  # shared brake this lane obeys


class Brake(Table, table=True):
    """A stop for a whole platform or workspace, written by a 429 and only read by claims."""

    __tablename__ = "brakes"

    key: str = Field(primary_key=True)
    until: datetime
