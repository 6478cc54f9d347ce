"""Who is on duty when."""

import pytest

from bot.domain.rules.house.duty import DutyRoster
from bot.domain.rules.house_rules import HouseRulesAreWrong
from tests.domain.calendars import at
from tests.domain.house import WEEKDAYS, house

ROSTER = {
    "desk": {
        "time_zone": "Europe/London",
        "shifts": [
            {"days": list(WEEKDAYS), "hours": "08:00-18:00", "people": "U0DANIEL"},
            {"days": list(WEEKDAYS), "hours": "17:00-24:00", "people": ["U0LENA"]},
        ],
    },
    "every": {"time_zone": "Asia/Riyadh", "shifts": [{"days": "saturday", "people": "U0TOM"}]},
}


def test_whoever_has_the_shift_is_on_duty_and_two_where_shifts_overlap() -> None:
    roster = DutyRoster.model_validate({"teams": ROSTER})
    assert roster.on_duty(at("2026-11-20 08:00"), "desk") == ("U0DANIEL",)
    assert roster.on_duty(at("2026-11-20 17:30"), "desk") == ("U0DANIEL", "U0LENA")
    assert roster.on_duty(at("2026-11-20 18:00"), "desk") == ("U0LENA",)
    assert roster.on_duty(at("2026-11-20 07:59"), "desk") == ()


def test_a_gap_in_the_teams_roster_is_filled_by_that_for_every_team() -> None:
    roster = DutyRoster.model_validate({"teams": ROSTER})
    saturday_in_riyadh = at("2026-11-20 21:30")  # Friday evening in London
    assert roster.on_duty(saturday_in_riyadh, "cards") == ("U0TOM",)
    assert roster.on_duty(saturday_in_riyadh, "desk") == ("U0LENA",)
    assert roster.on_duty(at("2026-11-21 12:00"), "desk") == ("U0TOM",)


def test_the_roster_names_the_person_and_the_duty_channel_stays() -> None:
    rules = house(
        {
            "duty": {"teams": {"desk": ROSTER["desk"]}},
            "routing": {"duty_manager": {"slack_user": "U0BOSS", "slack_channel": "C0DUTY"}},
        }
    )
    assert rules.duty_targets(at("2026-11-20 09:00"), "desk") == ("U0DANIEL", "C0DUTY")
    assert rules.duty_targets(at("2026-11-21 09:00"), "desk") == ("U0BOSS", "C0DUTY")


def test_a_roster_of_a_team_that_does_not_exist_is_refused() -> None:
    with pytest.raises(HouseRulesAreWrong, match="there is no team “dekc”"):
        house({"duty": {"teams": {"dekc": ROSTER["desk"]}}})
