"""Handing over everything one holds, in one transaction, at the end of a shift or before an absence.

Each case carries its own line. What changed since the list was shown is named, and what is not the
person's any more stays where it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.desk import Desk
from bot.desk.ownership import handoffs
from bot.domain.records.case import OPEN_STATES, Case
from bot.domain.records.claim import Claim
from bot.domain.records.handover import Handover
from bot.domain.records.staff import Actor
from bot.storage.claims import is_open_claim_of_case, open_claim

MOST_AT_ONCE = 150  # what a form can carry; who holds more does it twice


@dataclass(frozen=True)
class AsShown:
    """A case as the person saw it when the list was shown."""

    version: int
    note: str = ""


@dataclass
class ShiftEnd:
    """What became of the cases, by number."""

    moved: list[Handover] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)  # handed over, though it moved on meanwhile
    kept: list[int] = field(default_factory=list)  # not the person's any more, or ended
    refused: dict[int, str] = field(default_factory=dict)  # the receiver cannot have it, and why


def open_cases_of(desk: Desk, *, slack_user_id: str) -> list[Case]:
    """The open cases this person has claimed, in the order of their numbers."""
    query = (
        select(Case)
        .join(Claim, is_open_claim_of_case())
        .where(
            Claim.slack_user_id == slack_user_id,
            col(Case.state).in_(sorted(OPEN_STATES)),
        )
        .order_by(col(Case.id))
    )
    return list(desk.session.exec(query))


def hand_over(
    desk: Desk, *, holder: str, listed: Mapping[int, AsShown], to: str, by: Actor
) -> ShiftEnd:
    """Give the listed cases to ``to``, or with ``to`` empty back to the queue.

    Raises CannotTake when the receiver can have none of them; then nothing has changed.
    """
    if to:
        handoffs.require_able(desk, slack_user_id=to)
    done = ShiftEnd()
    desk = desk.as_system()  # what one holds one may give away, readable or not
    case_access.lock_existing_cases(desk, case_ids=listed)
    for number in sorted(listed):
        _one(desk, number=number, holder=holder, as_seen=listed[number], to=to, by=by, done=done)
    if to:
        handoffs.tell_receiver(desk, handovers=done.moved, to=to, by=by)
    return done


def give_on(desk: Desk, *, holder: str, to: str, note: str, by: Actor) -> ShiftEnd:
    """Give on all somebody holds: to a colleague who is there, and what they cannot have to the queue."""
    listed = {
        case.number: AsShown(version=case.version, note=note)
        for case in open_cases_of(desk, slack_user_id=holder)
    }
    first = hand_over(desk, holder=holder, listed=listed, to=to, by=by)
    if first.refused:
        rest = {number: listed[number] for number in first.refused}
        second = hand_over(desk, holder=holder, listed=rest, to="", by=by)
        first.moved += second.moved
    return first


def _one(
    desk: Desk, *, number: int, holder: str, as_seen: AsShown, to: str, by: Actor, done: ShiftEnd
) -> None:
    try:
        case = case_access.lock_case(desk, case_id=number)
    except case_access.NoSuchCase:
        return
    claim = open_claim(session=desk.session, case_id=number)
    if not case.is_open or claim is None or claim.slack_user_id != holder:
        done.kept.append(number)
        return
    if case.version != as_seen.version:
        done.changed.append(number)
    try:
        moved = handoffs.move(desk, case=case, claim=claim, to=to, note=as_seen.note, by=by)
    except handoffs.CannotTake as refusal:
        done.refused[number] = str(refusal)
    else:
        done.moved.append(moved)


def numbers(handovers: Sequence[Handover]) -> list[int]:
    """The cases that were moved."""
    return [handover.case_id for handover in handovers]
