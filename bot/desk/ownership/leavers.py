"""Who has left, or lost the role: their cases are let go, and what else names them is named in an alarm.

It is asked of the table of staff and not of the event that told us, so nobody is missed.
"""

from collections.abc import Iterator

from sqlmodel import col, select, text

from bot.desk import case_access
from bot.desk.clocks import escalations
from bot.desk.desk import Desk
from bot.desk.ownership import claims
from bot.desk.threads.alarms import clear_others, raise_alarm
from bot.desk.threads.thread_events import tell
from bot.domain.records.alarm import AlarmKind
from bot.domain.records.answers.reply_draft import ReplyDraft
from bot.domain.records.answers.reply_lock import ReplyLock
from bot.domain.records.cases.case import IS_OPEN, Case
from bot.domain.records.claim import Claim
from bot.domain.records.staff import Actor, Staff
from bot.domain.rules.role_rules import Verb
from bot.storage.cases.claims import is_open_claim_of_case, open_claim

_AT_ONCE = 25

ON_THE_ROSTER = "the duty roster"
DUTY_MANAGER = "the duty manager of routing.toml"
STANDS_IN = "an absence, as stand-in"
DRAFT = "an answer that was begun"
WRITING = "an answer that is being written"


def has_left(desk: Desk, *, slack_user_id: str) -> bool:
    """Whether somebody we knew is gone, or may not have cases any more; never of somebody unknown."""
    person = desk.session.get(Staff, slack_user_id)
    return person is not None and _is_out(desk, person)


def let_go_due(desk: Desk, *, limit: int = _AT_ONCE) -> int:
    """Let go of open cases whose owner has left or lost the role; how many. Alerts ring again.

    Locks the cases. Safe in any number of workers.
    """
    found = _cases_of_leavers(desk)[:limit]
    if not found:
        return 0
    case_access.lock_existing_cases(desk, case_ids=found)
    freed = [number for number in found if _free(desk, case_id=number)]
    escalations.ring_again(desk, case_ids=freed)
    return len(found)


def free_if_left(desk: Desk, *, case: Case) -> bool:
    """Release a locked case whose owner has left or lost the role, and say so; true if so."""
    claim = open_claim(session=desk.session, case_id=case.number)
    if claim is None or not has_left(desk, slack_user_id=claim.slack_user_id):
        return False
    by, owner = Actor.system(), claim.slack_user_id
    claims.unassign(desk, case=case, claim=claim, by=by, reason="left")
    tell(desk, case=case, template="owner_has_left", by=by, owner=owner, version=case.version)
    return True


def watch_names(desk: Desk) -> None:
    """Raise an alarm for each leaver whom something still names; clear those of whom nothing does."""
    still: set[str] = set()
    for person in desk.session.exec(select(Staff).order_by(col(Staff.slack_user_id))):
        if not (person.is_gone or person.is_guest or not person.roles):
            continue
        named = list(_places(desk, person.slack_user_id))
        if named:
            still.add(person.slack_user_id)
            raise_alarm(
                desk,
                AlarmKind.STAFF_GONE,
                subject=person.slack_user_id,
                person=person.slack_user_id,
                places="; ".join(named),
            )
    clear_others(desk, AlarmKind.STAFF_GONE, still=still)


def _is_out(desk: Desk, person: Staff) -> bool:
    lost = not desk.rules.may(Verb.CLAIM, person.roles)
    return person.is_gone or person.is_guest or lost


def _cases_of_leavers(desk: Desk) -> list[int]:
    """By number. What staff were is read at once for all owners of open cases."""
    query = (
        select(Case.id, Staff)
        .join(Claim, is_open_claim_of_case())
        .join(Staff, col(Staff.slack_user_id) == col(Claim.slack_user_id))
        .where(text(IS_OPEN))
        .order_by(col(Case.id))
    )
    return [number or 0 for number, person in desk.session.exec(query) if _is_out(desk, person)]


def _free(desk: Desk, *, case_id: int) -> bool:
    try:
        case = case_access.lock_open_case(desk.as_system(), case_id=case_id)
    except (case_access.NoSuchCase, case_access.NotOpen):
        return False
    return free_if_left(desk, case=case)


def _places(desk: Desk, person: str) -> Iterator[str]:
    """Where somebody is still named, as sentences say it."""
    rosters = desk.rules.duty.teams.values()
    if any(person in shift.people for roster in rosters for shift in roster.shifts):
        yield ON_THE_ROSTER
    if person == desk.rules.routing.duty_manager.slack_user:
        yield DUTY_MANAGER
    absences = desk.rules.data.absences
    if any(row.stand_in == person and desk.now < row.until for row in absences):
        yield STANDS_IN
    drafts = select(ReplyDraft.id).where(ReplyDraft.slack_user_id == person).limit(1)
    if desk.session.exec(drafts).first() is not None:
        yield DRAFT
    writing = select(ReplyLock.case_id).where(
        ReplyLock.slack_user_id == person, col(ReplyLock.expires_at) > desk.database_now
    )
    if desk.session.exec(writing.limit(1)).first() is not None:
        yield WRITING
