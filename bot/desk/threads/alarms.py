"""One place for "somebody must know": an alarm is said once, again each day it lasts, and when it is over.

It goes to the fallback channel, or, when that is the broken one, to the duty manager. It names who can
mend it, stands in the log, and in the database, where metrics and the status read it.
"""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.records.staff import Actor, Role, Staff
from bot.domain.rules.house.alarm_kinds import ALARMS, Who
from bot.outbox.delivery import Urgency
from bot.outbox.enqueue import enqueue
from bot.outbox.kinds import AlarmPayload
from bot.telemetry.logs import get_logger

AGAIN = timedelta(days=1)
_MOST_NAMED = 5
_log = get_logger(__name__)


def raise_alarm(
    desk: Desk,
    kind: AlarmKind,
    *,
    subject: str = "",
    broken: str = "",
    is_news: bool = False,
    **values: object,
) -> bool:
    """Note that something is wrong, and enqueue the alarm if it is news or a day old. False: known.

    ``values`` fill the sentences; ``broken`` is the Slack channel in which it could not be read.
    ``is_news``: it means more than when it was told last, so that no day is waited for.
    """
    row = standing(desk, kind, subject=subject)
    told = {name: str(value) for name, value in values.items()}
    if row is None:
        row = Alarm(
            kind=kind,
            subject=subject,
            values=told,
            raised_at=desk.now,
            seen_at=desk.now,
            told_at=desk.now,
        )
    elif desk.now - row.told_at < AGAIN and not is_news:
        row.seen_at = desk.now
        row.values = told
        desk.session.add(row)
        return False
    row.values = told
    row.seen_at = desk.now
    row.told_at = desk.now
    try:
        with desk.session.begin_nested():
            desk.session.add(row)
    except IntegrityError:
        return False  # another worker saw it at the same moment, and tells
    _log.warning("alarm.raised", kind=str(kind), subject=row.about, since=row.raised_at.isoformat())
    _post(desk, row, fact=f"{row.told_at.isoformat()}", broken=broken)
    return True


def clear_alarm(desk: Desk, kind: AlarmKind, *, subject: str = "", is_told: bool = True) -> bool:
    """Note that it is over, and enqueue the all-clear, unless another alarm took its place. False:
    there was no such alarm."""
    row = standing(desk, kind, subject=subject)
    if row is None:
        return False
    row.cleared_at = desk.now
    desk.session.add(row)
    _log.info("alarm.cleared", kind=str(kind), subject=row.about)
    if is_told:
        _post(desk, row, fact="over")
    return True


def clear_others(
    desk: Desk,
    kind: AlarmKind,
    *,
    still: Collection[str],
    prefix: str = "",
    replaced: Collection[str] = (),
) -> int:
    """Clear the alarms of this kind whose subjects a look at all of them did not find; how many.

    ``prefix`` says which subjects the look was at; those ``replaced`` by another alarm end without a word.
    """
    query = select(Alarm.subject).where(Alarm.kind == kind, col(Alarm.cleared_at).is_(None))
    over = [
        subject
        for subject in desk.session.exec(query)
        if subject.startswith(prefix) and subject not in still
    ]
    return sum(
        clear_alarm(desk, kind, subject=subject, is_told=subject not in replaced)
        for subject in over
    )


def standing(desk: Desk, kind: AlarmKind, *, subject: str = "") -> Alarm | None:
    """The alarm that stands for this fact, locked FOR UPDATE, or None."""
    query = (
        select(Alarm)
        .where(Alarm.kind == kind, Alarm.subject == subject, col(Alarm.cleared_at).is_(None))
        .with_for_update()
    )
    return desk.session.exec(query).first()


def _post(desk: Desk, row: Alarm, *, fact: str, broken: str = "") -> None:
    """Enqueue it for each who listens. It is drawn from its row when it goes: over by then, it says so."""
    people = _who(desk, ALARMS[row.kind].who)
    for target in _listeners(desk, broken=broken):
        enqueue(
            session=desk.session,
            lane=postings.post_lane(desk, target),
            ordering_key=f"notices:{target}",
            priority=Urgency.BREACH,
            payload=AlarmPayload(slack_channel=target, alarm_id=row.pk, people=people),
            dedupe_key=f"alarm:{row.pk}:{fact}:{target}",
            actor=Actor.system(),
        )


def _who(desk: Desk, who: Who) -> list[str]:
    """The people of the role, by Slack user id; of a role that nobody has, whoever is on duty."""
    named = [
        person
        for person, roles in desk.rules.roles.people.items()
        if Role(str(who)) in roles and not _is_gone(desk, person)
    ]
    on_duty = desk.rules.duty_targets(desk.now, desk.rules.routing.fallback.team)
    return (named or [one for one in on_duty if one.startswith(("U", "W"))])[:_MOST_NAMED]


def _is_gone(desk: Desk, slack_user_id: str) -> bool:
    known = desk.session.get(Staff, slack_user_id)
    return known is not None and known.is_gone


def _listeners(desk: Desk, *, broken: str) -> list[str]:
    """The fallback channel; when that is the broken one, or none is named, the duty manager."""
    fallback = desk.rules.routing.fallback_slack_channel
    if fallback and fallback != broken:
        return [fallback]
    manager = desk.rules.duty_targets(desk.now, desk.rules.routing.fallback.team)
    return [target for target in manager if target and target != broken]
