"""What is over is removed by days: settled items, spent redraws and timers, and nothing that Slack still shows."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import col, select, update

from bot import bootstrap, clock
from bot.bootstrap import App
from bot.channels.channel import Hook
from bot.desk.house import over
from bot.domain.records.staff import Actor
from bot.domain.sla.clock import Timer, TimerState
from bot.inbox.received import ItemState, ReceivedItem
from bot.inbox.store import Incoming, store
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.enqueue import enqueue
from bot.outbox.kinds import NoticePayload, RedrawPayload
from bot.outbox.lanes import LaneSpec
from handlers.web.webhooks.receiving import receive
from handlers.worker.inbox_reader import read_some
from tests.benchmarks.bench_cost import complaint

LONG_AGO = timedelta(days=91)
LANE = LaneSpec(key="slack:update:C0DUTY", pool="slack")


@pytest.fixture
def _old(app: App) -> None:
    """Three items and three deliveries, of which two each ended long ago."""
    with app.desk() as desk:
        items = [Incoming("x:mentions:1", "x", "1", f"{n}:posted", b"{}") for n in range(3)]
        store(
            session=desk.session,
            items=items,
            vault=app.vault,
            now=desk.now,
            db_now=desk.database_now,
        )
        for name, payload in (
            ("spent", RedrawPayload(slack_channel="C0DUTY")),
            ("posted", NoticePayload(slack_channel="C0DUTY", text="a")),
            ("waits", RedrawPayload(slack_channel="C0DUTY")),
        ):
            enqueue(
                session=desk.session,
                lane=LANE,
                ordering_key=name,
                priority=5,
                payload=payload,
                dedupe_key=name,
                actor=Actor.system(),
            )
        settled = update(ReceivedItem).values(settled_at=clock.now() - LONG_AGO)
        over = {"0:posted": ItemState.SETTLED, "1:posted": ItemState.NOT_USED}
        for key, state in over.items():
            one = settled.where(col(ReceivedItem.key) == key).values(state=state)
            desk.session.connection().execute(one)
        sent = update(Delivery).where(col(Delivery.dedupe_key).in_(["spent", "posted"]))
        values = {"state": DeliveryState.SENT, "settled_at": desk.database_now - LONG_AGO}
        desk.session.connection().execute(sent.values(**values))


@pytest.mark.usefixtures("_old")
def test_what_is_over_long_enough_goes_and_the_rest_stays(app: App) -> None:
    done = Counter[str]()
    with app.desk() as desk:
        assert over.forget(desk, done, limit=500) == 2
    assert done == {over.OVER: 3}
    with app.database.reading() as session:
        assert set(session.exec(select(ReceivedItem.key))) == {"2:posted"}
        assert set(session.exec(select(Delivery.dedupe_key))) == {"posted", "waits"}


def test_a_timer_that_is_over_goes_by_its_moment(app: App) -> None:
    bootstrap.migrate(app)
    body, headers = complaint()
    hook = Hook({name.lower(): value for name, value in headers.items()}, body)
    receive(app, app.channels["facebook"], hook)
    assert read_some(app)
    with app.desk() as desk:
        timers = desk.session.exec(select(Timer).order_by(col(Timer.id))).all()
        fired, cancelled, lately, waits = timers[:4]
        for timer in (fired, cancelled, waits):
            timer.due_at = desk.now - LONG_AGO
        fired.state, cancelled.state = TimerState.FIRED, TimerState.CANCELLED
        lately.state, lately.due_at = TimerState.FIRED, desk.now - timedelta(days=1)
    with app.desk() as desk:
        assert over.forget(desk, Counter(), limit=500) == 2
    with app.database.reading() as session:
        left = set(session.exec(select(Timer.id)))
    assert left == {timer.id for timer in timers} - {fired.id, cancelled.id}
