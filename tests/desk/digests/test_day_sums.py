"""Days that are over are read as sums, and a sum that is not what its rows say is never read."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from bot.desk.cases import closures, merging
from bot.domain.records.cases.case import Case
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.staff import Actor
from bot.storage.figures import day_sums
from tests.database import MovableDatabase
from tests.desk.conftest import MONDAY_TEN, Bank
from tests.desk.digests.sums import add_up, of_rows, told

_AMIRA = Actor.staff("U0AMIRA")
_MONDAY = MONDAY_TEN.date()
_TUESDAY = _MONDAY + timedelta(days=1)
pytestmark = pytest.mark.on_both


def standing(bank: Bank) -> list[date]:
    with bank.database.reading() as session:
        return day_sums.standing(session=session, first=_MONDAY, last=bank.now.date())


def resolve(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=_AMIRA)


@pytest.fixture
def two_days(bank: Bank) -> Bank:
    """On Monday two complaints, of which one ends on Tuesday; it is Thursday, and all is added up."""
    bank.complaint(author="ana")
    bank.complaint(author="bo")
    bank.later(days=1)
    resolve(bank, 1)
    bank.later(days=2)
    add_up(bank)
    return bank


def test_days_that_are_over_are_read_as_sums(two_days: Bank) -> None:
    bank = two_days
    assert standing(bank) == [_MONDAY + timedelta(days=n) for n in range(3)], "today goes on"
    assert told(bank, MONDAY_TEN) == of_rows(bank, MONDAY_TEN)
    with bank.database.transaction() as session:
        session.connection().execute(
            text("UPDATE day_sums SET received = 40 WHERE brand = 'northbank'")
        )
    assert told(bank, MONDAY_TEN) != of_rows(bank, MONDAY_TEN), "it is they that are read"


@pytest.mark.parametrize(
    ("statement", "changed"),
    [
        ("UPDATE cases SET team = 'elsewhere' WHERE id = 1", {_MONDAY, _TUESDAY}),
        ("UPDATE cases SET brand = 'elsewhere' WHERE id = 2", {_MONDAY}),
        ("UPDATE cases SET state = 'merged' WHERE id = 2", {_MONDAY}),
        ("UPDATE closures SET closed_at = '2026-11-16 12:00:00+00'", {_MONDAY, _TUESDAY}),
        ("UPDATE closures SET reopened_at = '2026-11-18 12:00:00+00'", {_TUESDAY, date(2026, 11, 18)}),
        ("DELETE FROM closures", {_TUESDAY}),
        (
            "UPDATE sla_clocks SET met_at = '2026-11-16 10:05:00+00'"
            " WHERE metric = 'first_response' AND case_id = 2",
            {_MONDAY},
        ),
    ],
)  # fmt: skip
def test_what_changes_a_day_that_is_over_marks_it_until_it_is_added_up_anew(
    two_days: Bank, statement: str, changed: set[date]
) -> None:
    bank, before = two_days, standing(two_days)
    with bank.database.transaction() as session:
        given = statement.replace("+00'", "'") if bank.database.is_sqlite else statement
        session.connection().execute(text(given))
    assert set(before) - set(standing(bank)) == changed
    rows = of_rows(bank, MONDAY_TEN)
    assert told(bank, MONDAY_TEN) == rows
    add_up(bank)
    assert standing(bank) == before
    assert told(bank, MONDAY_TEN) == rows


def test_a_merge_is_told_of_the_days_of_both_cases(two_days: Bank) -> None:
    bank = two_days
    third = bank.complaint("And this as well", author="cy")
    with bank.desk() as desk:
        merging.merge(desk, case_id=2, into=third, by=_AMIRA)
    assert told(bank, MONDAY_TEN) == of_rows(bank, MONDAY_TEN)
    assert _MONDAY not in standing(bank)
    add_up(bank)
    assert told(bank, MONDAY_TEN) == of_rows(bank, MONDAY_TEN)


def test_what_happens_today_marks_nothing(two_days: Bank) -> None:
    bank, before = two_days, standing(two_days)
    bank.complaint(author="dee")
    assert standing(bank) == before


def test_days_of_long_ago_are_forgotten(two_days: Bank) -> None:
    bank = two_days
    with bank.database.transaction() as session:
        session.add(day_sums.DaySum(day=date(2020, 1, 1), brand="", team=""))
        session.add(day_sums.ChangedDay(day=date(2020, 1, 1)))
    with bank.database.transaction() as session:
        day_sums.forget_old(session=session)
        old = day_sums.standing(session=session, first=date(2020, 1, 1), last=date(2020, 1, 1))
    assert old == []
    assert len(standing(bank)) == 3


def test_no_case_no_sum(bank: Bank) -> None:
    add_up(bank)
    with bank.database.reading() as session:
        assert session.get(Case, 1) is None
    assert standing(bank) == []


@pytest.mark.parametrize("whose", ["ours", "the database's"])
@pytest.mark.parametrize(("minutes", "added_up"), [(14, []), (15, [_MONDAY])])
def test_a_day_is_added_up_a_quarter_of_an_hour_after_it_ended(
    bank: Bank, database: MovableDatabase, whose: str, minutes: int, added_up: list[date]
) -> None:
    bank.complaint()
    moment = day_sums.midnight(_TUESDAY) + timedelta(minutes=minutes)
    if whose == "ours":
        bank.now = moment
    else:
        database.move((moment - database.stop_clock()).total_seconds())
        bank.later(days=3)
    add_up(bank)
    assert standing(bank) == added_up


def test_what_began_before_midnight_and_left_no_mark_is_in_the_sum(bank: Bank) -> None:
    before = day_sums.midnight(_TUESDAY) - timedelta(minutes=1)
    bank.now = before
    bank.complaint(author="ana")
    bank.later(minutes=2)
    add_up(bank)
    bank.now = before
    bank.complaint(author="bo")
    with bank.database.transaction() as session:  # its triggers took Monday for today
        session.connection().execute(text("DELETE FROM changed_days"))
    bank.later(minutes=20)
    add_up(bank)
    assert standing(bank) == [_MONDAY]
    assert told(bank, MONDAY_TEN) == of_rows(bank, MONDAY_TEN)
