"""Which digests are due: once a period, by the clock on the wall, also after an outage."""

import threading
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from bot.digest.periods import (
    MOST_TO_CATCH_UP,
    NoSuchPeriod,
    Period,
    before,
    begin_due,
    due_periods,
    last_periods,
    period_named,
    so_far,
)
from bot.domain.rules.digest_rules import DigestRule
from bot.domain.rules.house_rules import HouseRules, HouseRulesAreWrong
from bot.storage.engine import Database
from tests.domain.calendars import at
from tests.domain.house import house

RULES = house()
RULE = RULES.digests["daily"]
MORNING = at("2026-11-21 08:30")


def ending(day: date, rule: DigestRule = RULE) -> Period:
    """The period that ends on this day."""
    return period_named("daily", rule, day.isoformat(), at("2026-12-31 12:00"))


def posting(**digest: object) -> HouseRules:
    """A house whose one posted digest is like this."""
    return house({"digests": {"digests": {"daily": digest}}})


def test_a_period_runs_from_one_digest_to_the_next() -> None:
    period = ending(date(2026, 11, 21))
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
    assert len(found) == MOST_TO_CATCH_UP["day"]
    assert found[-1].key == "2026-11-21"


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 7, 1), 24)]
)
def test_the_day_of_a_clock_change_is_an_hour_shorter_or_longer(day: date, hours: int) -> None:
    period = ending(day)
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
        assert begin_due(session=session, rules=RULES, now=MORNING)
    assert _claimed(database, MORNING) == ["2026-11-21"]


def _claimed(database: Database, now: datetime) -> list[str]:
    with database.transaction() as session:
        return [p.key for p in begin_due(session=session, rules=RULES, now=now)]


@pytest.mark.parametrize(
    ("digest", "keys"),
    [
        ({"every": "week", "weekday": "friday"}, ["2026-11-20", "2026-11-27"]),
        ({"every": "month"}, ["2026-11-01", "2026-12-01"]),
        (
            {"every": "shift", "at": ["23:00", "07:00", "15:00"]},
            ["2026-11-30T15:00", "2026-11-30T23:00", "2026-12-01T07:00"],
        ),
    ],
)
def test_weeks_months_and_shifts_follow_each_other_without_a_gap(
    digest: dict[str, object], keys: list[str]
) -> None:
    rules = posting(**digest)
    rule = rules.digests["daily"]
    found = last_periods("daily", rule, at("2026-12-01 08:30"), count=len(keys))
    assert [period.key for period in found] == keys
    assert all(earlier.end == later.start for earlier, later in pairwise(found))


def test_a_worker_that_was_down_for_six_hours_hands_over_both_shifts_once() -> None:
    rules = posting(every="shift", at=["07:00", "10:00", "22:00"])
    due = due_periods(
        rules=rules, now=at("2026-11-21 12:00"), last_done={"daily": "2026-11-20T22:00"}
    )
    assert [period.key for period in due] == ["2026-11-21T07:00", "2026-11-21T10:00"]


def test_shifts_on_the_night_of_a_clock_change_overlap_nowhere() -> None:
    rules = posting(every="shift", at=["00:30", "01:15", "01:45", "02:00", "03:00"])
    for around in ("2026-03-30 12:00", "2026-10-26 12:00"):
        found = last_periods("daily", rules.digests["daily"], at(around), count=12)
        assert all(period.start < period.end for period in found)
        assert all(earlier.end == later.start for earlier, later in pairwise(found))
        assert [p.key for p in found] == sorted(p.key for p in found)


@pytest.mark.parametrize(
    ("digest", "told"),
    [
        ({"every": "shift", "at": "07:00"}, "a shift hand-over has several times"),
        ({"every": "day", "at": ["07:00", "15:00"]}, "every day has one time"),
        ({"every": "shift", "at": ["07:00", "07:00"]}, "the same time stands there twice"),
        ({"at": "07:00:30"}, "hours and minutes only"),
        ({"at": []}, "Add at least one"),
    ],
)
def test_times_that_cannot_be_meant_are_told_at_start(digest: dict[str, object], told: str) -> None:
    with pytest.raises(HouseRulesAreWrong, match=told):
        posting(**digest)


def test_a_past_period_is_found_by_its_key_and_an_unknown_one_is_told() -> None:
    now = at("2026-11-21 15:00")
    assert period_named("daily", RULE, "2026-11-02", now).end == at("2026-11-02 08:30")
    assert period_named("daily", RULE, "2026-11-22", now) == so_far("daily", RULE, now)
    for key in ("2026-11-23", "yesterday", "2026-11-02T07:00", ""):
        with pytest.raises(NoSuchPeriod, match="Its last one is 2026-11-21"):
            period_named("daily", RULE, key, now)


def test_the_period_before_one_that_still_runs_is_cut_to_the_same_length() -> None:
    now = at("2026-11-21 15:00")
    running = so_far("daily", RULE, now)
    earlier = before(RULE, running)
    assert (earlier.start, earlier.end) == (at("2026-11-20 08:30"), at("2026-11-20 15:00"))
    whole = before(RULE, ending(date(2026, 11, 21)))
    assert (whole.key, whole.end) == ("2026-11-20", at("2026-11-20 08:30"))


@pytest.mark.parametrize(
    ("rule", "now", "running", "ended"),
    [
        ({"every": "day", "at": "08:30"}, "2026-11-24 10:00", "2026-11-24", "2026-11-23"),
        ({"every": "month", "at": "08:00"}, "2026-12-01 10:00", "2026-11-01", "2026-11"),
        (
            {"every": "week", "at": "08:00", "weekday": "monday"},
            "2026-11-24 10:00",
            "2026-11-17",
            "2026-11-16",
        ),
    ],
)
def test_a_period_is_called_by_the_day_or_month_it_is_about(
    rule: dict[str, str], now: str, running: str, ended: str
) -> None:
    made = DigestRule.model_validate({"title": "T", "time_zone": "UTC", **rule})
    assert so_far("d", made, at(now)).begins == running
    (last,) = last_periods("d", made, at(now), count=1)
    assert last.begins == ended


@pytest.mark.parametrize(("every", "days"), [("week", 7), ("month", 30)])
def test_who_asks_on_its_first_morning_gets_the_last_days_and_those_before_beside_them(
    every: str, days: int
) -> None:
    made = DigestRule.model_validate(
        {"title": "T", "time_zone": "UTC", "every": every, "at": "09:00"}
    )
    now = at("2026-06-01 10:25")  # a Monday, and the first of a month
    asked = so_far("d", made, now)
    assert (asked.start, asked.end) == (now - timedelta(days=days), now)
    earlier = before(made, asked)
    assert (earlier.start, earlier.end) == (asked.start - timedelta(days=days), asked.start)
