"""The engine and a count of every minute agree on random policies, calendars and histories."""

import os
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.records.trail.details import Reopen
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import REQUIRED_METRICS, Metric
from bot.domain.sla.replays.history import Event, History, What
from bot.domain.sla.replays.replay import replay
from tests.domain.calendars import calendars, moments
from tests.domain.house import house
from tests.domain.sla.oracle import HORIZON_DAYS, Happening, Promised, Seen, look
from tests.domain.sla.policies import policy, rule

_EXAMPLES = int(os.environ.get("EARSHOT_PROPERTY_EXAMPLES", "300"))
_ENDS = {"resolved", "set_aside"}
_WHAT = {
    "wrote": What.WROTE,
    "asked": What.ASKED,
    "answered": What.ANSWERED,
    "claimed": What.CLAIMED,
    "resolved": What.RESOLVED,
    "set_aside": What.NOT_ACTIONABLE,
    "reopened": What.REOPENED,
    "typed": What.WROTE,
    "told": What.REPLIED,
    "left": What.CHAT_OVER,
}
_MAY_HAPPEN = (
    *("wrote", "wrote", "asked", "asked", "answered", "claimed", "resolved", "set_aside"),
    *("typed", "typed", "told", "left"),
)
_AMOUNTS = {
    "business minute": st.integers(1, 600),
    "minute": st.integers(1, 2000),
    "business day": st.integers(1, 2),
    "calendar day": st.integers(1, 2),
}


@cache
def bank() -> HouseRules:
    return house()


@st.composite
def promised(draw: st.DrawFn) -> Promised:
    unit = draw(st.sampled_from(list(_AMOUNTS)))
    return Promised(
        draw(_AMOUNTS[unit]), unit, draw(st.integers(1, 99)), draw(st.sampled_from([True, False]))
    )


@st.composite
def stories(draw: st.DrawFn, begun: datetime) -> list[Happening]:
    """A few things in order, within four days; only an ended case is reopened, by staff or a word."""
    story: list[Happening] = []
    at, ended = begun, False
    for _ in range(draw(st.integers(0, 8))):
        at += timedelta(seconds=draw(st.one_of(st.integers(1, 7200), st.integers(1, 43200))))
        if ended:
            story.append(Happening("reopened", at))
            if draw(st.booleans()):
                story.append(Happening("wrote", at))
            ended = False
            continue
        what = draw(st.sampled_from(_MAY_HAPPEN))
        story.append(Happening(what, at))
        ended = what in _ENDS
    return story


@st.composite
def lives(
    draw: st.DrawFn,
) -> tuple[BusinessCalendar, dict[str, Promised], datetime, list[Happening], datetime]:
    own = draw(calendars())
    begun = draw(moments) + timedelta(seconds=draw(st.sampled_from([0, 0, 1, 37, 59])))
    names = ("claimed", "first_response", "next_response", "resolution", "chat")
    promises = {name: draw(promised()) for name in names}
    story = draw(stories(begun))
    last = story[-1].at if story else begun
    now = last + timedelta(seconds=draw(st.integers(0, 6 * 3600)))
    return own, promises, begun, story, now


Life = tuple[BusinessCalendar, dict[str, Promised], datetime, list[Happening], datetime]


def agree(life: Life) -> None:
    own, promises, begun, story, now = life
    expected = look(story, promises, own, begun=begun, now=now)
    found = played(life)
    assert len(found) == len(expected)
    for seen, clock in zip(in_order(expected), sorted(found, key=_key), strict=True):
        assert (str(clock.metric), clock.started_at) == (seen.metric, seen.started)
        assert (clock.met_at, clock.stopped_at) == (seen.met, seen.stopped)
        judged = begun + timedelta(days=HORIZON_DAYS, hours=-26)
        assert clock.due_at is not None
        assert clock.due_at == seen.due if seen.due else clock.due_at > judged
        if seen.warn is not None:
            assert clock.warn_at == seen.warn
        assert clock.missed is seen.missed
        assert clock.paused_seconds == seen.rested_s


def in_order(seen: list[Seen]) -> list[Seen]:
    return sorted(seen, key=lambda one: (one.metric, one.started))


def _key(clock: SlaClock) -> tuple[str, datetime]:
    return (str(clock.metric), clock.started_at)


def played(life: Life) -> list[SlaClock]:
    """The same story as the product plays it."""
    own, promises, begun, story, now = life
    targets: dict[str, Any] = {
        name: {
            "target": f"{one.amount} {one.unit}s",
            "warn": f"{one.warn_percent} %",
            "pauses": ["with_customer"] if one.pauses else [],
        }
        for name, one in promises.items()
    }
    rules = bank().model_copy(
        update={
            "sla": policy(rule(**targets) | {"calendar": own.name}),
            "calendars": {own.name: own},
        }
    )
    first = Event(What.OPENED, at=begun, known_at=begun, message_id=1)
    events = [
        Event(
            _WHAT[one.what],
            at=one.at,
            known_at=one.at,
            message_id=number,
            seen_until=one.at if one.what in {"answered", "told"} else None,
            in_chat=one.what in {"typed", "told"},
            details=Reopen() if one.what == "reopened" else None,
        )
        for number, one in enumerate(story, start=2)
    ]
    history = History(1, "northbank", "desk", "x", "normal", (first, *events))
    return replay(history, rules=rules, now=now)


_KIND = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@settings(_KIND, max_examples=_EXAMPLES)
@given(lives())
def test_the_engine_agrees_with_a_count_of_every_minute(life: Life) -> None:
    agree(life)


@pytest.mark.proof
@settings(_KIND, max_examples=max(_EXAMPLES, 10_000))
@given(lives())
def test_the_engine_agrees_with_a_count_of_every_minute_ten_thousand_times(life: Life) -> None:
    agree(life)


def test_the_oracle_knows_a_pause_over_a_weekend() -> None:
    """By hand: Friday 16:00, asked at 16:30, answered by the customer on Monday at 10:00."""
    week = {str(day): ["09:00-17:00"] for day in ("monday", "friday")}
    hours = BusinessCalendar.model_validate(
        {"name": "any", "time_zone": "Europe/London", "week": week}
    )
    friday = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    monday = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    story = [Happening("asked", friday + timedelta(minutes=30)), Happening("wrote", monday)]
    hour = Promised(60, "business minute", 50, True)
    life = (
        hours,
        dict.fromkeys(map(str, (*REQUIRED_METRICS, Metric.CHAT)), hour),
        friday,
        story,
        monday,
    )
    agree(life)
    (clock,) = [one for one in played(life) if one.metric is Metric.FIRST_RESPONSE]
    assert clock.due_at == monday + timedelta(minutes=30)


def test_the_oracle_knows_who_still_watches_the_page() -> None:
    """By hand: opening is at nine; who typed half an hour before it is watched for, a second more is not."""
    hours = BusinessCalendar.model_validate(
        {"name": "any", "time_zone": "Europe/London", "week": {"monday": ["09:00-17:00"]}}
    )
    nine = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    hour = Promised(60, "business minute", 50, False)
    promises = dict.fromkeys(map(str, (*REQUIRED_METRICS, Metric.CHAT)), hour)
    for before, clocks in ((1800, 1), (1801, 0)):
        begun, typed = nine - timedelta(hours=2), nine - timedelta(seconds=before)
        life = (hours, promises, begun, [Happening("typed", typed)], nine)
        agree(life)
        assert len([one for one in played(life) if one.metric is Metric.CHAT]) == clocks
