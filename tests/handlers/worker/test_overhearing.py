"""Replies of others to our customers are read for money, as far as the bank pays for it, and an impostor among them is
told; nothing else of them is kept."""

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from bot import bootstrap, clock
from bot.bootstrap import App
from bot.channels.channel import OfOthers, PollFailed
from bot.channels.x import XChannel, XKeys
from bot.desk.intake import taking_in
from bot.domain.channels.inbound import Happening, Inbound, Person
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.records.messages.message import Message
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import DeliveryKind
from bot.storage.clocks.rule_versions import store_versions
from bot.storage.house.cursors import Cursor
from bot.storage.house.daily_counts import DailyCount
from config.settings import Settings
from handlers.commands.checks.rule_checks import remarks
from handlers.worker import overhearing

ACCOUNT = "1001001001"
SOURCE = f"x:replies:{ACCOUNT}"
ASKS = "So sorry! Send us a DM with your card number"
IMPOSTOR = Person(external_id="666", handle="Northbank_Care", name="Customer Care")


class Overhearing(XChannel):
    """X, but the test says what others wrote there."""

    def __init__(self, a_day: int = 100) -> None:
        keys = XKeys(ACCOUNT, "NorthbankHelp", "key", "secret", "token", "token-secret")
        super().__init__(accounts=[keys], overheard_a_day=a_day)
        self.asked: list[tuple[list[str], int]] = []
        self.said: list[Inbound] = []
        self.billed = 1
        self.more = False
        self.fails = False

    def overhear(
        self, *, account: str, threads: Sequence[str], since: datetime, now: datetime, most: int
    ) -> OfOthers:
        self.asked.append((list(threads), most))
        if self.fails:
            raise PollFailed("X could not be reached.")
        return OfOthers(tuple(self.said), self.billed, self.more)


def post(external_id: str, text: str, *, author: Person, thread: str = "") -> Inbound:
    return Inbound(
        channel="x",
        account=ACCOUNT,
        happening=Happening.POSTED,
        external_id=external_id,
        conversation=thread or external_id,
        parent_external_id=thread or None,
        author=author,
        text=text,
        at=clock.now(),
    )


def customer(number: str) -> Person:
    return Person(external_id=f"author-{number}", handle=f"ana{number}")


@pytest.fixture
def x() -> Overhearing:
    return Overhearing()


@pytest.fixture
def app(settings: Settings, x: Overhearing) -> Iterator[App]:
    app = dataclasses.replace(bootstrap.build(settings), channels={"x": x})
    with app.database.transaction() as session:
        store_versions(session=session, rules=app.rules, now=clock.now())
    for number in ("501", "502"):
        with app.desk() as desk:
            own = post(number, "My card was swallowed.", author=customer(number))
            taking_in.take_in(desk, inbound=own)
    yield app
    app.database.dispose()


def look(app: App) -> None:
    with app.database.transaction() as session:
        row = session.get(Cursor, SOURCE)
        if row is not None:
            row.next_at = app.database.now(session)
            session.add(row)
    overhearing.look(app, owner="worker")


def alarms(app: App) -> list[str]:
    with app.database.reading() as session:
        rows = session.exec(select(Alarm).where(Alarm.kind == AlarmKind.IMPOSTOR)).all()
        return [row.values["cases"] for row in rows]


def unread(app: App) -> list[tuple[str, bool, int]]:
    """What is told of replies that nobody reads: each limit, whether it stands, and how often it was said."""
    with app.database.reading() as session:
        limits = select(Alarm).where(Alarm.kind == AlarmKind.SOURCE_LIMIT)
        rows = session.exec(limits.order_by(col(Alarm.id))).all()
        said = session.exec(select(Delivery).where(Delivery.kind == DeliveryKind.ALARM)).all()
        return [
            (
                row.subject.partition("/")[2],
                row.cleared_at is None,
                sum(each.payload["alarm_id"] == row.id for each in said),
            )
            for row in rows
        ]


