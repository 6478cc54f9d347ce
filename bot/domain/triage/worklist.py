"""The worklist: which case comes first, decided here for every list, alert, digest and drill-down. Pure.

A danger comes before all else. Then what is late against its promise, by how late it truly is; whoever waits
and no clock reminds of; and what is about to be late. Then the gravest, and then whoever waits the longest.
A case that was gathered in a surge comes behind those that are as pressing and stand alone: it is answered
with the others of its surge, and they are not.
A case in which only thanks was said waits for nobody, so it is never among the pressing ones.

``bot.storage.triage.worklist`` puts the same order to a database, where pages are cut.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import NamedTuple, Protocol

from bot.domain.calendar.business_calendar import whole_second

PLEDGE_WARNS = timedelta(minutes=30)  # before what an answer promised is due
DANGER_RANK = 2  # so far above normal; "urgent" of the shipped levels
NEVER = datetime.max.replace(tzinfo=UTC)


class Pressure(IntEnum):
    """How a case stands against what was promised, the most pressing first."""

    LATE = 0  # a promise is broken, ours or the policy's, and still owed
    UNREMINDED = 1  # somebody waits and no clock runs, or our only answer is gone
    AT_RISK = 2  # the warning of a promise has passed
    IN_TIME = 3
    AT_REST = 4  # nobody waits and no clock runs
    ENDED = 5


class Place(NamedTuple):
    """Where a case stands in the worklist: the smaller, the sooner. No two cases have the same."""

    safety: int  # 0: danger
    turn: int  # 0: presses and stands alone; 1: presses, in a surge; then 2 and 3, what does not press
    pressure: Pressure
    due_at: datetime  # of the promise that presses; where none does, never
    gravity: int  # the lower the graver
    waiting_since: datetime
    case_id: int


class Promise(Protocol):
    """What the worklist asks of a clock that neither met nor stopped."""

    @property
    def due_at(self) -> datetime | None: ...
    @property
    def warn_at(self) -> datetime | None: ...
    @property
    def paused_at(self) -> datetime | None: ...
    @property
    def is_window(self) -> bool: ...


@dataclass(frozen=True)
class Matter:
    """What the worklist asks of a case. ``is_timed``: whether it ever had a clock."""

    case_id: int
    priority_rank: int = 0
    is_open: bool = True
    waiting_since: datetime | None = None
    answer_gone: bool = False
    is_timed: bool = True
    in_surge: bool = False  # that goes on
    pledge_due_at: datetime | None = (
        None  # the soonest that an answer of ours promised, and is owed
    )


def place(matter: Matter, running: Iterable[Promise], *, now: datetime) -> Place:
    """Where the case stands at this moment. ``running``: its clocks that neither were met nor stopped."""
    if not matter.is_open:
        since = matter.waiting_since or NEVER
        return Place(1, _turn(Pressure.ENDED), Pressure.ENDED, NEVER, 0, since, matter.case_id)
    clocks = [clock for clock in running if clock.due_at is not None]
    late, risk = _dues(matter, clocks, now=whole_second(now))
    pressure = _pressure(matter, clocks, late=late is not None, at_risk=risk is not None)
    return Place(
        safety=int(matter.priority_rank < DANGER_RANK),
        turn=_turn(pressure, in_surge=matter.in_surge),
        pressure=pressure,
        due_at=late or risk or NEVER,
        gravity=-matter.priority_rank,
        waiting_since=matter.waiting_since or NEVER,
        case_id=matter.case_id,
    )


def _dues(
    matter: Matter, clocks: Iterable[Promise], *, now: datetime
) -> tuple[datetime | None, datetime | None]:
    """The soonest that is late, and the soonest that is about to be: of the clocks, and of what we said we
    would do."""
    every = list(clocks)
    late = [clock.due_at for clock in every if is_late(clock, now=now)]
    risk = [clock.due_at for clock in every if is_at_risk(clock, now=now)]
    pledge = matter.pledge_due_at
    if pledge is not None and pledge < now:
        late.append(pledge)
    elif pledge is not None and pledge - PLEDGE_WARNS <= now:
        risk.append(pledge)
    return _soonest(late), _soonest(risk)


def is_late(clock: Promise, *, now: datetime) -> bool:
    """Whether a running clock's promise is broken; one that rests was broken before it did, or is not."""
    if clock.due_at is None or clock.is_window or clock.due_at >= whole_second(now):
        return False
    return clock.paused_at is None or clock.paused_at > clock.due_at


def is_at_risk(clock: Promise, *, now: datetime) -> bool:
    """Whether a running clock's warning has passed, and its due time has not."""
    if clock.due_at is None or clock.paused_at is not None or clock.warn_at is None:
        return False
    return clock.warn_at <= now and clock.due_at >= whole_second(now)


def _soonest(moments: Iterable[datetime | None]) -> datetime | None:
    return min(filter(None, moments), default=None)


def _turn(pressure: Pressure, *, in_surge: bool = False) -> int:
    return 2 * (pressure > Pressure.AT_RISK) + in_surge


def _pressure(matter: Matter, clocks: Iterable[Promise], *, late: bool, at_risk: bool) -> Pressure:
    waits = matter.waiting_since is not None
    if late:
        return Pressure.LATE
    if matter.answer_gone or (waits and not matter.is_timed):
        return Pressure.UNREMINDED
    if at_risk:
        return Pressure.AT_RISK
    goes_on = any(clock.paused_at is None for clock in clocks)
    return Pressure.IN_TIME if waits or goes_on else Pressure.AT_REST
