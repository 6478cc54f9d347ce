"""Marking a case as a complaint under a rule, taking the mark back, and recording what was sent.

Each is the decision of a person: who, when and why stand in the trail. The clocks count from receipt,
or from what a person tells.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.desk import case_access
from bot.desk.clocks import complaint_clocks
from bot.desk.desk import Desk, DeskError
from bot.desk.threads import postings
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.complaint import Complaint
from bot.domain.records.staff import Actor
from bot.domain.records.trail.details import (
    ComplaintMarked,
    ComplaintRecorded,
    ComplaintWithdrawn,
    OfComplaint,
)
from bot.domain.sla import complaint_decisions
from bot.domain.sla.clock import StopReason
from bot.domain.sla.regulatory import (
    BY_A_RESOLUTION,
    SENDS,
    STOP_TITLE,
    RegulatoryPreset,
    StopEvent,
)
from bot.domain.text.references import case_reference
from bot.language import say
from bot.storage.cases.case_threads import threads_of
from bot.storage.clocks.case_clocks import StoredClocks
from bot.storage.clocks.rule_versions import load_preset

_REASON_MOST = 1000


class NoSuchPreset(DeskError):
    """The rule is not one that staff are offered."""

    def __init__(self, name: str) -> None:
        super().__init__(
            say("There is no complaint rule “{name}” here. Choose one from the list.", name=name)
        )


class AlreadyMarked(DeskError):
    """The case carries this mark."""

    def __init__(self, case: Case, *, title: str) -> None:
        number = case_reference(case.number)
        super().__init__(say("{case} is already marked: {title}.", case=number, title=title))


class NotMarked(DeskError):
    """There is no such mark to take back or to record something for."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            say(
                "{case} is not marked as a complaint of that kind.",
                case=case_reference(case.number),
            )
        )


