"""Listening for surges: hours are counted once they are over, and what came in within the last one is held
against them."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.desk.desk import Desk
from bot.desk.surges import opening
from bot.domain.records.cases.case import Case
from bot.domain.records.staff import Actor
from bot.domain.records.surge import Surge, SurgeHour
from bot.domain.triage import bursts
from bot.domain.triage.bursts import A_DAY, Burst, History, Spoken
from bot.storage import surges
from bot.storage.surges import Said

_HOUR, _A_WEEK = timedelta(hours=1), timedelta(weeks=1)
_LATE = timedelta(minutes=10)  # for so long posts of an hour may come after it
_CAUGHT_UP = 48  # hours, after we were down


def count_hours(desk: Desk) -> int:
    """Count what was said in the hours that are over, each once; how many were counted."""
    newest = _whole(desk.now - _LATE) - _HOUR
    done = 0
    for brand in sorted(desk.rules.routing.brands):
        last = surges.last_hour(session=desk.session, brand=brand)
        begins = max(last + _HOUR, newest - _CAUGHT_UP * _HOUR) if last else newest
        while begins <= newest:
            said = surges.said_between(
                session=desk.session, brand=brand, start=begins, end=begins + _HOUR
            )
            spoken = bursts.counted(_spoken(desk, said))
            desk.session.merge(SurgeHour(brand=brand, begins_at=begins, spoken=spoken))
            begins, done = begins + _HOUR, done + 1
    if done:
        surges.forget_hours(
            session=desk.session,
            before=desk.now - desk.rules.surges.history_weeks * _A_WEEK - _HOUR,
        )
    return done


def listen(desk: Desk) -> list[Surge]:
    """Open a surge for each brand in which one is heard; those that were opened."""
    if not desk.rules.surges.on:
        return []
    found = (_of_brand(desk, brand=brand) for brand in sorted(desk.rules.routing.brands))
    return [surge for surge in found if surge is not None]


def _of_brand(desk: Desk, *, brand: str) -> Surge | None:
    said = surges.said_between(
        session=desk.session, brand=brand, start=desk.now - _HOUR, end=desk.now + _HOUR
    )
    least = desk.rules.surges.asks
    if len({one.author_id for one in said}) < least.authors:
        return None
    burst = bursts.find(_spoken(desk, said), _history(desk, brand=brand), least)
    if burst is None:
        return None
    about = [one for one in said if _is_about(desk, one, burst)]
    return opening.open_surge(
        desk,
        brand=brand,
        topic=burst.topic,
        beside=burst.beside,
        slack_channel=_slack_channel(desk, about),
        began_at=min(one.posted_at for one in about),
        by=Actor.system(),
    )


def _history(desk: Desk, *, brand: str) -> History:
    """Of the clock's hours that the last sixty minutes fall into, in earlier weeks; and of the last day."""
    this, weeks = _whole(desk.now), range(1, desk.rules.surges.history_weeks + 1)
    same = [hour - week * _A_WEEK for hour in (this, this - _HOUR) for week in weeks]
    day = [this - hour * _HOUR for hour in range(1, A_DAY + 2)]
    known = dict(surges.hours(session=desk.session, brand=brand, begins=[*same, *day]))
    return History(
        same_hours=[known[hour] for hour in same if hour in known],
        last_day=[known[hour] for hour in day if hour in known][:A_DAY],
    )


def _spoken(desk: Desk, said: Iterable[Said]) -> list[Spoken]:
    return [Spoken(one.author_id, desk.rules.spoken_of(one.text)) for one in said]


def _is_about(desk: Desk, one: Said, burst: Burst) -> bool:
    return set(burst.topic) <= desk.rules.spoken_of(one.text)


def _slack_channel(desk: Desk, said: Iterable[Said]) -> str:
    """Where most of its cases stand."""
    routes = (desk.session.get_one(Case, one.case_id).route for one in said)
    return Counter(desk.rules.route(key).slack_channel for key in routes).most_common(1)[0][0]


def _whole(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
