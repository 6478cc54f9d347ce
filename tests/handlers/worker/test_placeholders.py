"""Somebody whose words could not be read has a case all the same, and the words join it when they can."""

import dataclasses
import json
from collections.abc import Iterator, Sequence

import pytest
from sqlmodel import select

from bot import bootstrap, clock
from bot.bootstrap import App
from bot.channels.facebook import inbound as facebook
from bot.channels.x import XChannel, XKeys
from bot.channels.x.ids import id_at
from bot.domain.channels.inbound import Inbound, NotUsed
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Message
from bot.domain.sla.clock import SlaClock
from bot.inbox import review
from bot.inbox.received import ItemState, ReceivedItem
from bot.inbox.store import Incoming, store
from bot.storage.clocks.rule_versions import store_versions
from config.settings import Settings
from handlers.worker.inbox_reader import read_next

ACCOUNT = "1001001001"
PAGE = "222"


class Mendable(XChannel):
    """X, read by code that knows no words of a strange shape until somebody mends it."""

    is_mended = False

    def read(self, *, source: str, account: str, body: bytes) -> Sequence[Inbound | NotUsed]:
        if self.is_mended:
            item = json.loads(body)
            item["post"] |= {"text": item["post"]["text"]["plain"], "author_id": "77"}
            body = json.dumps(item).encode()
        return super().read(source=source, account=account, body=body)


@pytest.fixture
def channel() -> Mendable:
    keys = XKeys(ACCOUNT, "NorthbankHelp", "key", "secret", "token", "token-secret")
    return Mendable(accounts=[keys])


@pytest.fixture
def app(settings: Settings, channel: Mendable) -> Iterator[App]:
    app = dataclasses.replace(bootstrap.build(settings), channels={"x": channel})
    with app.database.transaction() as session:
        store_versions(session=session, rules=app.rules, now=clock.now())
    yield app
    app.database.dispose()


def keep(app: App, item: object, *, key: str = "1") -> None:
    body = json.dumps(item).encode()
    kept = Incoming(f"x:mentions:{ACCOUNT}", "x", ACCOUNT, key, body)
    with app.database.transaction() as session:
        now = app.database.now(session)
        store(session=session, items=[kept], vault=app.vault, now=clock.now(), db_now=now)


def strange(post_id: str, **more: object) -> dict[str, object]:
    """A post whose text is an object, as some future API may tell it."""
    post = {"id": post_id, "author_id": "77", "text": {"plain": "My card was swallowed"}, **more}
    people = {"users": [{"id": "77", "username": "ana", "name": "Ana Roth"}]}
    return {"post": post, "includes": people}


def messages(app: App) -> list[Message]:
    with app.database.reading() as session:
        return list(session.exec(select(Message)))


def test_a_post_whose_words_cannot_be_read_is_a_case_with_clocks_that_leads_to_the_post(
    app: App,
) -> None:
    post_id = str(id_at(clock.now()))
    keep(app, strange(post_id))
    assert read_next(app)
    with app.database.reading() as session:
        [item] = session.exec(select(ReceivedItem)).all()
        assert (item.state, item.sealed_body is not None) == (ItemState.SET_ASIDE, True)
        case = session.get_one(Case, item.case_id)
        assert session.exec(select(SlaClock).where(SlaClock.case_id == case.id)).first()
    [held] = messages(app)
    assert held.text == "Somebody wrote; it could not be read. Open it on X."
    assert post_id in held.permalink


def replay(app: App, channel: Mendable) -> None:
    channel.is_mended = True
    with app.database.transaction() as session:
        [item] = session.exec(select(ReceivedItem)).all()
        review.replay(session=session, item_id=item.pk, db_now=app.database.now(session))
    assert read_next(app)


def test_the_words_join_that_case_when_the_item_is_read_after_all(
    app: App, channel: Mendable
) -> None:
    keep(app, strange(str(id_at(clock.now()))))
    read_next(app)
    replay(app, channel)
    [message] = messages(app)
    assert message.text == "My card was swallowed"
    with app.database.reading() as session:
        [case] = session.exec(select(Case)).all()
        assert session.get_one(Author, case.author_id).name == "Ana Roth"
        assert session.exec(select(ReceivedItem)).one().state == ItemState.SETTLED


def test_of_an_unknown_author_the_name_joins_too(app: App, channel: Mendable) -> None:
    keep(app, strange(str(id_at(clock.now())), author_id={"number": 77}))
    read_next(app)
    replay(app, channel)
    with app.database.reading() as session:
        [case], [message] = session.exec(select(Case)).all(), session.exec(select(Message)).all()
        assert case.author_id == message.author_id
        assert session.get_one(Author, case.author_id).name == "Ana Roth"


@pytest.mark.parametrize(
    "item",
    [{"post": {"text": "no id"}}, {"post": {"id": ["odd"]}}, "nothing", {"post": {"id": "x"}}],
)
def test_what_does_not_tell_which_post_it_is_holds_no_place(app: App, item: object) -> None:
    keep(app, item)
    read_next(app)
    assert messages(app) == []


COMMENT = {
    "item": "comment",
    "verb": "add",
    "comment_id": "9_10",
    "post_id": f"{PAGE}_9",
    "created_time": 1_790_000_000,
    "from": {"id": "88", "name": "Ben Okoro"},
    "message": {"plain": "Where is my money?"},
}
EVENT = {
    "sender": {"id": "88"},
    "recipient": {"id": PAGE},
    "timestamp": 1_790_000_000_000,
    "message": {"mid": "m_1", "text": {"plain": "Where is my money?"}},
}


@pytest.mark.parametrize(
    ("item", "external_id", "surface"),
    [
        ({"kind": "changes", "told": {"field": "feed", "value": COMMENT}}, "9_10", Surface.PUBLIC),
        ({"kind": "messaging", "told": EVENT}, "m_1", Surface.PRIVATE),
    ],
)
def test_facebook_too_tells_which_comment_or_message_it_is(
    item: dict[str, object], external_id: str, surface: Surface
) -> None:
    reader = facebook.Reader(frozenset({PAGE}), "https://www.facebook.com")
    body = json.dumps(item | {"page": PAGE, "time": 1_790_000_000}).encode()
    with pytest.raises(ValueError, match="is no text"):
        reader.read(account=PAGE, body=body)
    glimpsed = reader.glimpse(account=PAGE, body=body)
    assert glimpsed is not None
    assert (glimpsed.external_id, glimpsed.surface) == (external_id, surface)
    assert glimpsed.author is not None
    assert glimpsed.author.external_id == "88"