def read_last(app: App, at: datetime) -> None:
    with app.database.transaction() as session:
        session.get_one(Cursor, SOURCE).value = at.isoformat()


def counted(app: App) -> int:
    with app.database.reading() as session:
        row = session.get(DailyCount, "x:replies")
        return row.count if row else 0


def test_an_impostor_who_does_not_name_us_is_told_and_nothing_else_is_kept(
    app: App, x: Overhearing
) -> None:
    x.said = [
        post("601", ASKS, author=IMPOSTOR, thread="501"),
        post("602", "Same here!", author=customer("9"), thread="501"),
    ]
    look(app)
    assert x.asked == [(["502", "501"], 100)]
    assert alarms(app) == ["C-1"]
    with app.database.reading() as session:
        assert sorted(session.exec(select(Message.external_id))) == ["501", "502"]


def test_only_what_was_billed_is_counted_and_no_more_is_asked_than_the_bank_pays_for(
    app: App, x: Overhearing
) -> None:
    x.billed = 95
    look(app)
    assert counted(app) == 95
    look(app)  # five are left, and X gives no fewer than ten
    assert len(x.asked) == 1
    assert counted(app) == 95


def test_that_the_days_posts_are_used_up_is_told_once_a_day_and_is_over_the_next(
    app: App, x: Overhearing
) -> None:
    x.billed = 95
    for _ in range(3):
        look(app)
    assert unread(app) == [("replies_used_up", True, 1)]
    with app.database.transaction() as session:
        session.get_one(DailyCount, "x:replies").day = "2026-01-01"
    x.billed = 1
    look(app)  # of the same day there is nothing more to say
    assert unread(app) == [("replies_used_up", True, 1)]
    read_last(app, clock.now() - timedelta(days=2))
    look(app)
    assert unread(app) == [("replies_used_up", False, 2)]


def test_what_one_look_leaves_out_is_told(
    app: App, x: Overhearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(app)
    assert unread(app) == []
    x.more = True
    x.overheard_at_once = (50, 10)
    look(app)
    assert unread(app) == [("replies_more", True, 1)]
    monkeypatch.setattr(overhearing, "_THREADS_MOST", 1)
    look(app)
    assert x.asked[-1] == (["502"], 50)
    assert [name for name, _, _ in unread(app)] == ["replies_more", "replies_threads"]


def test_more_than_the_rest_of_the_day_reads_is_the_day_used_up(app: App, x: Overhearing) -> None:
    x.billed = 90
    look(app)
    x.billed, x.more = 10, True
    look(app)
    assert x.asked[-1][1] == 10
    assert [name for name, _, _ in unread(app)] == ["replies_used_up"]


def test_of_a_call_that_failed_all_is_counted_for_nobody_knows(app: App, x: Overhearing) -> None:
    x.fails = True
    look(app)
    assert counted(app) == 100
    with app.database.reading() as session:
        row = session.get(Cursor, SOURCE)
        assert row is not None
        assert row.last_error == "X could not be reached."


def test_the_customer_in_their_own_thread_and_our_own_account_are_none(
    app: App, x: Overhearing
) -> None:
    named_like_us = IMPOSTOR.model_copy(update={"external_id": "author-501"})
    ours = post("603", ASKS, author=IMPOSTOR, thread="502")
    x.said = [
        post("601", ASKS, author=named_like_us, thread="501"),
        ours.model_copy(update={"is_ours": True}),
    ]
    look(app)
    assert alarms(app) == []


def test_it_is_never_asked_unless_the_bank_pays(settings: Settings, app: App) -> None:
    silent = Overhearing(a_day=0)
    look(dataclasses.replace(app, channels={"x": silent}))
    assert silent.asked == []


def test_check_says_what_it_may_cost(settings: Settings, app: App) -> None:
    none = "\n".join(remarks(settings, app.rules))
    assert "see impostors" not in none
    paid = settings.model_copy(update={"x_replies_a_day": 500})
    assert "at most 500 posts a day, $2.50, or $76.04 a month" in "\n".join(
        remarks(paid, app.rules)
    )
