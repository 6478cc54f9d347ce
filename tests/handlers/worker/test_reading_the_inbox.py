"""The reader settles every item: a case, of no use, set aside, or tried again. Polls fill the inbox."""

import dataclasses
import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot import bootstrap, clock
from bot.bootstrap import App
from bot.channels.channel import Limit, Page, PollFailed, RawItem, Source
from bot.channels.x import XChannel, XKeys
from bot.domain.channels.inbound import Happening, Inbound, NotUsed, Person, Unreadable
from bot.domain.records.cases.case import Case
from bot.inbox.received import MOST_ATTEMPTS, ItemState, ReceivedItem
from bot.inbox.store import Incoming, store
from bot.storage.clocks.rule_versions import store_versions
from bot.storage.house.alarms import standing
from bot.storage.house.cursors import Cursor
from bot.storage.wake import Wake
from config.settings import Settings
from handlers.worker import leases
from handlers.worker.inbox_reader import InboxReader, read_next
from handlers.worker.polling import poll_if_due

ACCOUNT = "1001001001"
SOURCE = Source(name=f"x:mentions:{ACCOUNT}", channel="x", account=ACCOUNT, every_s=60.0)


class Scripted(XChannel):
    """X, but what a poll brings and how an item reads is written by the test."""

    def __init__(self) -> None:
        keys = XKeys(ACCOUNT, "NorthbankHelp", "key", "secret", "token", "token-secret")
        super().__init__(accounts=[keys])
        self.pages: list[Page | Exception] = []
        self.cursors: list[str] = []
        self.ahead = timedelta()  # how far X's clock is ahead of ours

    def poll(self, *, source: Source, cursor: str, now: datetime) -> Page:
        self.cursors.append(cursor)
        page = self.pages.pop(0)
        if isinstance(page, Exception):
            raise page
        return page

    def read(self, *, source: str, account: str, body: bytes) -> Sequence[Inbound | NotUsed]:
        told = json.loads(body)
        if told == "unreadable":
            raise Unreadable("This is no post.")
        if told == "broken":
            raise RuntimeError("a fault of ours")
        if told == "useless":
            return [NotUsed(reason="a like")]
        told_at = {"at": clock.now() + self.ahead}
        return [post(str(told)).model_copy(update=told_at)]


def post(external_id: str) -> Inbound:
    return Inbound(
        channel="x",
        account=ACCOUNT,
        happening=Happening.POSTED,
        external_id=external_id,
        conversation=external_id,
        author=Person(external_id="77", handle="ana", name="Ana Roth"),
        text="My card was swallowed.",
        at=clock.now(),
    )


@pytest.fixture
def scripted() -> Scripted:
    return Scripted()


@pytest.fixture
def app(settings: Settings, scripted: Scripted) -> Iterator[App]:
    app = dataclasses.replace(bootstrap.build(settings), channels={"x": scripted})
    with app.database.transaction() as session:
        store_versions(session=session, rules=app.rules, now=clock.now())
    yield app
    app.database.dispose()


def keep(app: App, *told: str) -> None:
    items = [
        Incoming(SOURCE.name, "x", ACCOUNT, f"{n}:{text}", json.dumps(text).encode())
        for n, text in enumerate(told)
    ]
    with app.database.transaction() as session:
        store(
            session=session,
            items=items,
            vault=app.vault,
            now=clock.now(),
            db_now=app.database.now(session),
        )


def items(app: App) -> list[ReceivedItem]:
    with app.database.reading() as session:
        return list(session.exec(select(ReceivedItem).order_by("id")).all())


def cursor(app: App) -> Cursor:
    with app.database.reading() as session:
        return session.get_one(Cursor, SOURCE.name)


def due_now(app: App) -> None:
    with app.database.transaction() as session:
        row = session.get_one(Cursor, SOURCE.name)
        row.next_at = app.database.now(session)
        session.add(row)


def test_a_post_becomes_a_case_and_its_body_is_erased(app: App, scripted: Scripted) -> None:
    keep(app, "501")
    assert read_next(app)
    (item,) = items(app)
    assert (item.state, item.sealed_body) == (ItemState.SETTLED, None)
    with app.database.reading() as session:
        assert session.get_one(Case, item.case_id).conversation == "501"


