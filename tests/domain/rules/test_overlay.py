"""The weekly data over the files: which wins, and what nobody needs to enter exactly."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.domain.calendar.business_calendar import Weekday
from bot.domain.rules.house.weekly_data import (
    AbsenceRow,
    BlockedRow,
    ClosedDayRow,
    DutyRow,
    HouseData,
    MemberRow,
)
from bot.domain.rules.house_rules import HouseRules, joined
from bot.domain.rules.overlay import idle, laid_over
from config import files

MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
AMIRA, JONAS, TOM, DANIEL = "U0AMIRA", "U0JONAS", "U0TOM", "U0DANIEL"


@pytest.fixture(scope="module")
def rules() -> HouseRules:
    values = dict(files.read(Path(files.__file__).parent / "sandbox").values)
    shift = {"days": ["monday"], "people": [TOM]}
    values["duty"] = {"teams": {"desk": {"time_zone": "Asia/Dubai", "shifts": [shift]}}}
    return joined(values)


def away(person: str, *, stand_in: str = "", days: float = 1) -> AbsenceRow:
    return AbsenceRow(
        person=person,
        start=MONDAY - timedelta(hours=1),
        until=MONDAY + timedelta(days=days),
        stand_in=stand_in,
    )


def test_a_team_with_a_shift_in_the_data_has_no_shift_of_the_file(rules: HouseRules) -> None:
    row = DutyRow.model_validate({"team": "desk", "days": "tue", "person": JONAS})
    over = laid_over(rules, HouseData(duty=(row,)))
    assert rules.duty_targets(MONDAY, "desk") == (TOM, "C0DUTY")
    assert over.duty_targets(MONDAY, "desk") == (DANIEL, "C0DUTY")
    assert over.duty_targets(MONDAY + timedelta(days=1), "desk")[0] == JONAS
    assert over.duty.teams["desk"].time_zone == "Asia/Dubai"


def test_without_the_data_the_file_counts_again(rules: HouseRules) -> None:
    row = DutyRow.model_validate({"team": "desk", "person": JONAS})
    over = laid_over(rules, HouseData(duty=(row,)))
    assert laid_over(over, HouseData()).duty == rules.duty


def test_a_closed_day_wins_and_makes_another_version(rules: HouseRules) -> None:
    day = ClosedDayRow(calendar="standard", day=date(2026, 11, 17), reason="Move")
    over = laid_over(rules, HouseData(closed_days=(day,)))
    assert over.calendars["standard"].hours_on(day.day) == ()
    assert over.calendars["standard"].version != rules.calendars["standard"].version
    back = laid_over(over, HouseData())
    assert back.calendars["standard"].version == rules.calendars["standard"].version


def test_whoever_is_away_is_told_nothing(rules: HouseRules) -> None:
    gone = laid_over(rules, HouseData(absences=(away(TOM), away(DANIEL))))
    assert gone.duty_targets(MONDAY, "desk") == ("C0DUTY",)
    assert gone.reached(TOM, MONDAY) == ""
    assert gone.reached(TOM, MONDAY + timedelta(days=2)) == TOM


def test_stand_ins_are_followed_and_never_in_a_circle(rules: HouseRules) -> None:
    chain = HouseData(absences=(away(TOM, stand_in=JONAS), away(JONAS, stand_in=AMIRA)))
    assert laid_over(rules, chain).duty_targets(MONDAY, "desk")[0] == AMIRA
    circle = HouseData(absences=(away(TOM, stand_in=JONAS), away(JONAS, stand_in=TOM)))
    assert circle.stand_in(TOM, MONDAY) == ""


def test_what_the_files_do_not_know_is_passed_over_and_listed(rules: HouseRules) -> None:
    data = HouseData(
        duty=(DutyRow(team="gone", person=TOM),),
        closed_days=(ClosedDayRow(calendar="gone", day=date(2026, 1, 1)),),
        members=(MemberRow(team="old", person=TOM),),
    )
    over = laid_over(rules, data)
    assert over.duty == rules.duty
    assert over.calendars == rules.calendars
    assert [sentence.split("“")[1].split("”")[0] for sentence in idle(rules, data)] == [
        "gone",
        "old",
        "gone",
    ]


def test_a_block_ends_by_itself(rules: HouseRules) -> None:
    row = BlockedRow(channel="x", author_id="7", reason="Insults", until=MONDAY)
    data = HouseData(blocked=(row,))
    assert data.is_blocked("x", "7", MONDAY - timedelta(seconds=1))
    assert not data.is_blocked("x", "7", MONDAY)
    assert not data.is_blocked("facebook", "7", MONDAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("mon-fri", list(Weekday)[:5]),
        ("Mon – Wed, sunday", [*list(Weekday)[:3], Weekday.SUNDAY]),
        ("", list(Weekday)),
        ("sat sun", list(Weekday)[5:]),
    ],
)
def test_days_are_read_as_people_write_them(written: str, meant: list[Weekday]) -> None:
    row = DutyRow.model_validate({"team": "desk", "days": written, "person": TOM})
    assert list(row.days) == meant


@pytest.mark.parametrize("written", ["fri-mon", "mun", "x", "mon-"])
def test_days_that_are_none_are_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        DutyRow.model_validate({"team": "desk", "days": written, "person": TOM})
