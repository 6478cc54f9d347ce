"""The ladder: where its steps fall, what they are called and who is told."""

from datetime import datetime, timedelta

import pytest
from pydantic import ValidationError

from bot.domain.sla import course, ladder
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric, Promise
from tests.domain.calendars import at, calendar

STEPS = [
    {"at": "50 %", "tell": ["owner"]},
    {"at": "80 %", "tell": ["owner", "team"]},
    {"at": "100 %", "tell": ["team", "C0DUTY"]},
    {"at": "150 %", "tell": "duty_manager"},
]
FRIDAY = at("2026-11-20 16:30")


def promise(target: str = "60 business minutes", **given: object) -> Promise:
    return Promise.model_validate({"target": target, "steps": STEPS, **given})


def started(promised: Promise, start: datetime = FRIDAY) -> SlaClock:
    return course.start(
        case_id=1,
        metric=Metric.FIRST_RESPONSE,
        generation=1,
        started_at=start,
        cause_message_id=None,
        rule="all",
        promise=promised,
        policy_version="p",
        calendar=calendar(),
    )


def test_shares_of_business_time_are_counted_by_the_calendar() -> None:
    ahead = course.steps_ahead(started(promise()))
    assert ahead == {
        "warning": at("2026-11-20 17:00"),
        "80%": at("2026-11-23 09:18"),
        "breach": at("2026-11-23 09:30") + timedelta(seconds=1),
        "150%": at("2026-11-23 10:00"),
    }


def test_shares_of_the_clocks_time_run_day_and_night() -> None:
    ahead = course.steps_ahead(started(promise("20 hours")))
    assert ahead["150%"] == FRIDAY + timedelta(hours=30)


def test_shares_of_a_business_day_count_open_time_to_its_close() -> None:
    ahead = course.steps_ahead(started(promise("1 business day")))
    assert ahead["breach"] == at("2026-11-23 17:00:01")
    assert ahead["150%"] == at("2026-11-24 13:15")  # 8.5 open hours to the close, and half as many


def test_each_step_tells_whom_it_names_and_a_silent_one_the_team() -> None:
    told = promise()
    assert told.recipients("warning") == ("owner",)
    assert told.recipients("80%") == ("owner", "team")
    assert told.recipients("breach") == ("team", "C0DUTY")
    assert told.recipients("150%") == ("duty_manager",)
    assert Promise.model_validate("1 hour").recipients("breach") == ("team",)


def test_a_warning_of_its_own_stands_beside_the_steps() -> None:
    both = promise(warn="45 business minutes")
    assert set(course.steps_ahead(started(both))) == {"warning", "50%", "80%", "breach", "150%"}
    assert both.recipients("warning") == ("team",)
    assert promise(warn="50 %").recipients("warning") == ("owner",)


def test_a_pause_moves_every_step_that_is_still_ahead() -> None:
    clock = started(promise(), at("2026-11-23 10:00"))
    course.pause(clock, at=at("2026-11-23 10:40"))
    course.resume(clock, at=at("2026-11-23 12:40"), calendar=calendar())
    assert clock.warn_at == at("2026-11-23 10:30")
    assert course.mark_time(clock, step="80%") == at("2026-11-23 12:48")
    assert course.mark_time(clock, step="150%") == at("2026-11-23 13:30")


def test_a_step_that_was_passed_is_not_ahead_any_more() -> None:
    clock = started(promise())
    for _ in range(2):
        course.flag(clock, step="150%")
    assert clock.marks_passed == ["150%"]
    assert "150%" not in course.steps_ahead(clock)


def test_what_ended_late_says_which_steps_it_had_passed_whether_flagged_or_not() -> None:
    clock = started(promise(), at("2026-11-23 10:00"))
    course.meet(clock, at=at("2026-11-23 11:29"))
    assert clock.marks_passed == ["80%"]
    assert clock.breached_at == at("2026-11-23 11:00")


def test_later_steps_are_louder() -> None:
    steps = ["warning", "80%", "7 calendar weeks", "breach", "150%", "300%"]
    assert max(steps, key=ladder.loudness) == "300%"
    assert [step for step in steps if ladder.is_late(step)] == ["breach", "150%", "300%"]


@pytest.mark.parametrize(
    ("step", "complaint"),
    [
        ({"at": "0 %", "tell": "team"}, "is not a share"),
        ({"at": "later", "tell": "team"}, "is not a target"),
        ({"at": "50 %", "tell": "everybody"}, "nobody who can be told"),
        ({"at": "50 %", "tell": []}, "at least 1"),
    ],
)
def test_a_step_that_cannot_be_read_is_refused(step: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        Promise.model_validate({"target": "1 hour", "steps": [step]})


def test_two_steps_at_one_share_are_refused() -> None:
    twice = [{"at": "50 %", "tell": "team"}, {"at": "50%", "tell": "owner"}]
    with pytest.raises(ValidationError, match="two steps are at 50%"):
        Promise.model_validate({"target": "1 hour", "steps": twice})


def test_a_ladder_on_a_promise_of_nothing_is_refused() -> None:
    with pytest.raises(ValidationError, match="warns about a target of “none”"):
        promise("none")
