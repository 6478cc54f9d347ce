"""What happens to a complaint's deadlines when its case is merged, and the marks. Only a person starts or withdraws them."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.desk.desk import DeskError
from bot.domain.case import Case
from bot.domain.complaint import Complaint
from bot.domain.references import case_reference
from bot.domain.sla import complaint_decisions
from bot.domain.sla.clock import StopReason
from bot.domain.sla.policy import Metric
from bot.language import say
from bot.storage.case_clocks import StoredClocks
from bot.storage.rule_versions import load_preset


class MarkedAsComplaint(DeskError):
    """A complaint is not set aside as needing no answer; somebody who may withdraws the mark first."""

    def __init__(self, case: Case, *, title: str) -> None:
        super().__init__(
            say(
                "{case} is marked as a complaint ({title}). Resolve it, or withdraw the mark first "
                "(Complaint…).",
                case=case_reference(case.number),
                title=title,
            )
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


def on_merged(*, session: Session, case: Case, into: Case, at: datetime) -> None:
    """The deadlines, and the marks they come from, move to the surviving case."""
    leaving, staying = StoredClocks(session, case), StoredClocks(session, into)
    theirs = {clock.name: clock for clock in complaint_decisions.newest(staying)}
    for clock in complaint_decisions.newest(leaving):
        if not complaint_decisions.is_open(clock):
            continue
        other = theirs.get(clock.name)
        if other is not None and other.started_at <= clock.started_at:
            continue
        if other is not None and complaint_decisions.is_open(other):
            complaint_decisions.stop(
                staying, at=at, reason=StopReason.MERGED, preset=clock.name, why=f"C-{case.number}"
            )
        number = complaint_decisions.next_number(staying, Metric.REGULATORY)
        staying.put(complaint_decisions.same_again(clock, case_id=into.number, generation=number))
    complaint_decisions.stop(leaving, at=at, reason=StopReason.MERGED, why=f"C-{into.number}")
    kept = {mark.preset for mark in standing(session=session, case_id=into.number)}
    for mark in standing(session=session, case_id=case.number):
        if mark.preset not in kept:
            copied = mark.model_dump(exclude={"id", "case_id"})
            session.add(Complaint(**copied, case_id=into.number))
    session.flush()
