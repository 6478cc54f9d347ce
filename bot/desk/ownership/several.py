"""Giving on several cases at once: to a colleague, to a team, to the queue, or shared out evenly.

Each moves for itself. What changed since the list was shown is named, what does not stand there any more
stays where it is, and of what was refused the reason is said. Each receiver is told once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.desk import case_access
from bot.desk.desk import Desk, DeskError
from bot.desk.ownership import handoffs
from bot.domain.records.cases.case import Case
from bot.domain.records.claim import Claim
from bot.domain.records.handover import Handover
from bot.domain.records.staff import Actor
from bot.domain.text.references import case_reference
from bot.domain.triage.turns import Turns
from bot.language import say
from bot.storage.cases.claims import open_claim

MOST_AT_ONCE = 150  # what a form can carry; who has more does it twice


@dataclass(frozen=True)
class AsShown:
    """A case as the person saw it when the list was shown."""

    version: int
    note: str = ""


@dataclass
class GivenOn:
    """What became of the cases, by number."""

    moved: list[Handover] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)  # moved, though it moved on meanwhile
    kept: list[int] = field(default_factory=list)  # not the holder's any more, or ended
    refused: dict[int, str] = field(default_factory=dict)  # nobody there can have it, and why


class Moving(NamedTuple):
    """A locked case on its way, with who has it, a word about it, and who gives it on."""

    case: Case
    claim: Claim | None
    note: str
    by: Actor


Goal = Callable[[Moving], Handover]


def to_person(desk: Desk, *, holder: str, to: str) -> Goal:
    """Gives each to this colleague. Raises CannotTake, AlreadyTheirs; the goal CannotTake."""
    if to == holder:
        raise handoffs.AlreadyTheirs(say("They have these already. Choose somebody else."))
    handoffs.require_able(desk, slack_user_id=to)
    return lambda moving: handoffs.move(desk, to=to, **moving._asdict())


def to_team(desk: Desk, *, team: str) -> Goal:
    """Puts each into this team's queue. Raises NoSuchTeam; the goal AlreadyTheirs."""
    handoffs.require_team(desk, team=team)
    return lambda moving: handoffs.move_to_team(desk, team=team, **moving._asdict())


def to_queue(desk: Desk, *, holder: str) -> Goal:
    """Puts each back into the queue it is in. Raises AlreadyTheirs."""
    if not holder:
        raise handoffs.AlreadyTheirs(say("These stand in the queue already."))
    return lambda moving: handoffs.move(desk, to="", **moving._asdict())


def shared(desk: Desk, *, turns: Turns) -> Goal:
    """Gives each to whoever's turn it is, a private talk to the next who may read it.

    Raises CannotTake where nobody is there, as the goal does.
    """
    if not any(turns.people.values()):
        raise handoffs.CannotTake(say("Nobody else is there to share these with."))

    def take(moving: Moving) -> Handover:
        for person in turns.of(moving.case.team):
            try:
                given = handoffs.move(desk, to=person, **moving._asdict())
            except handoffs.CannotTake:
                continue
            turns.took(person)
            return given
        case = case_reference(moving.case.number)
        raise handoffs.CannotTake(say("{case}: nobody who is there can have it.", case=case))

    return take


def give(
    desk: Desk, *, holder: str, listed: Mapping[int, AsShown], goal: Goal, by: Actor
) -> GivenOn:
    """Give the listed cases on, in their order; ``holder`` is empty for those that nobody has."""
    case_access.lock_existing_cases(desk, case_ids=listed)
    done = GivenOn()
    for number, seen in listed.items():
        _one(desk, number=number, holder=holder, seen=seen, goal=goal, by=by, done=done)
    # In one order, since each waits for what was last told that person.
    for person in sorted({row.to_person for row in done.moved if row.to_person}):
        theirs = [row for row in done.moved if row.to_person == person]
        handoffs.tell_receiver(desk, handovers=theirs, to=person, by=by)
    return done


def numbers(handovers: Sequence[Handover]) -> list[int]:
    """The cases that were moved."""
    return [handover.case_id for handover in handovers]


def _one(
    desk: Desk,
    *,
    number: int,
    holder: str,
    seen: AsShown,
    goal: Goal,
    by: Actor,
    done: GivenOn,
) -> None:
    try:
        case = case_access.lock_case(desk, case_id=number)
        claim = open_claim(session=desk.session, case_id=number)
        if not case.is_open or (claim.slack_user_id if claim else "") != holder:
            done.kept.append(number)
            return
        is_as_seen = case.version == seen.version
        with desk.session.begin_nested():
            given = goal(Moving(case, claim, seen.note, by))
    except case_access.NoSuchCase:
        return
    except DeskError as refusal:
        done.refused[number] = str(refusal)
        return
    done.moved.append(given)
    if not is_as_seen:
        done.changed.append(number)
