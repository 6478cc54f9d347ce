"""Handing a case over: to a colleague, who is told, or to a team, in whose queue it then stands.

The old claim ends and the new one begins in one transaction. No clock begins again.
"""

from typing import Unpack

from bot.desk import case_access, private_words
from bot.desk.desk import Desk, DeskError
from bot.desk.ownership import claims
from bot.desk.threads import case_threads, postings
from bot.desk.threads.thread_events import masked, tell
from bot.domain.records.cases.case import Case, CaseThread
from bot.domain.records.claim import Claim
from bot.domain.records.handover import Handover
from bot.domain.records.staff import Actor, Role, Staff
from bot.domain.records.trail.details import HandedOver
from bot.domain.rules.role_rules import Verb
from bot.domain.rules.teams import Team
from bot.domain.text.moments import colleague, moment
from bot.domain.text.references import case_reference
from bot.language import say
from bot.outbox.delivery import Urgency
from bot.outbox.enqueue import enqueue
from bot.outbox.kinds import EventDetails, HandoverPayload
from bot.storage.cases.claims import open_claim


class CannotTake(DeskError):
    """Whoever it is meant for cannot have the case. The sentence says why."""


class NoSuchTeam(DeskError):
    """The bank's files name no such team."""

    def __init__(self, team: str) -> None:
        super().__init__(say("There is no team “{team}”. Choose one from the list.", team=team))


class AlreadyTheirs(DeskError):
    """The case is where it is meant to go."""


def to_person(
    desk: Desk,
    *,
    case_id: int,
    to: str,
    note: str,
    by: Actor,
    roles: frozenset[Role] = frozenset(),
) -> Handover:
    """Give the case to a colleague, who is told. Raises NoSuchCase, NotOpen, NotYours, CannotTake, AlreadyTheirs."""
    case = case_access.lock_open_case(desk, case_id=case_id)
    claim = _claim_to_move(desk, case=case, by=by, roles=roles)
    if claim is not None and claim.slack_user_id == to:
        raise AlreadyTheirs(
            say("{who} has {case} already.", who=colleague(to), case=case_reference(case_id))
        )
    require_able(desk, slack_user_id=to)
    given = move(desk, case=case, claim=claim, to=to, note=note, by=by)
    tell_receiver(desk, handovers=[given], to=to, by=by)
    return given


def to_team(
    desk: Desk,
    *,
    case_id: int,
    team: str,
    note: str,
    by: Actor,
    roles: frozenset[Role] = frozenset(),
) -> Handover:
    """Put the case into another team's queue. Raises NoSuchCase, NotOpen, NotYours, NoSuchTeam, AlreadyTheirs.

    Where the team has Slack channels of its own the case goes on there, and says so where it was.
    """
    case = case_access.lock_open_case(desk, case_id=case_id)
    claim = _claim_to_move(desk, case=case, by=by, roles=roles)
    return move_to_team(desk, case=case, claim=claim, team=team, note=note, by=by)


def move_to_team(
    desk: Desk, *, case: Case, claim: Claim | None, team: str, note: str, by: Actor
) -> Handover:
    """Move a locked case into another team's queue. Raises NoSuchTeam, AlreadyTheirs."""
    named = require_team(desk, team=team)
    if case.team == team:
        raise AlreadyTheirs(
            say(
                "{case} is with {team} already.",
                case=case_reference(case.number),
                team=named.title,
            )
        )
    row = _row(desk, case=case, claim=claim, to="", team=team, note=note, by=by)
    if claim is not None:
        claims.unassign(desk, case=case, claim=claim, by=by, reason="handed over")
    case.team = team
    case.touch()
    desk.session.add(case)
    _record(desk, case=case, row=row, by=by)
    moved = case_threads.follow_team(desk, case=case)
    for here, there in moved:
        _point(desk, case=case, here=here, there=there, row=row, by=by)
    _tell(desk, case=case, row=row, template="handed_to_team", by=by, title=named.title)
    return row


def move(desk: Desk, *, case: Case, claim: Claim | None, to: str, note: str, by: Actor) -> Handover:
    """Move the claim of a locked case to somebody who may have it, or (``to`` empty) to the queue.

    Says so in the thread; telling the receiver is the caller's. Raises CannotTake.
    """
    if to:
        _require_sight(desk, case=case, slack_user_id=to)
    row = _row(desk, case=case, claim=claim, to=to, team=case.team, note=note, by=by)
    if claim is not None:
        claims.unassign(desk, case=case, claim=claim, by=by, reason="handed over")
    if to:
        claims.assign(desk, case=case, by=by, slack_user_id=to)
    _record(desk, case=case, row=row, by=by)
    _tell(desk, case=case, row=row, template="handed_over" if to else "back_in_queue", by=by)
    return row


