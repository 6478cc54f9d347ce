"""What comes first: danger, lateness, whoever no clock reminds of, what is about to be late, then the rest."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.sla.policy import Metric
from bot.domain.triage.worklist import DANGER_RANK, Matter, Place, Pressure, place
from bot.storage.figures.figure_rows import ClockRow

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

moments = st.integers(-2_000, 2_000).map(lambda n: NOW + timedelta(minutes=n))
clocks = st.builds(
    ClockRow,
    case_id=st.just(0),
    metric=st.sampled_from(Metric),
    started_at=moments,
    warn_at=st.none() | moments,
    due_at=moments,
    met_at=st.none(),
    stopped_at=st.none(),
    paused_at=st.none() | moments.filter(lambda at: at <= NOW),
    is_window=st.booleans(),
)
matters = st.builds(
    Matter,
    case_id=st.integers(1, 50),
    priority_rank=st.integers(-1, DANGER_RANK),
    is_open=st.booleans(),
    waiting_since=st.none() | moments,
    answer_gone=st.booleans(),
    is_timed=st.booleans(),
    in_surge=st.booleans(),
)
places = st.builds(lambda m, c: place(m, c, now=NOW), matters, st.lists(clocks, max_size=3))


def waiting(case_id: int = 1, *, minutes: int = 5, rank: int = 0, timed: bool = True) -> Matter:
    since = NOW - timedelta(minutes=minutes)
    return Matter(case_id=case_id, priority_rank=rank, waiting_since=since, is_timed=timed)


def due(minutes: int, *, paused_at: datetime | None = None, is_window: bool = False) -> ClockRow:
    """A promise that falls due in so many minutes, and warns ten minutes before."""
    at = NOW + timedelta(minutes=minutes)
    return ClockRow(
        case_id=1,
        metric=Metric.FIRST_RESPONSE,
        started_at=NOW - timedelta(days=1),
        warn_at=at - timedelta(minutes=10),
        due_at=at,
        met_at=None,
        stopped_at=None,
        paused_at=paused_at,
        is_window=is_window,
    )


def at(matter: Matter, *running: ClockRow) -> Place:
    return place(matter, running, now=NOW)


@given(st.lists(places, unique_by=lambda one: one.case_id))
def test_the_order_is_total_and_the_same_however_the_cases_came(found: list[Place]) -> None:
    once = sorted(found)
    backwards = found[::-1]
    assert sorted(backwards) == once
    assert all(one < other for one, other in pairwise(once))


@given(places, places)
def test_a_danger_is_before_whatever_is_none(one: Place, other: Place) -> None:
    if one.safety < other.safety:
        assert one < other


@given(matters.filter(lambda m: m.is_open), st.lists(clocks), st.integers(1, 5_000))
def test_the_later_it_is_the_sooner_it_comes(
    matter: Matter, others: list[ClockRow], later: int
) -> None:
    """The same case with a promise broken for longer never comes behind itself."""
    before = place(matter, [*others, due(-1)], now=NOW)
    after = place(matter, [*others, due(-1 - later)], now=NOW)
    assert after <= before
    assert (before.pressure, after.pressure) == (Pressure.LATE, Pressure.LATE)


@given(matters, st.lists(clocks), st.integers(0, 5_000))
def test_time_that_passes_never_makes_a_waiting_case_less_pressing(
    matter: Matter, running: list[ClockRow], passed: int
) -> None:
    going = [clock for clock in running if not clock.is_window]
    before = place(matter, going, now=NOW)
    after = place(matter, going, now=NOW + timedelta(minutes=passed))
    assert after.pressure <= before.pressure


def test_what_comes_before_what() -> None:
    in_order = [
        at(waiting(9, rank=DANGER_RANK, minutes=1), due(59)),
        at(waiting(8), due(-120)),
        at(waiting(7, rank=1), due(-60)),
        at(waiting(6, timed=False)),
        at(waiting(5, rank=-1), due(5)),
        at(waiting(4, rank=1, minutes=1), due(50)),
        at(waiting(3, minutes=20), due(50)),
        at(waiting(2, minutes=10), due(30)),
        at(Matter(case_id=1)),
        at(Matter(case_id=0, is_open=False, priority_rank=DANGER_RANK)),
    ]
    assert sorted(in_order) == in_order


def test_a_case_of_a_surge_comes_behind_those_that_are_pressing_and_before_none_that_is_a_danger() -> (
    None
):
    def in_surge(case_id: int, *running: ClockRow, rank: int = 0) -> Place:
        return at(replace(waiting(case_id, rank=rank), in_surge=True), *running)

    in_order = [
        in_surge(9, due(59), rank=DANGER_RANK),
        at(waiting(8), due(-5)),
        at(waiting(7), due(5)),
        in_surge(6, due(-120)),
        in_surge(5, due(5)),
        at(waiting(4), due(50)),
        in_surge(3, due(50)),
    ]
    assert sorted(in_order) == in_order


def test_only_thanks_comes_after_whoever_waits() -> None:
    """It waits for nobody and has no clock."""
    thanked = at(Matter(case_id=1, is_timed=False))
    assert thanked > at(waiting(2, rank=-1, minutes=0), due(600))


def test_a_promise_that_rests_is_late_only_if_it_broke_before() -> None:
    rested_in_time = due(-10, paused_at=NOW - timedelta(minutes=20))
    rested_too_late = due(-10, paused_at=NOW - timedelta(minutes=5))
    assert at(Matter(case_id=1), rested_in_time).pressure is Pressure.AT_REST
    assert at(Matter(case_id=1), rested_too_late).pressure is Pressure.LATE


def test_a_window_that_closed_breaks_no_promise() -> None:
    assert at(waiting(), due(-10, is_window=True)).pressure is Pressure.IN_TIME


def test_the_due_second_itself_is_still_in_time() -> None:
    clock = due(0)
    assert place(waiting(), [clock], now=NOW).pressure is Pressure.AT_RISK
    almost = NOW + timedelta(milliseconds=900)
    assert place(waiting(), [clock], now=almost).pressure is Pressure.AT_RISK
    assert place(waiting(), [clock], now=NOW + timedelta(seconds=1)).pressure is Pressure.LATE
