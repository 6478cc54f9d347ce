"""Which digests are due. Each covers the local time since the one before it, and comes exactly once.

A digest that was missed because nothing ran is made later, for its own period.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime
from sqlmodel import Session

from bot.domain.calendar.days import read_day
from bot.domain.frozen import Frozen
from bot.domain.rules.digest_rules import WEEKDAYS, DigestRule, Every
from bot.domain.rules.house_rules import HouseRules
from bot.storage.house import runs

# After a longer outage the oldest are left out, not posted in a flood.
MOST_TO_CATCH_UP: dict[Every, int] = {"shift": 6, "day": 7, "week": 4, "month": 3}
A_DAY = timedelta(days=1)
_LAST_DAYS: dict[Every, int] = {"week": 7, "month": 30}
_LONGEST: dict[Every, int] = {
    "shift": 2,
    "day": 2,
    "week": 8,
    "month": 32,
}  # days, with one to spare


class NoSuchPeriod(ValueError):
    """A key that no period of this digest has."""

    def __init__(self, key: str, last: str) -> None:
        super().__init__(f"This digest has no period “{key[:40]}”. Its last one is {last}.")


class Period(Frozen):
    """The time one digest covers: from start up to but without end, both UTC."""

    digest: str  # its name in digests.toml
    key: str  # the local date on which it ends, of a shift with its time; sorts by time
    start: AwareDatetime
    end: AwareDatetime
    begins: str = (
        ""  # what people call it by: 2026-11-20, of a month 2026-11; empty in older reports
    )

    @property
    def fact(self) -> str:
        """The business fact, for the key of its delivery: ``digest:daily:2026-11-21``."""
        return f"{_job(self.digest)}:{self.key}"


class _Mark(NamedTuple):
    """Where one period ends and the next begins."""

    moment: datetime
    key: str


def begin_due(*, session: Session, rules: HouseRules, now: datetime) -> list[Period]:
    """The periods that are ours to report, claimed in this transaction; write their deliveries in it.

    A digest seen for the first time begins now: nothing is reported about the time before.
    """
    last_done: dict[str, str] = {}
    for name, rule in _posted(rules).items():
        last = runs.last_period(session=session, job=_job(name))
        if last is None:
            last = _last_ended(rule, now).key
            runs.begin(session=session, job=_job(name), period=last, now=now)
        last_done[name] = last
    return [
        period
        for period in due_periods(rules=rules, now=now, last_done=last_done)
        if runs.begin(session=session, job=_job(period.digest), period=period.key, now=now)
    ]


def due_periods(*, rules: HouseRules, now: datetime, last_done: Mapping[str, str]) -> list[Period]:
    """Every period that has ended by now after the last one done, oldest first.

    ``last_done`` is the key of each digest's last period; one without it is not due yet.
    """
    due: list[Period] = []
    for name, rule in _posted(rules).items():
        if name in last_done:
            latest = last_periods(name, rule, now, count=MOST_TO_CATCH_UP[rule.every])
            due += [period for period in latest if period.key > last_done[name]]
    return due


def last_periods(name: str, rule: DigestRule, now: datetime, *, count: int) -> list[Period]:
    """The latest periods that have ended by now, oldest first."""
    days = (count + 1) * _LONGEST[rule.every]
    ended = [mark for mark in _marks_around(rule, now, days_before=days) if mark.moment <= now]
    return _between(name, rule, ended)[-count:]


def period_named(name: str, rule: DigestRule, key: str, now: datetime) -> Period:
    """The period of this key: one that has ended, or as much as there is of the one that runs.

    Raises NoSuchPeriod.
    """
    running = so_far(name, rule, now)
    if key == running.key:
        return running
    try:
        about = datetime.combine(read_day(key[:10]), rule.at[0], tzinfo=UTC)
    except ValueError:
        about = now
    marks = _marks_around(rule, about, days_before=_LONGEST[rule.every])
    for period in _between(name, rule, marks):
        if period.key == key and period.end <= now:
            return period
    raise NoSuchPeriod(key, _last_ended(rule, now).key)


def so_far(name: str, rule: DigestRule, now: datetime) -> Period:
    """What somebody gets who asks for a digest now: the day or shift so far; of a week or a month, of
    which there may be an hour so far, the last 7 or 30 days. It is not claimed."""
    begun = _last_ended(rule, now)
    following = _following(rule, now)
    if days := _LAST_DAYS.get(rule.every):
        start = now - days * A_DAY
        begins = start.astimezone(ZoneInfo(rule.time_zone)).date().isoformat()
    else:
        start, begins = begun.moment, _called(rule, begun)
    return Period(digest=name, key=following.key, start=start, end=now, begins=begins)


def ends_next(rule: DigestRule, now: datetime) -> datetime:
    """When the period ends that runs now."""
    return _following(rule, now).moment


def before(rule: DigestRule, period: Period) -> Period:
    """The period before it; of one that still runs only as much, so that like is set beside like."""
    full = last_periods(period.digest, rule, period.start, count=1)[0]
    if any(mark.moment == period.end for mark in _marks_around(rule, period.end)):
        return full
    if days := _LAST_DAYS.get(rule.every):
        start = period.start - days * A_DAY
        return full.model_copy(update={"start": start, "end": period.start})
    end = min(full.end, full.start + (period.end - period.start))
    return full.model_copy(update={"end": end})


def _posted(rules: HouseRules) -> dict[str, DigestRule]:
    return {name: rule for name, rule in rules.digests.items() if rule.slack_channel}


def _between(name: str, rule: DigestRule, marks: list[_Mark]) -> list[Period]:
    return [
        Period(
            digest=name,
            key=mark.key,
            start=earlier.moment,
            end=mark.moment,
            begins=_called(rule, earlier),
        )
        for earlier, mark in pairwise(marks)
    ]


def _called(rule: DigestRule, begun: _Mark) -> str:
    """By when it begins: what ends on a Tuesday morning is Monday's, what ends on 1 December November's."""
    return begun.key[:7] if rule.every == "month" else begun.key


def _last_ended(rule: DigestRule, now: datetime) -> _Mark:
    """The latest mark whose moment has come."""
    marks = _marks_around(rule, now, days_before=_LONGEST[rule.every])
    return [mark for mark in marks if mark.moment <= now][-1]


def _following(rule: DigestRule, now: datetime) -> _Mark:
    """The first mark whose moment is to come."""
    ahead = _marks_around(rule, now, days_after=_LONGEST[rule.every])
    return next(mark for mark in ahead if mark.moment > now)


def _marks_around(
    rule: DigestRule, moment: datetime, *, days_before: int = 2, days_after: int = 2
) -> list[_Mark]:
    """The marks of the days around, in order. Where spring lets two fall together there is one."""
    today = moment.astimezone(ZoneInfo(rule.time_zone)).date()
    marks: list[_Mark] = []
    for number in range(-days_before, days_after + 1):
        day = today + number * A_DAY
        for mark in _marks_of(rule, day) if _ends_on(rule, day) else ():
            if not marks or mark.moment > marks[-1].moment:
                marks.append(mark)
    return marks


def _ends_on(rule: DigestRule, day: date) -> bool:
    match rule.every:
        case "week":
            return WEEKDAYS[day.weekday()] == rule.weekday
        case "month":
            return day.day == 1
    return True


def _marks_of(rule: DigestRule, day: date) -> Iterator[_Mark]:
    """The moments on the wall, in UTC: the first of two when autumn repeats one; when spring skips
    one, the same time after midnight as if it had not."""
    zone = ZoneInfo(rule.time_zone)
    for at in rule.at:
        key = f"{day}T{at:%H:%M}" if rule.every == "shift" else day.isoformat()
        yield _Mark(datetime.combine(day, at, tzinfo=zone).astimezone(UTC), key)


def _job(name: str) -> str:
    return f"digest:{name}"
