"""Being away: the cases go to the stand-in or back to the queue when it begins, each exactly once.

Who is away is told nothing and offered nothing; see ``HouseData.absence``.
"""

from dataclasses import replace
from datetime import datetime

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.clocks import escalations
from bot.desk.desk import Desk, DeskError
from bot.desk.house import weekly_data
from bot.desk.house.weekly_data import DoesNotFit
from bot.desk.ownership import claims, handoffs, several, shift_end
from bot.desk.ownership.several import GivenOn
from bot.desk.threads import postings
from bot.desk.threads.thread_events import tell
from bot.domain.records.cases.case import Case
from bot.domain.records.staff import Actor, Staff
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.house.weekly_data import AbsenceRow, Kind
from bot.domain.rules.house.weekly_entry import HouseEntry
from bot.domain.text.references import case_reference
from bot.language import say
from bot.storage.cases.claims import open_claim
from bot.storage.house import weekly_data as house
from bot.storage.record import audit
from bot.storage.record.audit import HOUSE

_LOOKED_AT = 20
_NAMED = 30


class CannotBeAway(DoesNotFit):
    """The times make no sense, or who stands in. ``column`` says which."""


class NotAway(DeskError):
    """There is nothing to come back from."""

    def __init__(self) -> None:
        super().__init__(say("You are not away, so there is nothing to end."))


def away(
    desk: Desk,
    *,
    person: str,
    start: datetime,
    until: datetime,
    stand_in: str,
    by: Actor,
) -> GivenOn | None:
    """Write down an absence; one that begins now gives the cases on at once.

    None when it begins later. Raises DoesNotFit, CannotTake (the stand-in), AlreadyThere.
    """
    if until <= desk.now:
        raise CannotBeAway("until", say("That time has passed. Choose a later one."))
    if until <= start:
        raise CannotBeAway("until", say("An absence ends after it begins, and within 400 days."))
    if stand_in == person:
        sentence = say("Nobody stands in for themself. Choose a colleague, or nobody.")
        raise CannotBeAway("stand_in", sentence)
    begins_now = start <= desk.now
    if stand_in and begins_now:
        handoffs.require_able(desk, slack_user_id=stand_in)
    row = AbsenceRow(person=person, start=start, until=until, stand_in=stand_in)
    entry = weekly_data.add(desk, kind=Kind.ABSENCES, row=row, by=by)
    return _begin(desk, entry=entry, row=row, by=by) if begins_now else None


def back(desk: Desk, *, person: str, by: Actor) -> None:
    """End the absence somebody is in. Their cases stay with whoever has them now. Raises NotAway."""
    found = [
        entry
        for entry, row in house.standing(session=desk.session, kind=Kind.ABSENCES)
        if isinstance(row, AbsenceRow)
        and row.person == person
        and row.start <= desk.now < row.until
    ]
    if not found:
        raise NotAway
    for entry in found:
        weekly_data.remove(desk, kind=Kind.ABSENCES, entry_id=entry.pk, by=by)


def begin_due(desk: Desk) -> int:
    """Give on the cases of everybody whose absence has begun; how many absences.

    Also of one that was entered or imported after it began. Safe in any number of workers. In the
    order of whoever enters an absence: the weekly data, then the house's trail, then the cases.
    """
    if not _due(desk):
        return 0
    house.lock(session=desk.session)
    due = _due(desk)  # asked again: another worker may have begun them while we waited
    audit.lock_chain(session=desk.session, case_id=audit.HOUSE)
    people = {row.person for _, row in due}
    theirs = [
        case.number for who in people for case in shift_end.open_cases_of(desk, slack_user_id=who)
    ]
    case_access.lock_existing_cases(desk, case_ids=theirs)
    for entry, row in due:
        _begin(desk, entry=entry, row=row, by=Actor.system())
    return len(due)


