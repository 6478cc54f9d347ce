"""What happens by itself: silence is told, old bodies go, a lasting fault is told once."""

import io
import logging
import threading
from datetime import timedelta

import pytest
from sqlmodel import select

from bot import clock
from bot.bootstrap import App
from bot.desk.desk import Desk
from bot.domain.records.alarm import Alarm
from bot.inbox.received import ReceivedItem
from bot.inbox.store import Incoming, store_unreadable
from bot.outbox.delivery import Delivery
from bot.slack.views.house.alarm import alarm
from bot.storage.clocks.rule_versions import store_versions
from bot.storage.house.cursors import Cursor
from handlers.worker import ticks
from handlers.worker.due_clocks import fire_timers
from handlers.worker.steady import Steady


@pytest.fixture(autouse=True)
def _policies(app: App) -> None:
    with app.database.transaction() as session:
        store_versions(session=session, rules=app.rules, now=clock.now())


def notices(app: App) -> list[str]:
    with app.database.reading() as session:
        found = session.exec(select(Delivery).where(Delivery.kind == "slack.alarm")).all()
        rows = [session.get_one(Alarm, delivery.payload["alarm_id"]) for delivery in found]
        return [str(alarm(row, people=()).blocks) for row in rows]


def test_a_silent_source_is_told_once(app: App) -> None:
    source = app.channels["x"].sources()[0]
    name = source.name
    with app.database.transaction() as session:
        now = app.database.now(session)
        session.add(Cursor(source=name, next_at=now, last_success_at=now - timedelta(minutes=40)))
    ticks.watch_sources(app)
    ticks.watch_sources(app)
    (told,) = notices(app)
    assert source.stream in told
    assert "40 minutes" in told


def test_bodies_kept_long_enough_are_erased(app: App) -> None:
    with app.database.transaction() as session:
        store_unreadable(
            session=session,
            item=Incoming("x:mentions:1", "x", "1", "1:posted", b"?"),
            reason="not JSON",
            vault=app.vault,
            now=clock.now() - timedelta(days=8),
            db_now=app.database.now(session),
        )
    ticks.expire(app)
    with app.database.reading() as session:
        assert session.exec(select(ReceivedItem)).one().sealed_body is None


def test_a_quiet_house_ticks_without_a_word(app: App) -> None:
    fire_timers(app)
    ticks.issue_digests(app)
    assert notices(app) == []


def test_a_process_that_is_told_to_end_leaves_the_rest_of_a_long_backlog(app: App) -> None:
    ending, rounds = threading.Event(), 0

    def always_more(_desk: Desk, /, *, limit: int) -> int:
        nonlocal rounds
        rounds += 1
        if rounds == 2:
            ending.set()
        return limit

    ticks.run_in_batches(app, always_more, ending)
    assert rounds == 2


def test_a_lasting_fault_is_told_when_it_begins_and_when_it_ends() -> None:
    fails = True

    def work() -> None:
        if fails:
            raise RuntimeError("no")

    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("handlers.worker.steady")
    logger.addHandler(handler)
    logger.setLevel("INFO")
    job = Steady("demo", work)
    for _ in range(3):
        job()
    fails = False
    for _ in range(3):
        job()
    logger.removeHandler(handler)
    assert stream.getvalue().count("job.failing") == 1
    assert stream.getvalue().count("job.works_again") == 1
