"""Quiet hours: who waits until when."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.sla.policy import SlaPolicy
from bot.domain.sla.quiet import AlertRules, QuietHours
from tests.domain.calendars import at, calendar
from tests.domain.sla.policies import rule

NIGHT = {"time_zone": "Europe/London", "spans": ["22:00-24:00", "00:00-07:00"]}


def ends(
    rules: dict[str, Any], when: datetime, *, kind: str = "owner", **given: Any
) -> datetime | None:
    usual: dict[str, Any] = {"slack_target": "U0AMIRA", "metric": "claimed", "is_late": True}
    return AlertRules.model_validate(rules).quiet_ends(
        kind=kind, at=when, calendar=calendar(), **{**usual, **given}
    )


def test_an_owner_is_left_alone_outside_the_teams_hours_until_it_opens() -> None:
    assert ends({}, at("2026-11-20 20:00")) == at("2026-11-23 09:00")
    assert ends({}, at("2026-11-23 09:00")) is None


def test_the_duty_manager_is_told_at_any_hour_unless_the_bank_says_else() -> None:
    assert ends({}, at("2026-11-21 03:00"), kind="duty_manager") is None
    quiet = {"quiet": {"duty_manager": NIGHT}}
    assert ends(quiet, at("2026-11-20 23:10"), kind="duty_manager") == at("2026-11-21 07:00")
    assert ends(quiet, at("2026-11-21 06:59"), kind="duty_manager") == at("2026-11-21 07:00")
    assert ends(quiet, at("2026-11-21 07:00"), kind="duty_manager") is None


def test_what_is_said_of_a_person_wins_over_their_kind() -> None:
    quiet = {"quiet": {"owner": "never", "people": {"U0AMIRA": NIGHT}}}
    assert ends(quiet, at("2026-11-20 23:10")) == at("2026-11-21 07:00")
    assert ends(quiet, at("2026-11-20 23:10"), slack_target="U0TOM") is None


def test_a_loud_metric_waits_for_nobody_once_it_is_broken() -> None:
    loud = {"loud": ["regulatory"]}
    assert ends(loud, at("2026-11-21 03:00"), metric="regulatory") is None
    assert ends(loud, at("2026-11-21 03:00"), metric="regulatory", is_late=False) is not None


def test_a_night_that_ends_at_a_change_of_the_clocks_ends_by_the_wall() -> None:
    quiet = {"quiet": {"owner": NIGHT}}
    assert ends(quiet, at("2027-03-28 00:30")) == at("2027-03-28 07:00")


def test_quiet_that_ends_in_the_hour_that_autumn_repeats_never_ends_before_it_began() -> None:
    short = {"time_zone": "Europe/London", "spans": ["00:00-01:30"]}
    quiet = {"quiet": {"owner": short}}
    first, again = (
        datetime(2026, 10, 25, 0, 15, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 15, tzinfo=UTC),
    )
    assert ends(quiet, first) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 01:30, still summer
    assert ends(quiet, again) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 01:30 once more


def test_quiet_that_would_never_end_is_refused() -> None:
    with pytest.raises(ValidationError, match="nothing would ever be told"):
        QuietHours.model_validate({"spans": ["00:00-24:00"]})


def test_words_that_say_no_hours_are_refused() -> None:
    with pytest.raises(ValidationError, match="says no quiet hours"):
        QuietHours.model_validate("at night")


def test_quiet_hours_are_no_part_of_what_was_promised() -> None:
    plain = SlaPolicy.model_validate({"rules": [rule()]})
    quiet = SlaPolicy.model_validate({"rules": [rule()], "alerts": {"bundle_seconds": 5}})
    assert plain.version == quiet.version
    with pytest.raises(ValidationError, match="loud names “claims”"):
        SlaPolicy.model_validate({"rules": [rule()], "alerts": {"loud": ["claims"]}})
