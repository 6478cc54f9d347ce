"""Handing over everything one holds, in one transaction, at the end of a shift or before an absence."""

from collections.abc import Mapping

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.ownership import several
from bot.desk.ownership.several import AsShown, GivenOn
from bot.domain.records.cases.case import Case
from bot.domain.records.claim import Claim
from bot.domain.records.staff import Actor
from bot.storage.cases.claims import is_open_claim_of_case
from bot.storage.figures.conditions import is_open


def open_cases_of(desk: Desk, *, slack_user_id: str) -> list[Case]:
    """The open cases this person has claimed, in the order of their numbers."""
    query = (
        select(Case)
        .join(Claim, is_open_claim_of_case())
        .where(
            Claim.slack_user_id == slack_user_id,
            is_open(),
        )
        .order_by(col(Case.id))
    )
    return list(desk.session.exec(query))


def hand_over(
    desk: Desk, *, holder: str, listed: Mapping[int, AsShown], to: str, by: Actor
) -> GivenOn:
    """Give the listed cases to ``to``, or with ``to`` empty back to the queue.

    Raises CannotTake when the receiver can have none of them; then nothing has changed.
    """
    desk = desk.as_system()  # what one holds one may give away, readable or not
    goal = (
        several.to_person(desk, holder=holder, to=to)
        if to
        else several.to_queue(desk, holder=holder)
    )
    in_order = {number: listed[number] for number in sorted(listed)}
    return several.give(desk, holder=holder, listed=in_order, goal=goal, by=by)


def give_on(desk: Desk, *, holder: str, to: str, note: str, by: Actor) -> GivenOn:
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
