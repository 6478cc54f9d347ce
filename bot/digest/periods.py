"""Which digests are due. Each covers the local time since the one before it, and comes exactly once.

A digest that was missed because nothing ran is made later, for its own period.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict
from sqlmodel import Session

from bot.domain.digest_rules import DigestRule
from bot.domain.house_rules import HouseRules
from bot.storage import runs

MOST_TO_CATCH_UP = 7  # after a longer outage the oldest are left out, not posted in a flood
A_DAY = timedelta(days=1)


class Period(BaseModel):
    """The time one digest covers: from start up to but without end, both UTC."""

    model_config = ConfigDict(frozen=True)

    digest: str  # its name in digests.toml
    key: str  # the local date on which it ends; sorts by time
    start: AwareDatetime
    end: AwareDatetime

    @property
    def fact(self) -> str:
        """The business fact, for the key of its delivery: ``digest:daily:2026-11-21``."""
        return f"{_job(self.digest)}:{self.key}"


def claim_due(*, session: Session, rules: HouseRules, now: datetime) -> list[Period]:
    """The periods that are ours to report, claimed in this transaction; write their deliveries in it.

    A digest seen for the first time begins now: nothing is reported about the time before.
    """
    last_done: dict[str, str] = {}
    for name, rule in _posted(rules).items():
        last = runs.last_period(session=session, job=_job(name))
        if last is None:
            last = _last_ended(rule, now).isoformat()
            runs.claim(session=session, job=_job(name), period=last, now=now)
        last_done[name] = last
    return [
        period
        for period in due_periods(rules=rules, now=now, last_done=last_done)
        if runs.claim(session=session, job=_job(period.digest), period=period.key, now=now)
    ]


def due_periods(*, rules: HouseRules, now: datetime, last_done: Mapping[str, str]) -> list[Period]:
    """Every period that has ended by now after the last one done, oldest first.

    ``last_done`` is the key of each digest's last period; one without it is not due yet.
    """
    due: list[Period] = []
    for name, rule in _posted(rules).items():
        if name not in last_done:
            continue
        latest = _last_ended(rule, now)
        day = max(
            date.fromisoformat(last_done[name]) + A_DAY, latest - (MOST_TO_CATCH_UP - 1) * A_DAY
        )
        while day <= latest:
            due.append(period_ending(name, rule, day))
            day += A_DAY
    return due


def period_ending(name: str, rule: DigestRule, day: date) -> Period:
    """The period that ends on this local date."""
    return Period(
        digest=name, key=day.isoformat(), start=_moment(rule, day - A_DAY), end=_moment(rule, day)
    )


def so_far(name: str, rule: DigestRule, now: datetime) -> Period:
    """The period that has begun and not ended, for a digest somebody asks for. It is not claimed."""
    begun = _last_ended(rule, now)
    return Period(digest=name, key=(begun + A_DAY).isoformat(), start=_moment(rule, begun), end=now)


def _posted(rules: HouseRules) -> dict[str, DigestRule]:
    return {name: rule for name, rule in rules.digests.items() if rule.slack_channel}


def _last_ended(rule: DigestRule, now: datetime) -> date:
    """The latest local date whose moment has come."""
    day = now.astimezone(ZoneInfo(rule.time_zone)).date() + A_DAY
    while _moment(rule, day) > now:
        day -= A_DAY
    return day


def _moment(rule: DigestRule, day: date) -> datetime:
    """The moment on the wall, in UTC: the first of two when autumn repeats it; when spring skips
    it, the same time after midnight as if it had not."""
    return datetime.combine(day, rule.at, tzinfo=ZoneInfo(rule.time_zone)).astimezone(UTC)


def _job(name: str) -> str:
    return f"digest:{name}"