class NothingSent(DeskError):
    """Nothing was published in the case: what was sent, and how, must be said."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            say(
                "Nothing was published in {case}. Say here what was sent, when and how.",
                case=case_reference(case.number),
            )
        )


class AcceptanceUnsaid(DeskError):
    """Somebody ticked that the customer accepted, and did not say how."""

    def __init__(self) -> None:
        super().__init__(say("Say here who accepted it, when and how."))


class MergedAway(DeskError):
    """A merged case goes on in another one."""

    def __init__(self, case: Case) -> None:
        number = case_reference(case.number)
        super().__init__(say("{case} was merged. Do this on the case it went into.", case=number))


class StartUnsaid(DeskError):
    """The rule counts from something that we do not see, and nobody said when it was."""

    def __init__(self, *, title: str) -> None:
        super().__init__(
            say(
                "“{rule}” does not count from the customer's words. Say since when it counts; that "
                "cannot be in the future.",
                rule=title,
            )
        )


def mark(
    desk: Desk,
    *,
    case_id: int,
    preset: str,
    by: Actor,
    reason: str,
    since: datetime | None = None,
) -> Complaint:
    """Start this preset's clocks: from receipt, or where the rule says so since when somebody told.

    Raises NoSuchCase, NoSuchPreset, AlreadyMarked, MergedAway, StartUnsaid.
    """
    case = _locked(desk, case_id=case_id)
    rule = desk.rules.complaint_preset(preset)
    if rule is None:
        raise NoSuchPreset(preset)
    if _standing(desk, case=case, preset=preset) is not None:
        raise AlreadyMarked(case, title=rule.title)
    received = case.opened_at
    if rule.asks_since:
        if since is None or since > desk.now:
            raise StartUnsaid(title=rule.title)
        received = since
    clocks = StoredClocks(desk.session, case, desk.rules)
    complaint_decisions.marked(clocks, rule, received=received, answered=clocks.first_published())
    row = Complaint(
        case_id=case.number,
        preset=preset,
        preset_version=rule.version,
        received_at=received,
        reason=_clean(reason),
        marked_at=desk.now,
        marked_by=str(by),
    )
    desk.session.add(row)
    _tell(desk, case=case, what=ComplaintMarked, rule=rule, by=by, received=received)
    return row


def withdraw(desk: Desk, *, case_id: int, preset: str, by: Actor, reason: str) -> Complaint:
    """Take the mark back: its clocks stop, and keep their misses.

    Raises NoSuchCase, NotMarked, MergedAway.
    """
    case = _locked(desk, case_id=case_id)
    row = _standing(desk, case=case, preset=preset)
    if row is None:
        raise NotMarked(case)
    row.withdrawn_at = desk.now
    row.withdrawn_by = str(by)
    row.withdrawn_reason = _clean(reason)
    desk.session.add(row)
    complaint_decisions.stop(
        StoredClocks(desk.session, case, desk.rules),
        at=desk.now,
        reason=StopReason.WITHDRAWN,
        preset=preset,
        why=str(by),
    )
    rule = load_preset(session=desk.session, version=row.preset_version)
    _tell(desk, case=case, what=ComplaintWithdrawn, rule=rule, by=by)
    return row


def record_outcome(
    desk: Desk,
    *,
    case_id: int,
    preset: str,
    event: StopEvent,
    by: Actor,
    reason: str = "",
    accepted: bool = False,
) -> Complaint:
    """Say that the summary, the final response or an extension was sent, outside of Earshot or in it.

    The case stays open; resolving it records the final response by itself.
    Where nothing was published, a person says what was sent. ``accepted``: the customer did, which
    some rules ask for; then ``reason`` says who, and how.
    Raises NoSuchCase, NotMarked, MergedAway, NothingSent, AcceptanceUnsaid.
    """
    case = _locked(desk, case_id=case_id)
    row = _standing(desk, case=case, preset=preset)
    if row is None:
        raise NotMarked(case)
    unseen = event in SENDS and case.first_answered_at is None
    if desk.pressed_by and not reason.strip() and unseen:
        raise NothingSent(case)
    rule = load_preset(session=desk.session, version=row.preset_version)
    if accepted and rule.asks_acceptance and not reason.strip():
        raise AcceptanceUnsaid
    if reason.strip():
        row.reason = f"{row.reason}\n{STOP_TITLE[event]}: {_clean(reason)}".strip()
        desk.session.add(row)
    clocks = StoredClocks(desk.session, case, desk.rules)
    counts = accepted or not rule.asks_acceptance
    waiting = complaint_clocks.waiting_for_acceptance(desk, case=case, preset=preset)
    complaint_decisions.recorded(clocks, event, at=desk.now, preset=preset, accepted=counts)
    told: dict[str, Any] = {"event": str(event)}
    if rule.asks_acceptance:
        told["accepted"] = accepted
    _tell(
        desk,
        case=case,
        what=ComplaintRecorded,
        rule=rule,
        by=by,
        recorded=told,
        unkept="" if counts or event not in BY_A_RESOLUTION else ", ".join(waiting),
    )
    return row


def _locked(desk: Desk, *, case_id: int) -> Case:
    case = case_access.lock_case(desk, case_id=case_id)
    if case.state == CaseState.MERGED:
        raise MergedAway(case)
    return case


def _standing(desk: Desk, *, case: Case, preset: str) -> Complaint | None:
    marks = complaint_clocks.active_marks(desk, case_id=case.number)
    return next((one for one in marks if one.preset == preset), None)


def _clean(reason: str) -> str:
    return mask_all(reason.strip()[:_REASON_MOST])


def _tell(
    desk: Desk,
    *,
    case: Case,
    what: type[OfComplaint],
    rule: RegulatoryPreset,
    by: Actor,
    received: datetime | None = None,
    recorded: Mapping[str, Any] | None = None,
    unkept: str = "",
) -> None:
    """``unkept``: the deadline that what was recorded did not keep, for want of the customer's acceptance."""
    given = recorded or {}
    since = received or case.opened_at
    told = what(preset=rule.name, version=rule.version, received_at=since, **given)
    desk.record(case.number, told, by=by)
    sent = STOP_TITLE[StopEvent(told.event)] if told.event else ""
    case.touch()
    desk.session.add(case)
    thread = threads_of(session=desk.session, case_id=case.number).public_or_private()
    if thread is not None:
        said = f"{rule.title}: {sent}" if sent else rule.title
        postings.event(
            desk,
            thread=thread,
            template=str(what.verb),
            fact=f"v{case.version}",
            by=by,
            explanation=said,
            rule=rule.title,
            recorded=sent,
            unkept=unkept,
        )
    postings.redraw(desk, case=case)
