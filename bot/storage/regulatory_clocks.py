"""Regulatory clocks in the database: started from a preset, and met by what the preset says.

They share one row of numbers a case, so that (case, metric, generation) stays unique; the name tells
which is which.
"""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from bot.domain.business_calendar import BusinessCalendar
from bot.domain.case import Case
from bot.domain.sla import course
from bot.domain.sla.clock import ClockState, SlaClock, StopReason
from bot.domain.sla.policy import Metric, OnReopen
from bot.domain.sla.regulatory import RegulatoryClock, RegulatoryPreset, StopEvent
from bot.storage import clocks as stored
from bot.storage.rule_versions import load_preset, store_calendars, store_preset


def start(
    *,
    session: Session,
    case: Case,
    preset: RegulatoryPreset,
    clock: RegulatoryClock,
    calendar: BusinessCalendar,
    started_at: datetime,
    now: datetime,
) -> SlaClock:
    """Start one clock of a preset. ``started_at`` is receipt: the post's own time."""
    store_preset(session=session, preset=preset, now=now)
    store_calendars(session=session, calendars=[calendar], now=now)
    row = course.start(
        case_id=case.number,
        metric=Metric.REGULATORY,
        generation=_number(session, case.number),
        started_at=started_at,
        cause_message_id=None,
        rule=f"{clock.title} – {preset.title}",
        promise=clock.promise,
        policy_version=preset.version,
        calendar=calendar,
        name=preset.full_name(clock),
    )
    stored.put_back(session=session, clock=row)
    return row


def of_case(*, session: Session, case_id: int) -> list[SlaClock]:
    """The newest clock of each name, oldest first."""
    found = stored.clocks_of(session=session, case_id=case_id)
    newest = {clock.name: clock for clock in found if clock.metric is Metric.REGULATORY}
    return list(newest.values())


def definition(*, session: Session, clock: SlaClock) -> RegulatoryClock | None:
    """What the preset says of a clock, as it was when the clock began."""
    return load_preset(session=session, version=clock.policy_version).clock_named(clock.name)


def meet(
    *, session: Session, case_id: int, events: Collection[StopEvent], at: datetime, preset: str = ""
) -> list[SlaClock]:
    """One of these happened: meet the clocks that wait for it, of one preset or of all.

    A preset is given by its name; the full name of a clock stands for that clock alone.
    """
    met: list[SlaClock] = []
    for clock in _taken(session, case_id):
        said = definition(session=session, clock=clock)
        waits = said is not None and not set(events).isdisjoint(said.stop)
        if waits and _is_of(clock, preset) and at >= clock.started_at and course.meet(clock, at=at):
            met.append(clock)
        stored.put_back(session=session, clock=clock)
    return met


def stop(
    *, session: Session, case_id: int, at: datetime, reason: StopReason, preset: str = "", why: str
) -> None:
    """End the clocks of one preset, or of all, without their being met. Misses stay."""
    for clock in _taken(session, case_id):
        if _is_of(clock, preset):
            course.stop(clock, at=at, reason=reason, detail=why)
        stored.put_back(session=session, clock=clock)


def go_on(*, session: Session, case_id: int, at: datetime) -> None:
    """The case is open again: deadlines that are still ahead go on, where the preset says so."""
    for clock in of_case(session=session, case_id=case_id):
        said = definition(session=session, clock=clock)
        ended = clock.ended_at is not None and clock.stop_reason is not StopReason.WITHDRAWN
        if said is None or not ended or said.on_reopen is not OnReopen.CONTINUE:
            continue
        if clock.due_at is None or at > clock.due_at or clock.missed:
            continue
        stored.put_back(session=session, clock=same_again(session=session, clock=clock))


def same_again(*, session: Session, clock: SlaClock, case_id: int | None = None) -> SlaClock:
    """A running clock with the start and the marks of this one; nothing is added to its time."""
    ended = ("id", "met_at", "stopped_at", "stop_reason", "stop_detail")
    owner = case_id or clock.case_id
    number = _number(session, owner)
    kept = clock.model_dump(exclude=set(ended))
    return SlaClock(**kept | {"case_id": owner, "generation": number})


def is_open(clock: SlaClock) -> bool:
    """Whether it still waits for something."""
    return clock.state in {ClockState.RUNNING, ClockState.PAUSED}


def _taken(session: Session, case_id: int) -> list[SlaClock]:
    return stored.take_open(session=session, case_id=case_id, metrics=(Metric.REGULATORY,))


def _is_of(clock: SlaClock, preset: str) -> bool:
    return not preset or clock.name == preset or clock.name.startswith(f"{preset}:")


def _number(session: Session, case_id: int) -> int:
    return stored.next_generation(session=session, case_id=case_id, metric=Metric.REGULATORY)
