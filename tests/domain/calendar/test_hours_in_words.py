"""A week's opening hours as a customer reads them."""

import pytest

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.calendar.hours_in_words import hours_in_words
from bot.language import speaking

WORKING = {
    day: ["09:00-12:30", "13:30-17:00"] for day in ("monday", "tuesday", "wednesday", "thursday")
}


def calendar(**more: object) -> BusinessCalendar:
    return BusinessCalendar.model_validate({"name": "desk", "time_zone": "Europe/London", **more})


@pytest.mark.parametrize(
    ("week", "said"),
    [
        (WORKING, "Mon–Thu 09:00–12:30 + 13:30–17:00"),
        ({"sunday": ["00:00-24:00"]}, "Sun 00:00–24:00"),
        (
            {**WORKING, "saturday": ["10:00-14:00"], "sunday": ["10:00-14:00"]},
            "Mon–Thu 09:00–12:30 + 13:30–17:00, Sat–Sun 10:00–14:00",
        ),
    ],
)
def test_days_of_the_same_hours_stand_together(week: dict[str, list[str]], said: str) -> None:
    assert hours_in_words(calendar(week=week)) == said


def test_one_that_never_closes_says_so_in_the_language_spoken() -> None:
    assert hours_in_words(calendar(always_open=True)) == "day and night, every day"
    with speaking("ar"):
        assert hours_in_words(calendar(always_open=True)) == "ليلًا ونهارًا، كل يوم"
