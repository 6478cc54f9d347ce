"""*Kept*, *Move…* and *Drop…*: what became of something that an answer promised."""

from datetime import datetime

from bot.desk import case_access
from bot.desk.desk import Desk, DeskError
from bot.desk.pledges import standing
from bot.desk.pledges.giving import MomentPassed, end
from bot.domain.records.cases.case import Case
from bot.domain.records.pledge import Pledge, PledgeEnd
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.language import say


class NothingOwed(DeskError):
    """Somebody has said already what became of it."""

    def __init__(self) -> None:
        super().__init__(
            say("Nothing is owed there any more: somebody has said what became of it.")
        )


def keep(desk: Desk, *, case_id: int, pledge_id: int, by: Actor) -> Case:
    """It was done. Raises NothingOwed, NotForYou."""
    return _ended(desk, case_id=case_id, pledge_id=pledge_id, outcome=PledgeEnd.KEPT, by=by)


def drop(desk: Desk, *, case_id: int, pledge_id: int, by: Actor) -> Case:
    """It is not to be done any more. Raises NothingOwed, NotForYou."""
    return _ended(desk, case_id=case_id, pledge_id=pledge_id, outcome=PledgeEnd.DROPPED, by=by)


def move(desk: Desk, *, case_id: int, pledge_id: int, due_at: datetime, by: Actor) -> Case:
    """It is due at another moment; that it was broken before stays so.

    Raises NothingOwed, NotForYou, MomentPassed.
    """
    case, row = _owed(desk, case_id=case_id, pledge_id=pledge_id)
    if due_at <= desk.now:
        raise MomentPassed
    before, row.due_at = row.due_at, due_at
    row.reminded_at = row.lead_told_at = None
    desk.session.add(row)
    desk.record(
        case.number, Trail.PLEDGE_MOVED, by=by, pledge=row.id, before=before, due_at=row.due_at
    )
    standing.draw(desk, case=case)
    return case


def _ended(desk: Desk, *, case_id: int, pledge_id: int, outcome: PledgeEnd, by: Actor) -> Case:
    case, row = _owed(desk, case_id=case_id, pledge_id=pledge_id)
    end(desk, row=row, outcome=outcome, at=desk.now, by=by)
    standing.draw(desk, case=case)
    return case


def _owed(desk: Desk, *, case_id: int, pledge_id: int) -> tuple[Case, Pledge]:
    """Lock the case where it stands, and the one it is with by now, which may be where that one went."""
    row = desk.session.get(Pledge, pledge_id)
    numbers = {case_id, row.case_id} if row is not None else {case_id}
    cases = case_access.lock_cases(desk, which=lambda: numbers)
    if row is None:
        raise NothingOwed
    desk.session.refresh(row)
    if not row.is_open or row.case_id not in cases:
        raise NothingOwed
    return cases[row.case_id], row
