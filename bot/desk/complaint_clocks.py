"""What happens to a complaint's deadlines when its case moves on. Only a person starts or withdraws them."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.desk.desk import DeskError
from bot.domain.case import Case
from bot.domain.complaint import Complaint
from bot.domain.house_rules import HouseRules
from bot.domain.references import case_reference
from bot.domain.sla.clock import StopReason
from bot.domain.sla.regulatory import BY_A_RESOLUTION, StartEvent, StopEvent
from bot.storage import clocks as stored
from bot.storage import regulatory_clocks
from bot.storage.rule_versions import load_preset


class MarkedAsComplaint(DeskError):
    """A complaint is not set aside as needing no answer; somebody who may withdraws the mark first."""

    def __init__(self, case: Case, *, title: str) -> None:
        super().__init__(
            f"{case_reference(case.number)} is marked as a complaint ({title}). Resolve it, or "
            "withdraw the mark first (Complaint…)."
        )


def standing(*, session: Session, case_id: int) -> list[Complaint]:
    """The marks of a case that nobody withdrew, oldest first."""
    query = select(Complaint).where(
        Complaint.case_id == case_id, col(Complaint.withdrawn_at).is_(None)
    )
    return list(session.exec(query.order_by(col(Complaint.id))))


def refuse_for_a_complaint(*, session: Session, case: Case) -> None:
    """Raises MarkedAsComplaint when a mark stands."""
    for mark in standing(session=session, case_id=case.number):
        preset = load_preset(session=session, version=mark.preset_version)
        raise MarkedAsComplaint(case, title=preset.title)


def on_published(*, session: Session, case: Case, at: datetime) -> None:
    """Any published answer acknowledges."""
    regulatory_clocks.meet(
        session=session, case_id=case.number, events=(StopEvent.FIRST_ANSWER,), at=at
    )


def on_resolved(*, session: Session, case: Case, at: datetime) -> None:
    """Resolving says that the final response is out; what waited for anything else stops."""
    regulatory_clocks.meet(session=session, case_id=case.number, events=BY_A_RESOLUTION, at=at)
    regulatory_clocks.stop(
        session=session, case_id=case.number, at=at, reason=StopReason.RESOLVED, why=""
    )


def on_reopened(*, session: Session, rules: HouseRules, case: Case, at: datetime) -> None:
    """Deadlines that are still ahead go on; an objection starts the clocks that count from it."""
    marks = standing(session=session, case_id=case.number)
    if not marks:
        return
    before = regulatory_clocks.of_case(session=session, case_id=case.number)
    regulatory_clocks.go_on(session=session, case_id=case.number, at=at)
    waiting = {clock.name for clock in before if regulatory_clocks.is_open(clock)}
    for mark in marks:
        preset = load_preset(session=session, version=mark.preset_version)
        had_an_outcome = any(
            clock.name.startswith(f"{preset.name}:") and clock.met_at is not None
            for clock in before
        )
        for clock in preset.starting(StartEvent.REOPENED):
            if had_an_outcome and preset.full_name(clock) not in waiting:
                regulatory_clocks.start(
                    session=session,
                    case=case,
                    preset=preset,
                    clock=clock,
                    calendar=rules.regulatory_calendar(clock.calendar),
                    started_at=at,
                    now=at,
                )


def on_merged(*, session: Session, case: Case, into: Case, at: datetime) -> None:
    """The deadlines, and the marks they come from, move to the surviving case."""
    theirs = {c.name: c for c in regulatory_clocks.of_case(session=session, case_id=into.number)}
    for clock in regulatory_clocks.of_case(session=session, case_id=case.number):
        if not regulatory_clocks.is_open(clock):
            continue
        other = theirs.get(clock.name)
        if other is not None and other.started_at <= clock.started_at:
            continue
        if other is not None and regulatory_clocks.is_open(other):
            regulatory_clocks.stop(
                session=session,
                case_id=into.number,
                at=at,
                reason=StopReason.MERGED,
                preset=clock.name,
                why=f"C-{case.number}",
            )
        moved = regulatory_clocks.same_again(session=session, clock=clock, case_id=into.number)
        stored.put_back(session=session, clock=moved)
    regulatory_clocks.stop(
        session=session,
        case_id=case.number,
        at=at,
        reason=StopReason.MERGED,
        why=f"C-{into.number}",
    )
    kept = {mark.preset for mark in standing(session=session, case_id=into.number)}
    for mark in standing(session=session, case_id=case.number):
        if mark.preset not in kept:
            copied = mark.model_dump(exclude={"id", "case_id"})
            session.add(Complaint(**copied, case_id=into.number))
    session.flush()
