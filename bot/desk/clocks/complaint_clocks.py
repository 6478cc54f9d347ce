"""The marks of a complaint that stand on a case, and where they go when it is merged."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from bot.desk.desk import Desk, DeskError
from bot.domain.records.cases.case import Case
from bot.domain.records.complaint import Complaint
from bot.domain.records.staff import Actor
from bot.domain.sla import complaint_decisions
from bot.domain.text.references import case_reference
from bot.language import say
from bot.storage.clocks.case_clocks import StoredClocks
from bot.storage.clocks.rule_versions import load_preset

ACCEPTED = "The customer accepted it"


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


def active_marks(desk: Desk, *, case_id: int) -> list[Complaint]:
    """The marks of a case that nobody withdrew, oldest first."""
    query = select(Complaint).where(
        Complaint.case_id == case_id, col(Complaint.withdrawn_at).is_(None)
    )
    return list(desk.session.exec(query.order_by(col(Complaint.id))))


def refuse_for_a_complaint(desk: Desk, *, case: Case) -> None:
    """Raises MarkedAsComplaint when a mark stands."""
    for mark in active_marks(desk, case_id=case.number):
        preset = load_preset(session=desk.session, version=mark.preset_version)
        raise MarkedAsComplaint(case, title=preset.title)


def asking_acceptance(desk: Desk, *, case: Case) -> list[Complaint]:
    """Returns the marks of which a deadline is kept only where the customer accepted the outcome."""
    return [
        mark
        for mark in active_marks(desk, case_id=case.number)
        if load_preset(session=desk.session, version=mark.preset_version).asks_acceptance
    ]


def waiting_for_acceptance(desk: Desk, *, case: Case, preset: str = "") -> list[str]:
    """Returns what the deadlines are called that the customer's acceptance would still keep.

    Of one preset, or of all.
    """
    clocks = StoredClocks(desk.session, case, desk.rules)
    return [
        deadline.title
        for clock in complaint_decisions.newest(clocks)
        if (deadline := complaint_decisions.definition(clocks, clock)) is not None
        and deadline.needs_acceptance
        and clock.name.startswith(f"{preset}:" if preset else "")
        and complaint_decisions.is_open(clock)
        and (clock.due_at is None or desk.now <= clock.due_at)
    ]


def note_acceptance(desk: Desk, *, marks: Sequence[Complaint], words: str) -> None:
    """Write down with the marks who accepted, and how. The words come masked."""
    for mark in marks:
        mark.reason = f"{mark.reason}\n{ACCEPTED}: {words}".strip()
        desk.session.add(mark)


def copy_marks(desk: Desk, *, source: int, into: int) -> None:
    """Copy the marks of a merged case to the one where it goes on, unless that one carries them."""
    kept = {mark.preset for mark in active_marks(desk, case_id=into)}
    for mark in active_marks(desk, case_id=source):
        if mark.preset not in kept:
            copied = mark.model_dump(exclude={"id", "case_id"})
            desk.session.add(Complaint(**copied, case_id=into))
    desk.session.flush()


def take_back_marks(desk: Desk, *, source: int, into: int, by: Actor) -> list[str]:
    """Withdraw the marks that a merge copied, now taken back; returns the presets they name."""
    copied = {_decision(mark) for mark in active_marks(desk, case_id=source)}
    withdrawn = [mark for mark in active_marks(desk, case_id=into) if _decision(mark) in copied]
    for mark in withdrawn:
        mark.withdrawn_at = desk.now
        mark.withdrawn_by = str(by)
        mark.withdrawn_reason = case_reference(source)
        desk.session.add(mark)
    desk.session.flush()
    return [mark.preset for mark in withdrawn]


def _decision(mark: Complaint) -> tuple[str, datetime, datetime, str]:
    """What tells one decision from another, on whatever case it stands."""
    return mark.preset, mark.received_at, mark.marked_at, mark.marked_by
