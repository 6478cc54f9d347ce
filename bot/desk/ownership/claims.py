"""Claiming a case and letting it go. One owner at a time, guaranteed by the database."""

from datetime import datetime

from bot.desk import case_access
from bot.desk.clocks import case_clocks
from bot.desk.desk import Desk, DeskError
from bot.desk.threads import postings
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.claim import Claim
from bot.domain.records.staff import Actor, Role
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.moments import clock_time, colleague
from bot.domain.text.references import case_reference
from bot.language import say
from bot.storage.cases.case_threads import threads_of
from bot.storage.cases.claims import open_claim


class AlreadyClaimed(DeskError):
    """Somebody else was first. Carries who and when, so that the second can be told."""

    def __init__(self, case: Case, *, holder: str, since: datetime) -> None:
        super().__init__(
            say(
                "{who} claimed {case} at {time}. If it should be yours, ask them or a lead to hand it "
                "over.",
                who=colleague(holder),
                case=case_reference(case.number),
                time=clock_time(since),
            )
        )
        self.holder = holder
        self.since = since


class NotClaimed(DeskError):
    """There is no claim to let go of."""

    def __init__(self, case: Case) -> None:
        self.case_id = case.number
        super().__init__(say("Nobody holds {case}.", case=case_reference(case.number)))


class NotYours(DeskError):
    """Only the holder, or a lead, may let a case go."""

    def __init__(self, case: Case, *, holder: str) -> None:
        super().__init__(
            say(
                "{who} holds {case}. Ask them or a lead to release it.",
                who=colleague(holder),
                case=case_reference(case.number),
            )
        )


def claim(desk: Desk, *, case_id: int, by: Actor, slack_user_id: str) -> Case:
    """Make this person the owner. Claiming one's own case again changes nothing.

    Raises NoSuchCase, NotOpen, AlreadyClaimed.
    """
    case = case_access.lock_open_case(desk, case_id=case_id)
    claim = open_claim(session=desk.session, case_id=case_id)
    if claim is not None:
        if claim.slack_user_id == slack_user_id:
            return case
        raise AlreadyClaimed(case, holder=claim.slack_user_id, since=claim.claimed_at)
    assign(desk, case=case, by=by, slack_user_id=slack_user_id)
    thread = threads_of(session=desk.session, case_id=case_id).public_or_private()
    if thread is not None:
        postings.event(desk, thread=thread, template="claimed", fact=f"v{case.version}", by=by)
    postings.redraw(desk, case=case)
    return case


def assign(desk: Desk, *, case: Case, by: Actor, slack_user_id: str) -> None:
    """Claim an unowned, locked case for somebody: the record, the state, the clock, the trail."""
    desk.session.add(
        Claim(
            case_id=case.number,
            slack_user_id=slack_user_id,
            claimed_at=desk.now,
            claimed_by=str(by),
        )
    )
    case.move_to(CaseState.CLAIMED if case.state == CaseState.NEW else case.state, now=desk.now)
    desk.session.add(case)
    desk.session.flush()
    case_clocks.on_claimed(desk, case=case, at=desk.now)
    desk.record(case.number, Trail.CLAIM, by=by, owner=slack_user_id)


def release(
    desk: Desk, *, case_id: int, by: Actor, roles: frozenset[Role] = frozenset(), reason: str = ""
) -> Case:
    """Let a case go, so that anybody may take it. A lead may release another's case.

    Raises NoSuchCase, NotOpen, NotClaimed, NotYours.
    """
    case = case_access.lock_open_case(desk, case_id=case_id)
    claim = open_claim(session=desk.session, case_id=case_id)
    if claim is None:
        raise NotClaimed(case)
    if not may_take_from(holder=claim.slack_user_id, by=by, roles=roles):
        raise NotYours(case, holder=claim.slack_user_id)
    unassign(desk, case=case, claim=claim, by=by, reason=reason)
    thread = threads_of(session=desk.session, case_id=case_id).public_or_private()
    if thread is not None:
        postings.event(desk, thread=thread, template="released", fact=f"v{case.version}", by=by)
    postings.redraw(desk, case=case)
    return case


def unassign(desk: Desk, *, case: Case, claim: Claim, by: Actor, reason: str = "") -> None:
    """End the claim of a locked case: the record, the state, the trail. No clock begins again."""
    claim.released_at = desk.now
    claim.released_by = str(by)
    claim.release_reason = reason or None
    case.move_to(CaseState.NEW if case.state == CaseState.CLAIMED else case.state, now=desk.now)
    desk.session.add_all([claim, case])
    desk.session.flush()  # before the next claim is written
    desk.record(case.number, Trail.RELEASE, by=by, owner=claim.slack_user_id)


def may_take_from(*, holder: str, by: Actor, roles: frozenset[Role]) -> bool:
    """Whether this person may let go of, or give on, what somebody holds."""
    return by.id == holder or bool(roles & {Role.LEAD, Role.DUTY_MANAGER, Role.ADMIN})
