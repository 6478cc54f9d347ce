"""What is over is removed by days: settled items and spent redraws, and nothing that Slack still shows."""

from datetime import timedelta

import pytest
from sqlmodel import col, select, update

from bot import clock
from bot.bootstrap import App
from bot.domain.records.staff import Actor
from bot.inbox.received import ItemState, ReceivedItem
from bot.inbox.store import Incoming, store
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.enqueue import enqueue
from bot.outbox.kinds import NoticePayload, RedrawPayload
from bot.outbox.lanes import LaneSpec
from handlers.worker import ticks

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
    ticks.expire(app)
    with app.database.reading() as session:
        assert set(session.exec(select(ReceivedItem.key))) == {"2:posted"}
        assert set(session.exec(select(Delivery.dedupe_key))) == {"posted", "waits"}
