"""What may be done so often a day is held to that by all processes together."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from bot.storage.house import daily_counts
from tests.database import MovableDatabase

TODAY, TOMORROW = date(2026, 11, 30), date(2026, 12, 1)


def take(database: MovableDatabase, *, times: int = 1, day: date = TODAY, most: int = 3) -> bool:
    with database.transaction() as session:
        return daily_counts.take(session=session, name="calls", day=day, most=most, times=times)


def test_no_more_is_taken_than_a_day_allows(database: MovableDatabase) -> None:
    assert [take(database) for _ in range(4)] == [True, True, True, False]
    assert take(database, most=4)  # the bank allows more from now on


def test_the_next_day_begins_anew_and_is_one_row_still(database: MovableDatabase) -> None:
    assert take(database, times=3)
    assert take(database, day=TOMORROW, times=2)
    assert not take(database, day=TOMORROW, times=2)


def test_more_than_a_whole_day_is_never_taken(database: MovableDatabase) -> None:
    assert not take(database, times=4)
    assert take(database, times=3)


def test_what_was_not_done_may_be_done_that_day(database: MovableDatabase) -> None:
    assert take(database, times=3)
    with database.transaction() as session:
        daily_counts.give_back(session=session, name="calls", day=TODAY, times=2)
        daily_counts.give_back(session=session, name="others", day=TODAY, times=2)
    assert [take(database) for _ in range(3)] == [True, True, False]


def test_what_is_rolled_back_was_not_taken(database: MovableDatabase) -> None:
    try:
        with database.transaction() as session:
            daily_counts.take(session=session, name="calls", day=TODAY, most=3, times=3)
            raise InterruptedError
    except InterruptedError:
        pass
    assert take(database, times=3)


def test_many_at_once_take_no_more_than_there_is(database: MovableDatabase) -> None:
    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda _: take(database, most=5), range(12)))
    assert taken.count(True) == 5