def require_team(desk: Desk, *, team: str) -> Team:
    """A team that the bank's files name. Raises NoSuchTeam."""
    named = desk.rules.routing.teams.get(team)
    if named is None:
        raise NoSuchTeam(team)
    return named


def require_able(desk: Desk, *, slack_user_id: str) -> Staff:
    """Somebody who may claim and is there. Raises CannotTake."""
    person = desk.session.get(Staff, slack_user_id)
    who = colleague(slack_user_id)
    roles = (
        person.roles_at(
            desk.database_now, home_team=desk.home_team, trusted_for=desk.roles_trusted_for
        )
        if person
        else frozenset()
    )
    if person is None or not desk.rules.may(Verb.CLAIM, roles):
        raise CannotTake(say("{who} cannot have cases. Choose a colleague of the desk.", who=who))
    absence = desk.rules.data.absence(slack_user_id, desk.now)
    if absence is not None:
        until = moment(absence.until)
        raise CannotTake(
            say("{who} is away until {until}. Choose somebody else.", who=who, until=until)
        )
    return person


def may_have(desk: Desk, *, case: Case, slack_user_id: str) -> bool:
    """Whether somebody could be given this case now: of the desk, there, and let see its words."""
    try:
        require_able(desk, slack_user_id=slack_user_id)
        _require_sight(desk, case=case, slack_user_id=slack_user_id)
    except CannotTake:
        return False
    return True


def tell_receiver(desk: Desk, *, handovers: list[Handover], to: str, by: Actor) -> None:
    """One direct message about everything that was just given to somebody."""
    if not handovers or by.id == to:
        return
    desk.session.flush()
    numbers = [handover.pk for handover in handovers]
    enqueue(
        session=desk.session,
        lane=postings.post_lane(desk, to),
        ordering_key=f"handovers:{to}",
        priority=Urgency.WARNING,
        payload=HandoverPayload(slack_channel=to, handovers=numbers, by=str(by)),
        dedupe_key=f"handover:{numbers[0]}",
        actor=by,
    )


def _claim_to_move(desk: Desk, *, case: Case, by: Actor, roles: frozenset[Role]) -> Claim | None:
    claim = open_claim(session=desk.session, case_id=case.number)
    if claim is not None and not claims.may_take_from(
        holder=claim.slack_user_id, by=by, roles=roles
    ):
        raise claims.NotYours(case, holder=claim.slack_user_id)
    return claim


def _require_sight(desk: Desk, *, case: Case, slack_user_id: str) -> None:
    """A talk that is private only is given to nobody who cannot read it."""
    if private_words.is_private_only(desk, case=case) and not private_words.may_see_private(
        desk, case=case, slack_user_id=slack_user_id
    ):
        raise CannotTake(
            say(
                "{case} is a private talk, and {who} is not in its Slack channel. "
                "Invite them there first.",
                case=case_reference(case.number),
                who=colleague(slack_user_id),
            )
        )


def _row(
    desk: Desk, *, case: Case, claim: Claim | None, to: str, team: str, note: str, by: Actor
) -> Handover:
    row = Handover(
        case_id=case.number,
        from_person=claim.slack_user_id if claim else "",
        to_person=to,
        from_team=case.team,
        to_team=team,
        note=masked(desk, case=case, words=note),
        handed_at=desk.now,
        handed_by=str(by),
    )
    desk.session.add(row)
    desk.session.flush()
    return row


def _record(desk: Desk, *, case: Case, row: Handover, by: Actor) -> None:
    case.touch()
    desk.session.add(case)
    desk.record(
        case.number,
        HandedOver(
            handover=row.id,
            from_=row.from_person,
            to=row.to_person,
            from_team=row.from_team,
            to_team=row.to_team,
        ),
        by=by,
    )


def _tell(
    desk: Desk,
    *,
    case: Case,
    row: Handover,
    template: str,
    by: Actor,
    **details: Unpack[EventDetails],
) -> None:
    details["handover"] = row.id
    details["from_person"] = row.from_person
    details["to_person"] = row.to_person
    if row.note:
        details["explanation"] = row.note
    tell(desk, case=case, template=template, by=by, **details)


def _point(
    desk: Desk,
    *,
    case: Case,
    here: CaseThread,
    there: CaseThread,
    row: Handover,
    by: Actor,
) -> None:
    """Where the case was: that it goes on elsewhere, with the way there."""
    title = desk.rules.routing.teams[case.team].title
    postings.event(
        desk,
        thread=here,
        template="goes_on_elsewhere",
        fact=f"h{row.id}",
        by=by,
        to_thread=there.id,
        title=title,
    )
