"""The census holds all that a platform lists against what came here, and lets in what was missed."""

import dataclasses
import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select, update

from bot import bootstrap, clock
from bot.bootstrap import App
from bot.channels.channel import Limit, Page, PollFailed, RawItem, Source
from bot.channels.x import XChannel, XKeys
from bot.digest.census_figures import counted
from bot.digest.words import censuses as words
from bot.domain.channels.inbound import Happening, Inbound, Person, Unreadable
from bot.domain.records.alarm import AlarmKind
from bot.domain.records.cases.case import Case, CaseThread
from bot.domain.records.census import Aside
from bot.domain.records.messages.message import Message
from bot.inbox.received import ItemState, ReceivedItem
from bot.inbox.store import Incoming, store
from bot.storage.clocks.rule_versions import store_versions
from bot.storage.house import censuses
from bot.storage.house.alarms import standing
from bot.storage.house.cursors import Run
from config.settings import Settings
from handlers.worker import census
from handlers.worker.inbox_reader import read_next

ACCOUNT = "1001001001"
MENTIONS = Source(f"x:mentions:{ACCOUNT}", "x", ACCOUNT, 60.0)
HOUR = timedelta(hours=1)
A_DAY = timedelta(days=1)


class Listing(XChannel):
    """X, but what it lists is written by the test: ids, each with how long ago it was written."""

    def __init__(self) -> None:
        keys = XKeys(ACCOUNT, "NorthbankHelp", "key", "secret", "token", "token-secret")
        super().__init__(accounts=[keys])
        self.began = clock.now()
        self.written: dict[str, timedelta] = {}
        self.reposts: set[str] = set()
        self.ours: set[str] = set()
        self.faulty: set[str] = set()
        self.limits: tuple[Limit, ...] = ()
        self.fails = False
        self.breaks = False
        self.asked: list[tuple[datetime, int]] = []

    def addressed(self) -> Sequence[Source]:
        return [MENTIONS]

    def listed(self, *, source: Source, since: datetime, now: datetime, most: int) -> Page:
        self.asked.append((since, most))
        if self.breaks:
            raise ZeroDivisionError
        if self.fails:
            raise PollFailed("X could not be reached.")
        listed = [each for each, ago in self.written.items() if self.began - ago >= since]
        return Page([item(each) for each in listed], "", self.limits)

    def read(self, *, source: str, account: str, body: bytes) -> Sequence[Inbound]:
        external_id = json.loads(body)
        if external_id.startswith("odd"):
            raise Unreadable("This is no post.")
        if external_id in self.faulty:
            raise KeyError(external_id)
        return [self.post(external_id)]

    def post(self, external_id: str) -> Inbound:
        return Inbound(
            channel="x",
            account=ACCOUNT,
            happening=Happening.POSTED,
            external_id=external_id,
            conversation=external_id,
            author=Person(external_id=f"author-{external_id}", handle="ana", name="Ana Roth"),
            text="My card was swallowed.",
            is_repost=external_id in self.reposts,
            is_ours=external_id in self.ours,
            at=self.began - self.written[external_id],
        )


def item(external_id: str) -> RawItem:
    return RawItem(f"{external_id}:posted", json.dumps(external_id).encode())


@pytest.fixture
def x() -> Listing:
    return Listing()


@pytest.fixture
def app(settings: Settings, x: Listing) -> Iterator[App]:
    app = dataclasses.replace(bootstrap.build(settings), channels={"x": x})
    with app.database.transaction() as session:
        store_versions(session=session, rules=app.rules, now=clock.now())
    yield app
    app.database.dispose()


def arrives(app: App, *external_ids: str) -> None:
    """It came by the usual way, and was read."""
    for external_id in external_ids:
        told = item(external_id)
        incoming = Incoming(MENTIONS.name, "x", ACCOUNT, told.key, told.body)
        with app.desk() as desk:
            store(
                session=desk.session,
                items=[incoming],
                vault=app.vault,
                now=desk.now,
                db_now=desk.database_now,
            )
    while read_next(app):
        pass


def shown(app: App, *external_ids: str) -> None:
    """Slack took the headlines of their cases."""
    with app.database.transaction() as session:
        query = select(CaseThread, Message).join(
            Message,
            Message.case_id == CaseThread.case_id,  # type: ignore[arg-type]  # a condition
        )
        for thread, message in session.exec(query).all():
            if message.external_id in external_ids:
                thread.slack_ts = f"1.{message.id}"
                session.add(thread)