def test_what_is_of_no_use_says_why(app: App, scripted: Scripted) -> None:
    keep(app, "useless")
    assert read_next(app)
    assert [(i.state, i.reason) for i in items(app)] == [(ItemState.NOT_USED, "a like")]


def test_what_cannot_be_read_is_set_aside_and_the_next_goes_on(
    app: App, scripted: Scripted
) -> None:
    keep(app, "unreadable", "502")
    assert read_next(app)
    assert read_next(app)
    first, second = items(app)
    assert (first.state, first.reason) == (ItemState.SET_ASIDE, "This is no post.")
    assert second.state == ItemState.SETTLED


def test_a_fault_of_ours_is_tried_again_and_never_dropped(app: App, scripted: Scripted) -> None:
    keep(app, "broken")
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert read_next(app)
        (item,) = items(app)
        assert item.attempts == attempt
        with app.database.transaction() as session:
            row = session.get_one(ReceivedItem, item.id)
            row.not_before = app.database.now(session) - timedelta(seconds=1)
            session.add(row)
    (item,) = items(app)
    assert item.state == ItemState.SET_ASIDE
    assert "RuntimeError" in (item.reason or "")
    assert item.sealed_body is not None


def test_the_reader_is_woken_by_what_is_stored(app: App, scripted: Scripted) -> None:
    wake = Wake(app.database)
    wake.start()
    settled = wake.ticket("settled")
    reader = InboxReader(app, wake)
    reader.start()
    keep(app, "503")
    for _ in range(50):
        if items(app)[0].state == ItemState.SETTLED:
            break
        wake.wait("settled", settled, 0.1)
    reader.stop()
    wake.stop()
    reader.join(10)
    assert items(app)[0].state == ItemState.SETTLED


def test_a_page_and_its_cursor_are_stored_together(app: App, scripted: Scripted) -> None:
    scripted.pages = [Page(items=[RawItem("1:posted", b'"1"')], cursor="1")]
    assert poll_if_due(app, scripted, SOURCE, owner="w1")
    assert [item.key for item in items(app)] == ["1:posted"]
    row = cursor(app)
    assert (row.value, row.last_error, row.leased_by) == ("1", None, None)
    assert row.last_success_at is not None


def test_a_source_is_read_again_only_when_it_is_due(app: App, scripted: Scripted) -> None:
    scripted.pages = [Page(items=[], cursor="1"), Page(items=[], cursor="2")]
    assert poll_if_due(app, scripted, SOURCE, owner="w1")
    assert not poll_if_due(app, scripted, SOURCE, owner="w1")
    due_now(app)
    assert poll_if_due(app, scripted, SOURCE, owner="w1")
    assert scripted.cursors == ["", "1"]


def test_two_workers_never_read_a_source_at_once(app: App, scripted: Scripted) -> None:
    assert leases.take(app, source=SOURCE.name, owner="w1") is not None
    assert leases.take(app, source=SOURCE.name, owner="w2") is None


def test_a_failed_poll_keeps_the_cursor_and_waits(app: App, scripted: Scripted) -> None:
    scripted.pages = [Page(items=[], cursor="5"), PollFailed("X is down.", retry_after_s=500)]
    assert poll_if_due(app, scripted, SOURCE, owner="w1")
    due_now(app)
    assert poll_if_due(app, scripted, SOURCE, owner="w1")
    row = cursor(app)
    assert (row.value, row.last_error, row.failures) == ("5", "X is down.", 1)
    with app.database.reading() as session:
        assert row.next_at - app.database.now(session) > timedelta(seconds=400)


def test_a_bug_while_polling_is_a_failed_poll(app: App, scripted: Scripted) -> None:
    scripted.pages = [RuntimeError("a fault of ours")]
    assert poll_if_due(app, scripted, SOURCE, owner="w1")
    assert "RuntimeError" in (cursor(app).last_error or "")


