"""Posts we hold are looked at again: what is gone goes here too, and one fault stops no other."""

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from bot import bootstrap, clock
from bot.bootstrap import App
from bot.channels.channel import PollFailed, RecheckPace
from bot.channels.x import XChannel, XKeys
from bot.desk.intake import taking_in
from bot.domain.channels.inbound import Happening, Inbound, Person
from bot.domain.records.answers.answer_removal import AnswerRemoval
from bot.domain.records.messages.message import Message
from bot.storage.clocks.rule_versions import store_versions
from bot.storage.house.alarms import standing
from bot.storage.house.cursors import Cursor
from config.settings import Settings
from handlers.worker import rechecking

ACCOUNT = "1001001001"
SOURCE = f"x:recheck:{ACCOUNT}"


class Looking(XChannel):
    """X, but the test says what is gone there."""

    def __init__(self) -> None:
        keys = XKeys(ACCOUNT, "NorthbankHelp", "key", "secret", "token", "token-secret")
        super().__init__(accounts=[keys])
        self.asked: list[list[str]] = []
        self.gone: list[str] = []
        self.fails = False
        self.refuses = False

    def recheck(
        self, *, account: str, external_ids: Sequence[str], now: datetime
    ) -> Sequence[Inbound]:
        self.asked.append(list(external_ids))
        if self.fails:
            raise PollFailed("X could not be reached.")
        if self.refuses:
            raise PollFailed("X does not accept the tokens.", needs_person=True)
        return [post(each, Happening.REMOVED) for each in self.gone if each in external_ids]


def post(external_id: str, happening: Happening = Happening.POSTED) -> Inbound:
    return Inbound(
        channel="x",
        account=ACCOUNT,
        happening=happening,
        external_id=external_id,
        conversation=external_id,
        author=Person(external_id=f"author-{external_id}"),
        text="My card was swallowed." if happening == Happening.POSTED else "",
        at=clock.now(),
    )


@pytest.fixture
def x() -> Looking:
    return Looking()


@pytest.fixture
def app(settings: Settings, x: Looking) -> Iterator[App]:
    app = dataclasses.replace(bootstrap.build(settings), channels={"x": x})
    with app.database.transaction() as session:
        store_versions(session=session, rules=app.rules, now=clock.now())
    for number in ("501", "502", "503"):
        with app.desk() as desk:
            taking_in.take_in(desk, inbound=post(number))
    yield app
    app.database.dispose()


def look(app: App) -> None:
    with app.database.transaction() as session:
        row = session.get(Cursor, SOURCE)
        if row is not None:
            row.next_at = app.database.now(session)
            session.add(row)
    rechecking.recheck_all(app, owner="worker")


def deleted(app: App) -> list[str]:
    query = select(Message.external_id).where(col(Message.deleted_at).is_not(None))
    with app.database.reading() as session:
        return sorted(session.exec(query))


def test_what_is_gone_there_goes_here_too_and_is_not_asked_for_again(app: App, x: Looking) -> None:
    x.gone = ["502"]
    look(app)
    look(app)
    assert deleted(app) == ["502"]
    assert x.asked == [["501", "502", "503"], ["501", "503"]]


def test_our_own_answer_is_looked_at_too_and_its_removal_asked_about(app: App, x: Looking) -> None:
    ours = {"is_ours": True, "conversation": "501", "parent_external_id": "501"}
    with app.desk() as desk:
        taking_in.take_in(desk, inbound=post("504").model_copy(update=ours))
    x.gone = ["504"]
    look(app)
    assert "504" in x.asked[0]
    with app.database.reading() as session:
        asked = session.exec(select(AnswerRemoval)).one()
    assert asked.decided_at is None


def test_it_happens_once_an_hour_whoever_ticks(app: App, x: Looking) -> None:
    look(app)
    rechecking.recheck_all(app, owner="another")
    assert len(x.asked) == 1


def test_of_very_many_posts_each_hour_looks_at_the_next(
    app: App, x: Looking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rechecking, "AT_MOST", 2)
    for _ in range(3):
        look(app)
    assert x.asked == [["501", "502"], ["503"], ["501", "502"]]


def test_one_that_cannot_be_taken_in_stops_no_other(app: App, x: Looking) -> None:
    x.gone = ["501", "503"]
    with app.database.transaction() as session:  # a value that no code of ours can read
        session.connection().exec_driver_sql(
            "UPDATE messages SET surface = 'nowhere' WHERE external_id = '501'"
        )
    look(app)
    assert deleted(app) == ["503"]


def test_a_platform_that_refuses_us_is_an_alarm_until_it_is_looked_at_again(
    app: App, x: Looking
) -> None:
    x.refuses = True
    look(app)
    with app.database.reading() as session:
        [alarm] = standing(session=session)
    assert alarm.values["stream"] == "what became of posts"
    assert alarm.values["unseen"].startswith("What customers delete or edit there")
    x.refuses = False
    look(app)
    with app.database.reading() as session:
        assert list(standing(session=session)) == []


def test_a_platform_that_is_away_is_asked_again_later(app: App, x: Looking) -> None:
    x.fails = True
    look(app)
    with app.database.reading() as session:
        cursor = session.get_one(Cursor, SOURCE)
    assert (cursor.failures, cursor.last_error) == (1, "X could not be reached.")
    assert deleted(app) == []


SHOWS_DATA = f"x:recheck_data:{ACCOUNT}"


def with_data(app: App, number: str = "601") -> None:
    words = {"text": "Ring me on 07700 900142"}
    with app.desk() as desk:
        taking_in.take_in(desk, inbound=post(number).model_copy(update=words))


def test_posts_that_show_personal_data_are_looked_at_more_often_until_they_are_gone(
    app: App, x: Looking
) -> None:
    with_data(app)
    look(app)
    assert x.asked[1:] == [["601"]]
    with app.database.transaction() as session:
        row = session.get_one(Cursor, SHOWS_DATA)
        row.next_at = app.database.now(session)
        session.add(row)
    x.gone = ["601"]
    rechecking.recheck_all(app, owner="worker")
    assert x.asked[2:] == [["601"]]
    assert deleted(app) == ["601"]


def test_of_very_many_posts_the_next_are_looked_at_within_the_hour(
    app: App, x: Looking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rechecking, "AT_MOST", 2)
    for _ in range(3):
        rechecking.recheck_all(app, owner="worker")
    assert x.asked == [["501", "502"], ["503"]]


def test_a_bank_may_look_never_and_at_open_cases_alone(app: App, x: Looking) -> None:
    x._recheck_pace = RecheckPace(every_s=0)
    look(app)
    assert x.asked == []
    x._recheck_pace = RecheckPace(ended_for=timedelta())
    with app.database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE cases SET state = 'resolved' WHERE id = 1")
    look(app)
    assert x.asked == [["502", "503"]]
