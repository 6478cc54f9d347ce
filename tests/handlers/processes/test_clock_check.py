"""A process whose clock is off flags nothing by it: the database's is believed, and an alarm says so."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from bot import bootstrap, clock
from bot.bootstrap import App
from bot.domain.records.alarm import Alarm, AlarmKind
from config.settings import Settings
from handlers.processes.clock_check import agrees_again, compare, difference
from handlers.processes.heartbeat import Heart
from tests.database import MovableDatabase

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PLACE = "worker (worker.1)"


@pytest.fixture
def off(settings: Settings, database: MovableDatabase) -> Iterator[App]:
    """A process that the database thinks a day ahead."""
    database.stop_clock()
    database.move(-86_400)
    yield bootstrap.build(settings, database=database)
    clock.correct_by(timedelta())


def standing(app: App) -> list[Alarm]:
    with app.database.reading() as session:
        return list(session.exec(select(Alarm)).all())


def test_business_time_is_the_databases_and_an_alarm_names_the_process(
    off: App, database: MovableDatabase
) -> None:
    compare(off, place=PLACE)
    with database.reading() as session:
        assert abs(clock.now() - database.now(session)) < timedelta(seconds=5)
    [alarm] = standing(off)
    assert (alarm.kind, alarm.subject) == (AlarmKind.CLOCK_SKEW, PLACE)
    assert abs(int(alarm.values["seconds"]) - 86_400) < 5


def test_a_desk_of_that_process_works_by_the_databases_time(
    off: App, database: MovableDatabase
) -> None:
    compare(off, place=PLACE)
    with off.looking() as desk:
        assert abs(desk.now - desk.database_now) < timedelta(seconds=5)


def test_it_is_over_when_they_agree_or_the_process_has_ended(
    off: App, database: MovableDatabase
) -> None:
    with Heart(off, role="worker", process="worker:here:1"):
        [alarm] = standing(off)
        assert alarm.cleared_at is None
    assert standing(off)[0].cleared_at is not None
    compare(off, place=PLACE)
    database.move(86_400)
    assert not compare(off, place=PLACE)
    agrees_again(off, place=PLACE)
    assert all(alarm.cleared_at for alarm in standing(off))


@pytest.mark.parametrize(
    ("asked_for_s", "theirs_s", "off_by_s"),
    [
        (0, 0, 0),
        (0, 5, 0),
        (0, -5, 0),
        (60, 62, 0),
        (60, -4, 0),
        (0, 6, 6),
        (0, -90, -90),
        (2, 11, 10),
    ],
)
def test_what_a_slow_answer_explains_is_no_difference(
    asked_for_s: int, theirs_s: int, off_by_s: int
) -> None:
    after, theirs = NOON + timedelta(seconds=asked_for_s), NOON + timedelta(seconds=theirs_s)
    assert difference(NOON, theirs, after) == timedelta(seconds=off_by_s)
