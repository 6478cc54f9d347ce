"""Times and spans in both languages: no "Today" in an Arabic line, and every number in its own form."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.text.moments import moment, span
from bot.language import speaking

AT = datetime(2026, 11, 29, 13, 15, tzinfo=UTC)


def test_slack_draws_today_in_english_and_numbers_in_arabic() -> None:
    stamp = int(AT.timestamp())
    assert moment(AT) == f"<!date^{stamp}^{{date_short_pretty}} {{time}}|29 Nov 13:15 UTC>"
    with speaking("ar"):
        said = moment(AT)
    assert (
        said.strip("\u200e\u200f") == f"<!date^{stamp}^{{date_num}} {{time}}|29 نوفمبر 13:15 UTC>"
    )


def test_a_time_in_an_arabic_line_keeps_its_order_and_turns_no_line() -> None:
    with speaking("ar"):
        said = moment(AT)
    assert said.startswith("\u200f\u200e<")
    assert said.endswith(">\u200e")


@pytest.mark.parametrize(
    ("minutes", "english", "arabic"),
    [
        (65, "1 h 5 min", "ساعة و5 دقائق"),
        (121, "2 h 1 min", "ساعتان ودقيقة واحدة"),
        (12 * 60 + 11, "12 h 11 min", "12 ساعة و11 دقيقة"),
        (3 * 60, "3 h", "3 ساعات"),
    ],
)
def test_hours_and_minutes_have_their_own_forms(minutes: int, english: str, arabic: str) -> None:
    assert span(timedelta(minutes=minutes)) == english
    with speaking("ar"):
        assert span(timedelta(minutes=minutes)) == arabic
