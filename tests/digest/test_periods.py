"""Which digests are due: once a period, by the clock on the wall, also after an outage."""

import threading
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from bot.digest.periods import (
    MOST_TO_CATCH_UP,
    Period,
    claim_due,
    due_periods,
    period_ending,
    so_far,
)
from bot.storage.engine import Database
from tests.domain.calendars import at
from tests.domain.house import house

RULES = house()
RULE = RULES.digests["daily"]
MORNING = at("2026-11-21 08:30")


def test_a_period_runs_from_one_digest_to_the_next() -> None:
    period = period_ending("daily", RULE, date(2026, 11, 21))
    assert (period.start, period.end) == (at("2026-11-20 08:30"), MORNING)
    assert period.fact == "digest:daily:2026-11-21"


def test_nothing_is_due_before_its_time_and_everything_at_it() -> None:
    done = {"daily": "2026-11-20"}
    assert due_periods(rules=RULES, now=MORNING - timedelta(seconds=1), last_done=done) == []
    assert [p.key for p in due_periods(rules=RULES, now=MORNING, last_done=done)] == ["2026-11-21"]


def test_a_digest_missed_in_an_outage_is_made_later_for_its_own_period() -> None:
    found = due_periods(rules=RULES, now=at("2026-11-23 14:30"), last_done={"daily": "2026-11-20"})
    assert [p.key for p in found] == ["2026-11-21", "2026-11-22", "2026-11-23"]
    assert all(before.end == after.start for before, after in pairwise(found))


def test_after_a_long_outage_only_the_latest_are_made() -> None:
    found = due_periods(rules=RULES, now=MORNING, last_done={"daily": "2026-01-01"})
    assert len(found) == MOST_TO_CATCH_UP
    assert found[-1].key == "2026-11-21"


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 7, 1), 24)]
)
def test_the_day_of_a_clock_change_is_an_hour_shorter_or_longer(day: date, hours: int) -> None:
    period = period_ending("daily", RULE, day)
    assert period.end - period.start == timedelta(hours=hours)


@pytest.mark.parametrize("written", ["01:30", "00:00", "23:59"])
@pytest.mark.parametrize("around", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_time_that_a_clock_change_skips_or_repeats_comes_once(written: str, around: date) -> None:
    rules = house({"digests": {"digests": {"daily": {"at": written}}}})
    done, found = {"daily": (around - timedelta(days=2)).isoformat()}, list[Period]()
    moment = datetime(around.year, around.month, around.day, tzinfo=UTC) - timedelta(days=1)
    for _ in range(24 * 4):
        for period in due_periods(rules=rules, now=moment, last_done=done):
            found.append(period)
            done["daily"] = period.key
        moment += timedelta(hours=1)
    days = [date.fromisoformat(period.key) for period in found]
    assert days == [days[0] + n * timedelta(days=1) for n in range(len(days))]
    assert len(days) >= 3
    assert all(before.end == after.start for before, after in pairwise(found))


def test_a_digest_without_a_slack_channel_is_never_due() -> None:
    rules = house({"digests": {"digests": {"daily": {"slack_channel": ""}}}})
    assert due_periods(rules=rules, now=MORNING, last_done={"daily": "2026-11-01"}) == []


def test_a_digest_somebody_asks_for_covers_the_time_since_the_last_one() -> None:
    now = at("2026-11-21 15:00")
    period = so_far("daily", RULE, now)
    assert (period.start, period.end, period.key) == (MORNING, now, "2026-11-22")


def test_a_new_bank_gets_no_digest_about_the_time_before_it_began(database: Database) -> None:
    assert _claimed(database, at("2026-11-20 15:00")) == []
    assert _claimed(database, MORNING - timedelta(seconds=1)) == []
    assert _claimed(database, MORNING) == ["2026-11-21"]


def test_a_period_is_claimed_once_however_often_anybody_ticks(database: Database) -> None:
    _claimed(database, at("2026-11-20 15:00"))
    found: list[str] = []

    def tick() -> None:
        for _ in range(5):
            found.extend(_claimed(database, at("2026-11-22 15:00")))

    tickers = [threading.Thread(target=tick) for _ in range(2)]
    for ticker in tickers:
        ticker.start()
    for ticker in tickers:
        ticker.join()
    assert sorted(found) == ["2026-11-21", "2026-11-22"]


def test_a_claim_that_is_rolled_back_leaves_the_period_to_the_next_tick(database: Database) -> None:
    _claimed(database, at("2026-11-20 15:00"))
    with database.reading() as session:  # ends as a killed process does: without a commit
        assert claim_due(session=session, rules=RULES, now=MORNING)
    assert _claimed(database, MORNING) == ["2026-11-21"]


def _claimed(database: Database, now: datetime) -> list[str]:
    with database.transaction() as session:
        return [p.key for p in claim_due(session=session, rules=RULES, now=now)]
