"""A night's pass runs once a night and never by day, erases what is due, and says so; as shipped, nothing."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlmodel import select

from bot import bootstrap, clock
from bot.bootstrap import App
from bot.domain.records.messages.author import Author
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.verbs import Trail
from config.settings import Settings
from handlers.worker import retention_watch
from tests.handlers.ended_cases import an_ended_case

_LONDON = ZoneInfo("Europe/London")
_BY_DAY = datetime(2026, 7, 1, 11, 30, tzinfo=UTC)
_BY_NIGHT = datetime(2026, 7, 1, 0, 30, tzinfo=UTC)  # half past one in London


@pytest.fixture
def told(settings: Settings, tmp_path: Path) -> Iterator[App]:
    """The product of a bank that said for how long it keeps words."""
    (tmp_path / "retention.toml").write_text("words_days = 1095\n")
    made = bootstrap.build(settings.model_copy(update={"config": tmp_path}))
    yield made
    made.database.dispose()


def _ended_long_ago(app: App) -> None:
    an_ended_case(app, at=clock.now() - timedelta(days=9999))


def _nights(app: App) -> list[int]:
    with app.database.reading() as session:
        query = select(AuditEntry).where(AuditEntry.verb == Trail.RETENTION)
        return [entry.details["words"] for entry in session.exec(query)]


def _names(app: App) -> list[str]:
    with app.database.reading() as session:
        return list(session.exec(select(Author.handle)).all())


def test_a_night_is_passed_over_once_and_not_where_the_worker_ends(told: App) -> None:
    with time_machine.travel(_BY_NIGHT, tick=False):
        _ended_long_ago(told)
        ending = threading.Event()
        ending.set()
        retention_watch.look(told, ending=ending)
        assert _nights(told) == []
        for _ in range(2):
            retention_watch.look(told, ending=threading.Event())
    assert _nights(told) == [1]
    assert _names(told) == [""]


def test_a_worker_that_starts_by_day_keeps_everything_until_the_night(told: App) -> None:
    with time_machine.travel(_BY_DAY, tick=False):
        _ended_long_ago(told)
        retention_watch.look(told, ending=threading.Event())
    assert _nights(told) == []
    assert _names(told) == ["ana"]


def test_an_upgrade_as_shipped_keeps_every_case_however_long_ago_it_ended(app: App) -> None:
    with time_machine.travel(_BY_NIGHT, tick=False):
        _ended_long_ago(app)
        retention_watch.look(app, ending=threading.Event())
    assert _nights(app) == [0]
    assert _names(app) == ["ana"]


@pytest.mark.parametrize(
    ("clock", "night"),
    [
        ("2026-07-01T23:59:59+00:00", None),  # 00:59 in London
        ("2026-07-02T00:00:00+00:00", "2026-07-02"),
        ("2026-07-02T03:59:59+00:00", "2026-07-02"),
        ("2026-07-02T04:00:00+00:00", None),
        ("2026-12-02T04:59:59+00:00", "2026-12-02"),
        ("2026-12-02T12:00:00+00:00", None),
    ],
)
def test_night_is_from_one_to_five_by_the_clock_of_the_bank(clock: str, night: str | None) -> None:
    assert retention_watch.night_of(datetime.fromisoformat(clock), zone=_LONDON) == night
