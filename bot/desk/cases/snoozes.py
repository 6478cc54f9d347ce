"""Laying a case aside until a moment. Its clocks run on; the customer's next word ends it at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.desk import case_access
from bot.desk.desk import Desk, DeskError
from bot.desk.threads.thread_events import masked, tell
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.cases.snooze import Snooze
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.references import case_reference
from bot.language import say
from bot.storage.cases.claims import open_claim

_LONGEST = timedelta(days=90)
_IN_A_WHILE = timedelta(hours=2)
_MONDAY = 0
_T = TypeVar("_T")


class CannotSnooze(DeskError):
    """The moment is no good."""


class NotSnoozed(DeskError):
    """There is nothing to wake."""

    def __init__(self, case: Case) -> None:
        super().__init__(say("{case} is not snoozed.", case=case_reference(case.number)))


@dataclass(frozen=True)
class Moment:
    """A moment that is offered by name: ``in_a_while``, ``tomorrow`` or ``monday``."""

    name: str
    until: datetime


def moments(desk: Desk, *, case: Case) -> list[Moment]:
    """In two hours; tomorrow and next Monday, when the case's team opens then or next after it."""
    calendar = desk.rules.calendar_of_team(case.team)
    today = calendar.local_date(desk.now)
    midnight = calendar.end_of_day(desk.now, 0)
    to_monday = (_MONDAY - today.weekday()) % 7 or 7
    monday = calendar.end_of_day(desk.now, to_monday - 1)
    return [
        Moment("in_a_while", desk.now + _IN_A_WHILE),
        Moment("tomorrow", calendar.next_opening(midnight)),
        Moment("monday", calendar.next_opening(monday)),
    ]


def snooze(desk: Desk, *, case_id: int, until: datetime, reason: str, by: Actor) -> Case:
    """Lay an open case aside. A snoozed one gets the new moment. Raises NoSuchCase, NotOpen, CannotSnooze."""
    case = case_access.lock_open_case(desk, case_id=case_id)
    if until <= desk.now:
        raise CannotSnooze(say("That moment has passed. Choose a later one."))
    if until > desk.now + _LONGEST:
        raise CannotSnooze(say("A case can be snoozed for at most 90 days."))
    words = masked(desk, case=case, words=reason)
    row = Snooze(
        case_id=case_id, until=until, reason=words, snoozed_at=desk.now, snoozed_by=str(by)
    )
    case.move_to(CaseState.SNOOZED, now=desk.now)
    case.snoozed_until = until
    desk.session.add_all([row, case])
    desk.record(case.number, Trail.SNOOZE, by=by, until=until)
    tell(desk, case=case, template="snoozed", by=by, until=until.isoformat(), explanation=words)
    return case


def wake(desk: Desk, *, case_id: int, by: Actor) -> Case:
    """Take a snoozed case up before its time. Raises NoSuchCase, NotSnoozed."""
    case = case_access.lock_case(desk, case_id=case_id)
    if case.state != CaseState.SNOOZED:
        raise NotSnoozed(case)
    desk.record(case.number, Trail.WAKE, by=by, until=case.snoozed_until)
    _stand_up(desk, case=case)
    tell(desk, case=case, template="woken", by=by)
    return case


def wake_due(
    desk: Desk, *, limit: int = 100, only: int | None = None, besides: Collection[int] = ()
) -> int:
    """Wake what is due, of this case ``only`` or of all ``besides`` these, each exactly once, also after a long
    silence; how many.

    A case that somebody holds is left to the next call.
    """
    query = _due(select(Case), desk, besides).limit(limit)
    if only is not None:
        query = query.where(Case.id == only)
    query = query.with_for_update(skip_locked=True, key_share=True)
    due = desk.session.exec(query, execution_options={"populate_existing": True}).all()
    for case in due:
        _wake_by_itself(desk, case=case)
    return len(due)


def due_cases(desk: Desk, *, limit: int, besides: Collection[int] = ()) -> list[int]:
    """The cases whose moment has come, ``besides`` these."""
    found = desk.session.exec(_due(select(col(Case.id)), desk, besides).limit(limit))
    return [number for number in found if number]


def _due(query: SelectOfScalar[_T], desk: Desk, besides: Collection[int]) -> SelectOfScalar[_T]:
    due = query.where(Case.state == CaseState.SNOOZED, col(Case.snoozed_until) <= desk.now)
    if besides:
        due = due.where(col(Case.id).not_in(sorted(besides)))
    return due.order_by(col(Case.snoozed_until), col(Case.id))


def standing(desk: Desk, *, case: Case) -> Snooze | None:
    """The snooze that holds now."""
    query = select(Snooze).where(Snooze.case_id == case.number, Snooze.until == case.snoozed_until)
    return desk.session.exec(query.order_by(col(Snooze.id).desc())).first()


def _wake_by_itself(desk: Desk, *, case: Case) -> None:
    row, by = standing(desk, case=case), Actor.system()
    if row is not None:
        row.woke_at = desk.now
        desk.session.add(row)
    claim = open_claim(session=desk.session, case_id=case.number)
    desk.record(case.number, Trail.WOKE, by=by, until=case.snoozed_until)
    _stand_up(desk, case=case)
    tell(
        desk,
        case=case,
        template="woke",
        by=by,
        owner=claim.slack_user_id if claim else "",
        explanation=row.reason if row else "",
    )


def _stand_up(desk: Desk, *, case: Case) -> None:
    owned = open_claim(session=desk.session, case_id=case.number) is not None
    case.move_to(CaseState.CLAIMED if owned else CaseState.NEW, now=desk.now)
    desk.session.add(case)