def free_if_away(desk: Desk, *, case: Case) -> bool:
    """Release a locked case whose owner is away, true if so: it has a next word, and nobody would say it."""
    claim = open_claim(session=desk.session, case_id=case.number)
    if claim is None or desk.rules.data.absence(claim.slack_user_id, desk.now) is None:
        return False
    by, owner = Actor.system(), claim.slack_user_id
    stand_in = desk.rules.data.stand_in(owner, desk.now)
    claims.unassign(desk, case=case, claim=claim, by=by, reason="away")
    if stand_in and _takes(desk, case=case, owner=owner, stand_in=stand_in, by=by):
        return True
    tell(desk, case=case, template="owner_is_away", by=by, owner=owner, version=case.version)
    return True


def _takes(desk: Desk, *, case: Case, owner: str, stand_in: str, by: Actor) -> bool:
    try:
        handoffs.require_able(desk, slack_user_id=stand_in)
        given = handoffs.move(desk, case=case, claim=None, to=stand_in, note="", by=by)
    except handoffs.CannotTake:
        return False
    given.from_person = owner
    desk.session.add(given)
    handoffs.tell_receiver(desk, handovers=[given], to=stand_in, by=by)
    return True


def _due(desk: Desk) -> list[tuple[HouseEntry, AbsenceRow]]:
    """The first absences that have begun, and of which no case was given on yet."""
    query = (
        select(HouseEntry)
        .where(
            HouseEntry.kind == Kind.ABSENCES,
            col(HouseEntry.removed_at).is_(None),
            col(HouseEntry.begun_at).is_(None),
        )
        .order_by(col(HouseEntry.id))
    )
    entries = desk.session.exec(query, execution_options={"populate_existing": True}).all()
    rows = [(entry, house.row_of(entry)) for entry in entries]
    return [
        (entry, row) for entry, row in rows if isinstance(row, AbsenceRow) and row.start <= desk.now
    ][:_LOOKED_AT]


def _begin(desk: Desk, *, entry: HouseEntry, row: AbsenceRow, by: Actor) -> GivenOn:
    """Once: the cases go on, and when they did is written down."""
    entry.begun_at = desk.now
    desk.session.add(entry)
    if row.until <= desk.now:  # it was over before anybody looked
        return GivenOn()
    with_this = replace(desk, rules=house.in_force(session=desk.session, rules=desk.rules))
    stand_in = _who_is_there(with_this, row)
    done = shift_end.give_on(with_this, holder=row.person, to=stand_in, note="", by=by)
    moved = several.numbers(done.moved)
    if moved and row.stand_in and not stand_in:
        _ask_again(with_this, entry=entry, row=row, cases=moved)
    escalations.ring_again(with_this, case_ids=moved)
    desk.record(
        HOUSE,
        Trail.ABSENCE_BEGAN,
        by=by,
        entry=entry.id,
        person=row.person,
        cases=moved,
    )
    return done


def _ask_again(desk: Desk, *, entry: HouseEntry, row: AbsenceRow, cases: list[int]) -> None:
    """The stand-in is not there either: ask whoever is on duty to find somebody."""
    team = desk.session.get_one(Case, cases[0]).team
    for target in desk.rules.duty_targets(desk.now, team):
        postings.notice(
            desk,
            text="{who} is away now, and so is {other}, who was to stand in. Please find somebody for "
            "these cases, which are back in the queue: {cases}.",
            fact=f"no-stand-in:{entry.pk}:{target}",
            slack_channel=target,
            who=f"<@{row.person}>",
            other=f"<@{row.stand_in}>",
            cases=", ".join(case_reference(number) for number in cases[:_NAMED])
            + (" …" if len(cases) > _NAMED else ""),
        )


def _who_is_there(desk: Desk, row: AbsenceRow) -> str:
    """The stand-in, or theirs; empty when there is none, or none who can have cases."""
    found = desk.rules.data.stand_in(row.person, desk.now) if row.stand_in else ""
    if not found or desk.session.get(Staff, found) is None:
        return ""
    try:
        handoffs.require_able(desk, slack_user_id=found)
    except handoffs.CannotTake:
        return ""
    return found
