"""A web process holds no lists of signals: the inbox brings what customers say in the chat to a worker's ears."""

from collections.abc import Iterator

import pytest
from sqlmodel import col, select

from bot import bootstrap
from bot.bootstrap import App
from bot.desk.chat import entry, talk
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.message import Message
from bot.inbox import reading
from bot.inbox.received import MOST_ATTEMPTS, ItemState, ReceivedItem
from bot.storage.triage import signals
from config.settings import Settings
from handlers.worker import ticks
from handlers.worker.inbox_reader import read_next
from tests.handlers.web.chat.people import Bank

EMPTYING = "Help, someone is emptying my account"


@pytest.fixture
def web(settings: Settings) -> Iterator[App]:
    app = bootstrap.build(settings, hears=False)
    bootstrap.migrate(app)
    yield app
    app.database.dispose()


def say(app: App, text: str) -> int:
    """A customer says this in a new chat; the number of the case."""
    bank = Bank(app)
    case_id = bank.complaint()
    token = bank.invite(case_id)
    with app.desk() as desk:
        cookie = entry.enter(desk, token=token, network="n").cookie
        visitor = entry.session_of(desk, cookie=cookie)
        assert visitor is not None
        talk.say(desk, visitor=visitor, client_key="k1", text=text)
    return case_id


def read_all(app: App) -> list[ReceivedItem]:
    """A worker reads the inbox; what it read."""
    while read_next(app):
        pass
    with app.database.reading() as session:
        return list(session.exec(select(ReceivedItem).order_by(col(ReceivedItem.id))))


def heard(app: App, case_id: int) -> list[str]:
    with app.database.reading() as session:
        return [row.signal for row in signals.standing(session=session, case_id=case_id)]


def test_a_worker_hears_what_is_said_in_the_chat(web: App, app: App) -> None:
    case_id = say(web, EMPTYING)
    assert heard(app, case_id) == []
    items = read_all(app)
    assert {item.state for item in items} == {ItemState.SETTLED}
    assert [(item.case_id, item.sealed_body) for item in items][-1] == (case_id, None)
    assert heard(app, case_id) == ["fraud_now"]
    with app.database.reading() as session:
        assert session.get_one(Case, case_id).priority == "urgent"
    assert not read_next(app)


def test_what_a_worker_of_the_release_before_set_aside_is_heard_after_all(
    web: App, app: App
) -> None:
    case_id = say(web, EMPTYING)
    with app.desk() as desk:
        for item in desk.session.exec(select(ReceivedItem)):
            reading.set_aside(session=desk.session, item=item, reason="no items", now=desk.now)
    assert not read_next(app)
    ticks.watch_inbox(app)
    read_all(app)
    assert heard(app, case_id) == ["fraud_now"]


def test_what_cannot_be_heard_is_not_read_for_ever(web: App, app: App) -> None:
    say(web, EMPTYING)
    for _ in range(MOST_ATTEMPTS + 1):
        with app.desk() as desk:
            items = list(desk.session.exec(select(ReceivedItem)))
            for item in items:
                reading.set_aside(session=desk.session, item=item, reason="no", now=desk.now)
        ticks.watch_inbox(app)
    with app.database.reading() as session:
        states = {item.state for item in session.exec(select(ReceivedItem))}
    assert states == {ItemState.SET_ASIDE}


def test_words_that_were_taken_back_meanwhile_are_not_heard(web: App, app: App) -> None:
    case_id = say(web, EMPTYING)
    with app.desk() as desk:
        said = desk.session.exec(select(Message).where(Message.channel == "webchat")).one()
        said.deleted_at = desk.now
        desk.session.add(said)
    assert {item.state for item in read_all(app)} == {ItemState.SETTLED}
    assert heard(app, case_id) == []


def test_a_process_for_people_reads_no_lists(web: App, app: App) -> None:
    assert web.rules.concepts.names == frozenset()
    assert web.rules.weights.signals.points == ""
    assert all(rule.wording(()).phrases == () for rule in web.rules.signals.on.values())
    titles = {name: rule.title for name, rule in app.rules.signals.on.items()}
    assert {name: rule.title for name, rule in web.rules.signals.on.items()} == titles


def test_words_in_another_language_have_it_as_if_a_worker_had_taken_them_in(
    web: App, app: App
) -> None:
    case_id = say(web, "Bonjour, ma carte a été refusée au magasin ce matin, pourquoi ?")
    with app.database.reading() as session:
        said = session.exec(select(Message).where(Message.channel == "webchat")).one()
        assert said.language == ""  # a web process reads letters alone
    read_all(app)
    with app.database.reading() as session:
        said = session.exec(select(Message).where(Message.channel == "webchat")).one()
        assert said.language == "fr"
        assert session.get_one(Case, case_id).language == "fr"