def made_again(app: App, state: ItemState) -> None:
    """What was let in once more is in this state."""
    of_census = update(ReceivedItem).where(col(ReceivedItem.source).startswith("census:"))
    with app.database.transaction() as session:
        session.connection().execute(of_census.values(state=state))


def test_what_came_and_stands_in_slack_is_all_there_is(app: App, x: Listing) -> None:
    x.written = {"501": HOUR, "502": 2 * HOUR}
    arrives(app, "501", "502")
    shown(app, "501", "502")
    found = census.take(app, since=clock.now() - A_DAY)
    assert (found.heard, found.mirrored, found.waiting) == (2, 2, 2)
    assert not found.has_gaps
    assert found.is_whole
    told = words.verdict(counted(found))
    assert told == ("2 in, 2 mirrored, 0 answered, 2 waiting, 0 set aside, 0 lost")


def test_what_was_missed_becomes_a_late_case_from_when_it_was_written(app: App, x: Listing) -> None:
    x.written = {"501": HOUR, "502": 5 * HOUR}
    arrives(app, "501")
    found = census.take(app, since=clock.now() - A_DAY)
    assert (found.heard, found.late, found.lost) == (2, 1, 0)
    with app.database.reading() as session:
        [alarm] = standing(session=session)
    assert alarm.kind is AlarmKind.CENSUS_GAPS
    assert (alarm.values["late"], alarm.values["accounts"]) == ("1", "@NorthbankHelp")
    while read_next(app):
        pass
    with app.database.reading() as session:
        late = session.exec(select(Case).where(Case.conversation == "502")).one()
    assert late.opened_at == x.began - 5 * HOUR
    shown(app, "501", "502")
    again = census.take(app, since=clock.now() - A_DAY)
    assert (again.mirrored, again.late) == (2, 0)
    with app.database.reading() as session:
        assert not standing(session=session)


def test_what_needs_no_answer_is_set_aside_with_its_reason(app: App, x: Listing) -> None:
    x.written = {"601": HOUR, "602": HOUR, "odd-1": HOUR}
    x.reposts, x.ours = {"601"}, {"602"}
    arrives(app, "601", "602", "odd-1")
    found = census.take(app, since=clock.now() - A_DAY)
    assert found.heard == 2  # what we say ourselves is not said to us
    assert found.aside == {Aside.REPOST: 1, Aside.UNREADABLE: 1}
    assert not found.has_gaps


def test_a_post_that_our_code_stumbles_over_hides_no_other(app: App, x: Listing) -> None:
    x.written = {"501": HOUR, "502": HOUR}
    x.faulty = {"501"}
    found = census.take(app, since=clock.now() - A_DAY)
    assert (found.heard, found.late) == (2, 2)


def test_what_was_settled_and_is_in_no_case_is_let_in_once_more_and_then_lost(
    app: App, x: Listing
) -> None:
    x.written = {"701": HOUR}
    arrives(app, "701")
    x.written["702"] = HOUR  # as if 701's words were 702's: the item of 702 says it was taken in
    told = item("702")
    with app.desk() as desk:
        incoming = Incoming(MENTIONS.name, "x", ACCOUNT, told.key, b'"701"')
        store(
            session=desk.session,
            items=[incoming],
            vault=app.vault,
            now=desk.now,
            db_now=desk.database_now,
        )
    while read_next(app):
        pass
    found = census.take(app, since=clock.now() - A_DAY)
    assert (found.late, found.lost) == (1, 0)
    again = census.take(app, since=clock.now() - A_DAY)
    assert (again.late, again.lost, again.on_its_way) == (0, 0, 2)
    made_again(app, ItemState.SETTLED)
    again = census.take(app, since=clock.now() - A_DAY)
    assert (again.late, again.lost) == (0, 1)
    made_again(app, ItemState.WAITING)
    while read_next(app):
        pass
    assert census.take(app, since=clock.now() - A_DAY).waiting == 2


