"""What happens to a pledge by itself: it goes with its case, its holder is reminded, and told when it is broken;
then whoever leads, where nobody has said what became of it.

That one was broken stays written down when it is moved; where it is broken anew, as of the later moment.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from bot.desk import case_access
from bot.desk.desk import Desk
from bot.desk.pledges import standing, telling
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.pledge import Pledge
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.storage import pledges
from bot.storage.cases.merges import survivor_of


def look_due(
    desk: Desk, *, limit: int = 25, only: int | None = None, besides: Collection[int] = ()
) -> int:
    """Look at the pledges of some cases of which something is due, of this one ``only`` or of all ``besides``
    these; how many cases."""
    desk = desk.as_system()
    numbers = due_cases(desk, limit=limit, only=only, besides=besides)
    cases = case_access.lock_cases(desk, which=lambda: _with_survivors(desk, numbers))
    return sum(_look(desk, cases, case_id=number) for number in numbers)


def due_cases(
    desk: Desk, *, limit: int, only: int | None = None, besides: Collection[int] = ()
) -> list[int]:
    """The cases of which something is due: this one ``only``, or all ``besides`` these."""
    due = _due(desk) - {*besides}
    return sorted(due if only is None else due & {only})[:limit]


def _with_survivors(desk: Desk, numbers: Sequence[int]) -> set[int]:
    return {*numbers, *(survivor_of(session=desk.session, case_id=each) for each in numbers)}


def _due(desk: Desk) -> set[int]:
    rules = desk.rules.replies.promises
    return pledges.cases_to_look_at(
        session=desk.session,
        now=desk.now,
        soon=desk.now + timedelta(minutes=rules.remind_minutes),
        late=desk.now - timedelta(minutes=rules.lead_after_minutes),
    )


def _look(desk: Desk, cases: Mapping[int, Case], *, case_id: int) -> bool:
    """Bring the pledges of one locked case up to date; whether anything was to be done."""
    case = cases[case_id]
    changed = [
        step(desk, case, row)
        for row in pledges.owed(session=desk.session, case_id=case_id)
        for step in (_follow, _remind, _break, _tell_lead)
    ]
    if any(changed):
        standing.draw(desk, case=case)
        if case.state is CaseState.MERGED:
            survivor = survivor_of(session=desk.session, case_id=case_id)
            standing.draw(desk, case=cases[survivor])
    return any(changed)


def _follow(desk: Desk, case: Case, row: Pledge) -> bool:
    """Let it go where its case goes on, and to whoever has that; both are told, where they are there."""
    if case.state is CaseState.MERGED:
        before, row.case_id = row.case_id, survivor_of(session=desk.session, case_id=case.number)
        _record(desk, row, Trail.PLEDGE_PASSED, case_id=before)
        _record(desk, row, Trail.PLEDGE_PASSED)
    had = row.holder
    has = standing.owner_of(desk, case_id=row.case_id, promised_by=row.promised_by)
    if has == had:
        return case.state is CaseState.MERGED
    row.holder = has
    desk.session.add(row)
    _record(desk, row, Trail.PLEDGE_PASSED, holder=has)
    targets = (desk.rules.reached(had, desk.now), *telling.holder(desk, row))
    telling.tell(desk, row, template="pledge_passed", targets=targets, had=had)
    return True


def _remind(desk: Desk, _case: Case, row: Pledge) -> bool:
    soon = desk.now + timedelta(minutes=desk.rules.replies.promises.remind_minutes)
    if row.reminded_at is not None or row.due_at > soon:
        return False
    row.reminded_at = desk.now
    desk.session.add(row)
    if row.due_at >= desk.now:
        telling.tell(desk, row, template="pledge_soon", targets=telling.holder(desk, row))
    return True


def _break(desk: Desk, _case: Case, row: Pledge) -> bool:
    if row.broken_at == row.due_at or row.due_at >= desk.now:
        return False
    row.broken_at = row.due_at
    desk.session.add(row)
    _record(desk, row, Trail.PLEDGE_BROKEN)
    telling.tell(desk, row, template="pledge_broken", targets=telling.holder(desk, row))
    return True


def _tell_lead(desk: Desk, case: Case, row: Pledge) -> bool:
    wait = timedelta(minutes=desk.rules.replies.promises.lead_after_minutes)
    if row.lead_told_at is not None or row.due_at > desk.now - wait:
        return False
    row.lead_told_at = desk.now
    desk.session.add(row)
    leads = desk.rules.duty_targets(desk.now, case.team)
    told = set(telling.holder(desk, row))
    targets = [each for each in leads if each not in told]
    telling.tell(desk, row, template="pledge_broken", targets=targets, fact="lead")
    return True


def _record(desk: Desk, row: Pledge, verb: Trail, *, case_id: int = 0, **told: object) -> None:
    desk.session.flush()
    desk.record(
        case_id or row.case_id,
        verb,
        by=Actor.system(),
        pledge=row.id,
        deed=row.deed,
        due_at=row.due_at,
        **told,
    )
