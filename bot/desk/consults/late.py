"""What the worker looks at: answers that are still missing, and cases that ended while a team was asked.

The steps are those of ``[consults]`` in routing.toml: the team in its channel, its leads, whoever asked.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_
from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.consults import asking, ladder, places
from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.records.cases.case import OPEN_STATES, Case, Surface
from bot.domain.records.consult import Consult, ConsultEnd
from bot.domain.records.staff import Actor, Role, Staff
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.consult_rules import ConsultStep, Reminded
from bot.outbox.delivery import Urgency
from bot.outbox.enqueue import enqueue
from bot.outbox.keys import consult_key
from bot.outbox.kinds import ConsultMessage, ConsultPayload
from bot.storage import consults
from bot.storage.cases.merges import survivor_of


def look_due(desk: Desk, *, limit: int) -> int:
    """Tell the steps that have come, and end what is asked about cases that have ended; how many questions."""
    ended = col(Case.state).not_in(sorted(OPEN_STATES))
    query = (
        consults.waiting()
        .join(Case, col(Case.id) == col(Consult.case_id))
        .where(or_(col(Consult.next_at) <= desk.now, ended))
    )
    due = [
        row for row in desk.session.exec(query) if _has_come(desk, row) or _has_ended(desk, row)
    ][:limit]
    goes_on_in = [survivor_of(session=desk.session, case_id=row.case_id) for row in due]
    case_access.lock_existing_cases(desk, case_ids=goes_on_in)
    for consult_id in sorted(row.pk for row in due):
        _look(desk, consult_id=consult_id)
    return len(due)


def _has_come(desk: Desk, row: Consult) -> bool:
    return row.next_at is not None and row.next_at <= desk.now


def _has_ended(desk: Desk, row: Consult) -> bool:
    """Whether the case has ended, and does not go on in another."""
    number = survivor_of(session=desk.session, case_id=row.case_id)
    return not desk.session.get_one(Case, number).is_open


def _look(desk: Desk, *, consult_id: int) -> None:
    row, case = places.lock(desk.as_system(), consult_id=consult_id)
    if row is None or not row.waits:
        return
    if not case.is_open:
        asking.end(desk, row=row, case=case, ended_as=ConsultEnd.CASE_ENDED, by=Actor.system())
        return
    come = [(at, step) for at, step in ladder.to_come(desk, row=row) if at <= desk.now]
    for at, step in come:
        _tell(desk, row=row, case=case, at=at, step=step)
    if come:
        _move_on(desk, row=row, case=case, told_until=max(at for at, _ in come))


def _move_on(desk: Desk, *, row: Consult, case: Case, told_until: datetime) -> None:
    was_told_late = row.told_until >= row.due_at
    row.told_until = told_until
    row.next_at = ladder.next_at(desk, row=row)
    desk.session.add(row)
    if told_until < row.due_at or was_told_late:
        return
    case.touch()
    desk.session.add(case)
    due_at = row.due_at.isoformat()
    desk.record(
        case.number,
        Trail.CONSULT_LATE,
        by=Actor.system(),
        consult=row.id,
        team=row.team,
        due_at=due_at,
    )
    postings.redraw(desk, case=case)


def _tell(desk: Desk, *, row: Consult, case: Case, at: datetime, step: ConsultStep) -> None:
    targets: dict[str, None] = {}
    for who in step.tell:
        targets |= dict.fromkeys(_targets(desk, row=row, case=case, who=who))
    on_duty = desk.rules.people_on_duty(desk.now, row.team)
    for target in targets:
        enqueue(
            session=desk.session,
            lane=postings.post_lane(desk, target),
            ordering_key=consult_key(row.pk)
            if target == row.slack_channel
            else f"consults:{target}",
            priority=Urgency.WARNING,
            payload=ConsultPayload(
                slack_channel=target,
                consult_id=row.pk,
                what=ConsultMessage.MISSING,
                at=at.isoformat(),
                ring=on_duty if target == row.slack_channel else (),
                private=target == row.slack_channel and row.surface == Surface.PRIVATE,
            ),
            dedupe_key=f"{consult_key(row.pk)}:{at.isoformat()}:{target}",
            case_id=case.number,
            actor=Actor.system(),
        )


def _targets(desk: Desk, *, row: Consult, case: Case, who: Reminded) -> Iterable[str]:
    if who is Reminded.TEAM:
        return (row.slack_channel,)
    if who is Reminded.LEAD:
        return leads_of(desk, team=row.team) or desk.rules.duty_targets(desk.now, row.team)
    waits = places.whom(desk, row=row, case=case)
    return (waits,) if waits else desk.rules.duty_targets(desk.now, case.team)


def leads_of(desk: Desk, *, team: str) -> list[str]:
    """Slack user ids of whoever leads that team and is there: the role, and a member of the team."""
    return [
        person.slack_user_id
        for person in desk.session.exec(select(Staff).order_by(Staff.slack_user_id))
        if team in desk.rules.data.teams_of(person.slack_user_id)
        and Role.LEAD
        in person.roles_at(
            desk.database_now, home_team=desk.home_team, trusted_for=desk.roles_trusted_for
        )
        and desk.rules.reached(person.slack_user_id, desk.now) == person.slack_user_id
    ]
