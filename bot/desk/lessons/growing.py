"""The early warning: a root cause that grows week by week is told to its owner and the leads before it is a surge.

Looked at once a day, told once a week a cause. The rule stands in ``domain/lessons/growth.py``, its numbers in
complaints.toml.
"""

from datetime import date, timedelta

from bot.desk.desk import Desk
from bot.desk.digests.issuing import house_day
from bot.desk.threads import postings
from bot.digest.voice_reading import weekly
from bot.domain.lessons.cause_step import CauseState
from bot.domain.lessons.growth import grows
from bot.domain.records.staff import Actor, Role, Staff
from bot.domain.records.trail.verbs import Trail
from bot.storage import lessons
from bot.storage.house import runs
from bot.storage.record.audit import HOUSE

_JOB = "causes"
_WEEK = timedelta(days=7)
_LEADS_MOST = 5


def warn(desk: Desk) -> int:
    """Tell of each cause that grows, or was to be mended before today; how many those are. Nothing where today's
    look was made."""
    session, rules = desk.session, desk.rules.complaints
    today = house_day(desk)
    if runs.last_period(session=session, job=_JOB) == today.isoformat():
        return 0
    if not runs.begin(session=session, job=_JOB, period=today.isoformat(), now=desk.now):
        return 0
    told = _tell_of_late(desk, today)
    last = lessons.causes_between(session=session, start=desk.now - _WEEK, end=desk.now)
    for cause, count in last.items():
        if count < rules.growing_least or cause not in rules.causes:
            continue
        weeks = weekly(session=session, cause=cause, end=desk.now, weeks=rules.growing_weeks + 1)
        if grows(weeks, for_weeks=rules.growing_weeks, least=rules.growing_least):
            told += _tell(desk, cause=cause, weeks=weeks)
    return told


def _tell_of_late(desk: Desk, today: date) -> int:
    """Tell once of each planned step whose day is over."""
    told = 0
    for cause, step in lessons.newest_steps(session=desk.session).items():
        due_on = step.due_on if step.state is CauseState.PLANNED else None
        if due_on is None or due_on >= today or cause not in desk.rules.complaints.causes:
            continue
        key = f"{step.pk}"
        if runs.begin(session=desk.session, job=f"{_JOB}:late", period=key, now=desk.now):
            told += 1
            for target in _whom(desk, cause):
                postings.notice(
                    desk,
                    text="⏰ “{cause}” was to be mended by {day}, and nobody said that it is. `/case causes` "
                    "says whose it is.",
                    fact=f"cause_late:{key}:{target}",
                    slack_channel=target or None,
                    cause=cause,
                    day=due_on.isoformat(),
                )
    return told


def _tell(desk: Desk, *, cause: str, weeks: tuple[int, ...]) -> bool:
    """Once in a week of the calendar."""
    year, week, _ = desk.now.isocalendar()
    key = f"{year}-{week:02}"
    if not runs.begin(session=desk.session, job=f"{_JOB}:{cause}", period=key, now=desk.now):
        return False
    by = Actor.system()
    desk.record(HOUSE, Trail.CAUSE_GROWS, by=by, cause=cause, weeks=list(weeks))
    for target in _whom(desk, cause):
        postings.notice(
            desk,
            text="📈 “{cause}” grows week by week: {weeks} cases. `/case causes` says whose it is, and "
            "`/case voice` what customers say.",
            fact=f"cause:{cause}:{key}:{target}",
            slack_channel=target or None,
            cause=cause,
            weeks=", ".join(str(each) for each in weeks),
        )
    return True


def _whom(desk: Desk, cause: str) -> list[str]:
    """The owner and the leads, by Slack user id; the fallback channel where there is neither."""
    step = lessons.newest_steps(session=desk.session, cause=cause).get(cause)
    people = [step.owner] if step and step.owner else []
    leads = [who for who, roles in desk.rules.roles.people.items() if Role.LEAD in roles]
    people += leads[:_LEADS_MOST]
    known = [desk.session.get(Staff, who) for who in people]
    gone = {staff.slack_user_id for staff in known if staff and staff.is_gone}
    return [who for who in dict.fromkeys(people) if who not in gone] or [""]