def test_what_is_in_a_case_and_not_on_its_way_to_slack_is_told(app: App, x: Listing) -> None:
    x.written = {"501": HOUR}
    arrives(app, "501")
    assert census.take(app, since=clock.now() - A_DAY).on_its_way == 1
    with app.database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE deliveries SET state = 'failed'")
    found = census.take(app, since=clock.now() - A_DAY)
    assert (found.on_its_way, found.unshown) == (0, 1)
    assert "1 not shown in Slack" in words.verdict(counted(found))


def test_a_list_that_cannot_be_read_leaves_the_census_not_whole(app: App, x: Listing) -> None:
    x.fails = True
    found = census.take(app, since=clock.now() - A_DAY)
    assert found.not_whole == [f"{MENTIONS.name}: X could not be reached."]
    x.fails, x.limits = False, (Limit("deep", "X shows no more."),)
    assert census.take(app, since=clock.now() - A_DAY).not_whole == [
        f"{MENTIONS.name}: X shows no more."
    ]


def test_the_next_night_makes_up_for_one_that_was_not_whole(app: App, x: Listing) -> None:
    whole = census.take(app, since=clock.now() - A_DAY)
    with app.database.transaction() as session:
        kept = censuses.newest(session=session)
        assert kept is not None
        kept.until = kept.taken_at = clock.now() - timedelta(days=3)
        session.add(kept)
    assert whole.is_whole
    x.fails = True
    census.take(app, since=clock.now() - A_DAY)
    missing = clock.now() - timedelta(days=3) - census.due_since(app)
    assert abs(missing) < timedelta(minutes=1)


def test_what_is_paid_for_is_limited(app: App, x: Listing) -> None:
    frugal = app.settings.model_copy(update={"census_paid_reads": 300})
    census.take(dataclasses.replace(app, settings=frugal), since=clock.now() - A_DAY)
    assert x.asked[-1][1] == 300
    nothing = app.settings.model_copy(update={"census_paid_reads": 0})
    found = census.take(dataclasses.replace(app, settings=nothing), since=clock.now() - A_DAY)
    assert len(x.asked) == 1
    assert found.is_whole, "it was left out on purpose"


def test_what_no_look_reads_is_a_remark_and_leaves_the_census_whole(app: App, x: Listing) -> None:
    x.limits = (Limit("older_posts", "There are more.", is_standing=True),)
    told: list[str] = []
    found = census.take(app, since=clock.now() - A_DAY, remark=told.append)
    assert found.is_whole
    assert told == [f"{MENTIONS.name}: There are more."]


def test_the_alarm_ends_though_there_is_more_than_any_look_reads(app: App, x: Listing) -> None:
    x.limits = (Limit("older_posts", "There are more.", is_standing=True),)
    x.written = {"501": HOUR}
    census.take(app, since=clock.now() - A_DAY)
    arrives(app)
    shown(app, "501")
    census.take(app, since=clock.now() - A_DAY)
    with app.database.reading() as session:
        assert not standing(session=session)


def test_what_was_said_before_the_first_look_is_nobodys(app: App, x: Listing) -> None:
    x.written = {"501": 3 * HOUR}
    with app.database.transaction() as session:
        censuses.begin(
            session=session,
            source=MENTIONS.name,
            now=clock.now() - 2 * HOUR,
            db_now=app.database.now(session),
        )
    assert census.take(app, since=clock.now() - A_DAY).heard == 0


def test_at_night_it_is_taken_once_and_not_on_the_first(app: App, x: Listing) -> None:
    every_hour = app.settings.model_copy(update={"census_hour": 0})
    nightly = dataclasses.replace(app, settings=every_hour)
    census.look(nightly)
    assert not x.asked
    as_of_long_ago(app)
    census.look(nightly)
    census.look(nightly)
    assert len(x.asked) == 1


def test_a_night_that_fails_is_not_tried_again_before_the_next(app: App, x: Listing) -> None:
    nightly = dataclasses.replace(app, settings=app.settings.model_copy(update={"census_hour": 0}))
    census.look(nightly)
    as_of_long_ago(app)
    x.breaks = True
    with pytest.raises(ZeroDivisionError):
        census.look(nightly)
    census.look(nightly)
    assert len(x.asked) == 1


def as_of_long_ago(app: App) -> None:
    """The last night that was counted lies years back."""
    with app.database.transaction() as session:
        [run] = session.exec(select(Run).where(Run.job == "census")).all()
        session.delete(run)
        session.add(Run(job="census", period="2020-01-01", done_at=app.database.now(session)))
