"""Targets are written so that they cannot be misread, and come due when they say."""

from datetime import datetime

import pytest
from pydantic import ValidationError

from bot.domain.sla.targets import Target, WarningMark
from tests.domain.calendars import at, calendar

FRIDAY = at("2026-11-20 16:30")


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("30 business minutes", at("2026-11-20 17:00")),
        ("8 business hours", at("2026-11-23 16:30")),
        ("1 business day", at("2026-11-23 17:00")),
        ("3 business days", at("2026-11-25 17:00")),
        ("15 calendar days", at("2026-12-06 00:00")),
        ("8 calendar weeks", at("2027-01-16 00:00")),
        ("20 hours", at("2026-11-21 12:30")),
        ("45 minutes", at("2026-11-20 17:15")),
    ],
)
def test_a_target_is_due_when_it_says(written: str, due: datetime) -> None:
    target = Target.model_validate(written)
    assert target.due_at(FRIDAY, calendar()) == due
    assert str(target) == written


def test_none_promises_nothing_on_purpose() -> None:
    target = Target.model_validate("none")
    assert target.is_none
    assert target.due_at(FRIDAY, calendar()) is None
    assert target.seconds is None


def test_one_day_is_refused_with_the_two_things_it_could_mean() -> None:
    with pytest.raises(ValidationError, match=r"“1 business day” or “1 calendar day”"):
        Target.model_validate("1 day")


def test_a_week_is_refused_with_the_two_things_it_could_mean() -> None:
    with pytest.raises(ValidationError, match=r"“2 calendar weeks” or “10 business days”"):
        Target.model_validate("2 weeks")


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("8", "is not a target"),
        ("soon", "is not a target"),
        ("8h", "is not a target"),
        ("1.5 business hours", "is not a target"),
        ("0 hours", "leaves no time at all"),
        ("3 months", "no fixed length"),
        ("1 business month", "no fixed length"),
        ("5 calendar hours", "are written “5 hours”"),
    ],
)
def test_a_target_that_cannot_be_read_is_refused(written: str, complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        Target.model_validate(written)


def test_spelling_is_forgiven_and_written_back_one_way() -> None:
    assert str(Target.model_validate("  1  Business  HOURS ")) == "1 business hour"


@pytest.mark.parametrize(
    ("target", "warn", "expected"),
    [
        ("60 business minutes", "30 business minutes", at("2026-11-20 17:00")),
        ("60 business minutes", "75 %", at("2026-11-23 09:15")),
        ("1 business day", "50 %", at("2026-11-23 12:45")),
        ("20 hours", "50%", at("2026-11-21 02:30")),
        ("60 business minutes", "40 hours", at("2026-11-22 08:30")),
        ("30 business minutes", "40 hours", at("2026-11-20 17:00")),
    ],
)
def test_a_warning_comes_at_a_share_or_after_its_own_time_and_never_after_the_due_time(
    target: str, warn: str, expected: datetime
) -> None:
    promised = Target.model_validate(target)
    due = promised.due_at(FRIDAY, calendar())
    assert due is not None
    mark = WarningMark.model_validate(warn)
    assert mark.at(FRIDAY, due, target=promised, calendar=calendar()) == expected


@pytest.mark.parametrize("share", ["0 %", "100 %", "150%", "-5 %"])
def test_a_share_that_warns_never_or_too_late_is_refused(share: str) -> None:
    with pytest.raises(ValidationError, match="is not a share"):
        WarningMark.model_validate(share)
