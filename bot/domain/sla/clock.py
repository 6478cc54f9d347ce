"""The SLA clock: one promise about one case and how it fared; its timers: what is to be flagged.

The times in it are those of events (posts, claims, receipts), so an outage changes no verdict.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import JSON, Field, Index, UniqueConstraint, text

from bot.domain.records.columns import Stored, no_items, text_enum
from bot.domain.sla import ladder
from bot.domain.sla.policy import Metric


class StopReason(StrEnum):
    """Why a clock ended without being met."""

    ANSWERED = "answered"  # before anybody claimed it
    RESOLVED = "resolved"
    NOT_ACTIONABLE = "not_actionable"
    MERGED = "merged"
    SUPERSEDED = "superseded"  # by a changed policy or calendar, on purpose
    WITHDRAWN = "withdrawn"  # a person decided that the case is no complaint after all
    CHAT_OVER = "chat_over"  # ended or revoked: nobody reads there any more


class ClockState(StrEnum):
    """Where a clock stands by what is written on it, without looking at the time."""

    NONE = "none"  # nothing is promised, on purpose
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    STOPPED = "stopped"


class SlaClock(Stored, table=True):
    """One promise on one case. All times are aware UTC, whole seconds, and of events."""

    __tablename__ = "sla_clocks"
    __table_args__ = (
        UniqueConstraint("case_id", "metric", "generation"),
        Index("ix_sla_clocks_due", "due_at"),
        Index("ix_sla_clocks_met", "met_at"),
    )

    case_id: int = Field(foreign_key="cases.id")
    metric: Metric = Field(sa_type=text_enum(Metric))
    name: str = ""  # which regulatory clock: "uk_disp:final_response"
    generation: int = 1  # 2 for the second wait, the second resolution, regulatory clock …
    started_at: datetime
    cause_message_id: int | None = Field(default=None, foreign_key="messages.id")
    rule: str  # its name in the policy
    target: str  # as the bank wrote it
    target_seconds: int | None = None
    warn: str = ""
    pauses: list[str] = Field(default_factory=no_items, sa_type=JSON)
    policy_version: str = Field(foreign_key="policy_versions.version")
    calendar_version: str = Field(foreign_key="calendar_versions.version")
    calendar_name: str
    warn_at: datetime | None = None
    due_at: datetime | None = None  # the last second in which it is kept
    marks: dict[str, str] = Field(default_factory=dict, sa_type=JSON)  # further steps: ISO time
    marks_passed: list[str] = Field(default_factory=no_items, sa_type=JSON)
    paused_at: datetime | None = None
    paused_seconds: int = 0  # of the wall clock, pauses that have ended
    pause_spans: list[list[str]] = Field(  # from, to, why paused
        default_factory=no_items, sa_type=JSON, sa_column_kwargs={"name": "rests"}
    )
    met_at: datetime | None = None
    stopped_at: datetime | None = None
    stop_reason: StopReason | None = Field(default=None, sa_type=text_enum(StopReason))
    stop_detail: str = ""
    warned_at: datetime | None = None  # the warning mark, once passed unmet
    breached_at: datetime | None = None  # the due time, once passed unmet; never erased by lateness

    @property
    def state(self) -> ClockState:
        """Where it stands."""
        if self.met_at is not None:
            return ClockState.MET
        if self.stopped_at is not None:
            return ClockState.STOPPED
        if self.due_at is None:
            return ClockState.NONE
        return ClockState.RUNNING if self.paused_at is None else ClockState.PAUSED

    @property
    def missed(self) -> bool:
        """Whether the due time passed without what was promised, whatever came later."""
        return self.breached_at is not None

    @property
    def ended_at(self) -> datetime | None:
        """When it was met or stopped."""
        return self.met_at or self.stopped_at


class Step(StrEnum):
    """The two marks every clock may have; further steps are called by their share, ``150%``."""

    WARNING = ladder.WARNING
    BREACH = ladder.BREACH


class TimerState(StrEnum):
    """What became of a timer."""

    WAITING = "waiting"
    FIRED = "fired"
    CANCELLED = "cancelled"


def _waiting() -> dict[str, Any]:
    condition = text("state = 'waiting'")
    return {"sqlite_where": condition, "postgresql_where": condition}


IS_OVER = "state IN ('fired', 'cancelled')"


class Timer(Stored, table=True):
    """One step of one clock that will fall due. Fired once, whoever ticks."""

    __tablename__ = "timers"
    __table_args__ = (
        UniqueConstraint("clock_id", "step", "generation"),
        Index("ix_timers_waiting", "due_at", **_waiting()),
        Index("ix_timers_case", "case_id"),
        Index(
            "ix_timers_over", "due_at", sqlite_where=text(IS_OVER), postgresql_where=text(IS_OVER)
        ),
    )

    clock_id: int = Field(foreign_key="sla_clocks.id")
    case_id: int = Field(foreign_key="cases.id")
    step: str  # a Step, or the name of a further mark
    generation: int = 1  # 2 after a pause moved the clock
    due_at: datetime  # the first second in which there is something to flag
    state: TimerState = Field(default=TimerState.WAITING, sa_type=text_enum(TimerState))
    fired_at: datetime | None = None
