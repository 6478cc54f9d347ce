"""Whether platforms still tell us: asked now and then, and told to people once a day."""

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import datetime

import pytest
from sqlmodel import select

from bot import bootstrap, clock
from bot.bootstrap import App
from bot.channels.channel import Finding, Page, PollFailed, RawItem, Source
from bot.channels.facebook import FacebookChannel, PageKeys
from bot.domain.records.alarm import Alarm
from bot.outbox.delivery import Delivery
from bot.slack.views.house.alarm import alarm
from bot.storage.clocks.rule_versions import store_versions
from bot.storage.house import hearing
from bot.storage.house.cursors import Cursor
from config.settings import Settings
from handlers.worker import polling, silence, ticks

PAGE = "110000000000001"
SOURCE = Source(f"facebook:page:{PAGE}", "facebook", PAGE, 60.0)


class Told(FacebookChannel):
    """Facebook, but the test says what is wrong there and what a poll finds."""

    def __init__(self) -> None:
        keys = PageKeys(PAGE, "Northbank", "token", "secret")
        super().__init__(pages=[keys], app_secret="secret", verify_token="word")
        self.wrong: list[Finding] = []
        self.fails: PollFailed | None = None
        self.asked = 0
        self.found: list[str] = []

    def watch(self, *, now: datetime) -> Sequence[Finding]:
        self.asked += 1
        if self.fails is not None:
            raise self.fails
        return self.wrong

    def poll(self, *, source: Source, cursor: str, now: datetime) -> Page:
        return Page(items=[RawItem(key, b"{}") for key in self.found], cursor="7")


@pytest.fixture
def facebook() -> Told:
    return Told()


@pytest.fixture
def app(settings: Settings, facebook: Told) -> Iterator[App]:
    made = dataclasses.replace(bootstrap.build(settings), channels={"facebook": facebook})
    with made.database.transaction() as session:
        store_versions(session=session, rules=made.rules, now=clock.now())
    yield made
    made.database.dispose()


def again(app: App, source: str) -> None:
    """Its time has come once more."""
    with app.database.transaction() as session:
        row = session.get(Cursor, source)
        if row is not None:
            row.next_at = app.database.now(session)
            session.add(row)


def look(app: App) -> None:
    again(app, "facebook:watch")
    silence.watch_channels(app, owner="worker")


def poll(app: App, facebook: Told, *found: str) -> None:
    facebook.found = list(found)
    again(app, SOURCE.name)
    polling.poll_if_due(app, facebook, SOURCE, owner="worker")


def hear(app: App) -> None:
    with app.database.transaction() as session:
        hearing.heard(session=session, sources={SOURCE.name}, now=app.database.now(session))


def notices(app: App) -> list[str]:
    with app.database.reading() as session:
        found = session.exec(select(Delivery).where(Delivery.kind == "slack.alarm")).all()
        rows = [session.get_one(Alarm, delivery.payload["alarm_id"]) for delivery in found]
        return [str(alarm(row, people=()).blocks) for row in rows]


def test_what_is_wrong_is_told_once_a_day_and_a_new_fault_at_once(app: App, facebook: Told) -> None:
    facebook.wrong = [
        Finding("EARSHOT_FACEBOOK_PAGES", False, "The <!channel> hook is off.", "Here")
    ]
    look(app)
    look(app)
    (told,) = notices(app)
    assert "hook is off." in told
    assert "Here" in told
    assert "<!channel" not in told
    facebook.wrong.append(Finding("EARSHOT_FACEBOOK_VERSION", False, "It ends.", urgent=False))
    look(app)
    assert len(notices(app)) == 2


def test_it_is_asked_once_a_quarter_whoever_ticks(app: App, facebook: Told) -> None:
    look(app)
    silence.watch_channels(app, owner="another")
    assert facebook.asked == 1
    assert notices(app) == []


@pytest.mark.parametrize("needs_person", [True, False])
def test_a_platform_that_does_not_answer_is_an_alarm_only_where_waiting_does_not_help(
    app: App, facebook: Told, needs_person: bool
) -> None:
    facebook.fails = PollFailed("Facebook does not accept the token.", needs_person=needs_person)
    look(app)
    look(app)
    assert len(notices(app)) == int(needs_person)


def test_settings_that_cannot_be_read_are_told_by_the_channels_name_and_when_they_can_be(
    app: App, facebook: Told
) -> None:
    facebook.fails = PollFailed("Facebook does not accept the token.", needs_person=True)
    look(app)
    (told,) = notices(app)
    assert "*Facebook*: settings on the platform cannot be read" in told
    assert "New complaints come in as before." in told
    facebook.fails = None
    look(app)
    look(app)
    assert len(notices(app)) == 2
    assert "*Facebook*: settings on the platform can be read again." in notices(app)[-1]


def test_a_webhook_that_is_silent_while_polling_finds_words_is_told(
    app: App, facebook: Told
) -> None:
    poll(app, facebook, "old:1")  # a first start
    hear(app)
    poll(app, facebook, "one:1")
    assert notices(app) == []
    poll(app, facebook, "one:1")  # nothing new
    poll(app, facebook, "one:1", "two:2")
    poll(app, facebook, "three:3")
    (told,) = notices(app)
    assert "the webhook tells nothing" in told
    hear(app)
    ticks.watch_sources(app)
    assert "the webhook tells again" in notices(app)[-1]


def test_a_poll_that_is_a_moment_quicker_than_the_webhook_is_no_alarm(
    app: App, facebook: Told
) -> None:
    poll(app, facebook)
    for number in range(4):
        poll(app, facebook, f"{number}:1")
        hear(app)
    assert notices(app) == []