def test_what_only_a_person_can_mend_raises_one_alarm(app: App, scripted: Scripted) -> None:
    for _ in range(2):
        scripted.pages = [PollFailed("The token is dead.", needs_person=True)]
        assert poll_if_due(app, scripted, SOURCE, owner="w1")
        due_now(app)
    with app.database.reading() as session:
        assert len(standing(session=session)) == 1
    scripted.pages = [Page(items=[], cursor="5")]
    assert poll_if_due(app, scripted, SOURCE, owner="w1")
    with app.database.reading() as session:
        assert standing(session=session) == []


@pytest.mark.parametrize(("failures", "wait_s"), [(1, 60), (2, 120), (4, 480), (5, 900), (99, 900)])
def test_each_failure_doubles_the_wait_up_to_a_quarter_of_an_hour(
    failures: int, wait_s: float
) -> None:
    assert leases.backed_off(60.0, failures) == wait_s


def test_a_slow_source_never_waits_less_than_usual() -> None:
    assert leases.backed_off(3600.0, 3) == 3600.0


def test_a_limit_that_a_look_hit_is_an_alarm_until_it_is_no_more(
    app: App, scripted: Scripted
) -> None:
    both = (Limit("older_posts", "There are more."), Limit("page_again", "It repeats itself."))
    scripted.pages = [
        Page(items=[], cursor="1", limits_hit=both),
        Page(items=[], cursor="2", limits_hit=both[:1]),
        Page(items=[], cursor="3"),
    ]
    left = []
    for _ in range(3):
        assert poll_if_due(app, scripted, SOURCE, owner="w1")
        due_now(app)
        with app.database.reading() as session:
            left.append(sorted(alarm.values["why"] for alarm in standing(session=session)))
    assert left == [["It repeats itself.", "There are more."], ["There are more."], []]


def test_a_second_look_knows_again_what_was_read_and_raises_no_second_alarm(
    app: App, scripted: Scripted
) -> None:
    second = SOURCE.swept(3600.0)
    found = RawItem(key="501:posted", body=json.dumps("501").encode())
    scripted.pages = [
        Page(items=[found], cursor="1"),
        Page(items=[found], cursor="0"),
        PollFailed("The token is dead.", needs_person=True),
    ]
    assert poll_if_due(app, scripted, SOURCE, owner="w1")
    assert poll_if_due(app, scripted, second, owner="w1")
    assert [item.key for item in items(app)] == ["501:posted"]
    with app.database.transaction() as session:
        row = session.get_one(Cursor, second.name)
        row.next_at = app.database.now(session)
        session.add(row)
    assert poll_if_due(app, scripted, second, owner="w1")
    with app.database.reading() as session:
        assert standing(session=session) == []


def test_what_the_platform_dates_in_the_future_happened_now(app: App, scripted: Scripted) -> None:
    scripted.ahead = timedelta(days=900)
    keep(app, "501")
    before = clock.now()
    assert read_next(app)
    with app.database.reading() as session:
        [case] = session.exec(select(Case))
    assert before <= case.opened_at <= clock.now()


def test_a_platform_that_asks_for_rest_is_left_alone_for_as_long(
    app: App, scripted: Scripted
) -> None:
    scripted.pages = [Page(items=[], cursor="1", rest_s=900)]
    assert poll_if_due(app, scripted, SOURCE, owner="w1")
    with app.database.reading() as session:
        assert cursor(app).next_at - app.database.now(session) > timedelta(seconds=800)


def test_a_poll_whose_lease_another_took_changes_nothing(app: App, scripted: Scripted) -> None:
    def overtaken(**given: object) -> Page:
        with app.database.transaction() as session:
            row = session.get_one(Cursor, SOURCE.name)
            row.leased_by, row.value = "w2", "9"
            session.add(row)
        return Page(items=[RawItem(key="501:posted", body=b'"501"')], cursor="1")

    scripted.poll = overtaken  # type: ignore[method-assign]  # it takes longer than its lease
    assert poll_if_due(app, scripted, SOURCE, owner="w1")
    assert (cursor(app).value, cursor(app).leased_by) == ("9", "w2")
    assert items(app) == []
