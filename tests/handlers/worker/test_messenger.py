"""Messenger from the webhook to the desk: in any order and as often as it likes, it ends the same."""

import hashlib
import hmac
import itertools
import json
from collections.abc import Iterator

import pytest
from sqlmodel import select

from bot import bootstrap, clock
from bot.bootstrap import App
from bot.channels.channel import Hook
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Direction, Message
from bot.sandbox import credentials
from bot.storage.clocks.rule_versions import store_versions
from config.settings import Settings
from handlers.web.webhooks.receiving import receive
from handlers.worker.inbox_reader import read_next
from tests.channels.payloads import payload

LIFE = ("messenger_message", "messenger_edit", "messenger_unsent")


@pytest.fixture
def app(settings: Settings) -> Iterator[App]:
    made = bootstrap.build(settings)
    with made.database.transaction() as session:
        store_versions(session=session, rules=made.rules, now=clock.now())
    yield made
    made.database.dispose()


def tell(app: App, *names: str) -> None:
    """Deliver these, each twice, and read the inbox to its end after each."""
    for name in names:
        body = json.dumps(payload(f"facebook/{name}")).encode()
        secret = credentials.FACEBOOK_APP_SECRET.encode()
        signed = hmac.new(secret, body, hashlib.sha256).hexdigest()
        hook = Hook(headers={"x-hub-signature-256": f"sha256={signed}"}, body=body)
        for _ in range(2):
            assert receive(app, app.channels["facebook"], hook) == 200
        while read_next(app):
            pass


def messages(app: App) -> list[Message]:
    with app.database.reading() as session:
        return list(session.exec(select(Message).order_by(Message.posted_at)))  # type: ignore[arg-type]  # a column


def test_a_word_in_messenger_is_a_private_case(app: App) -> None:
    tell(app, "messenger_message")
    (word,) = messages(app)
    assert (word.surface, word.direction, word.external_id) == ("private", "inbound", "m_1")
    assert word.conversation == "messenger:61"


@pytest.mark.parametrize("order", list(itertools.permutations(LIFE)))
def test_what_was_unsent_is_gone_in_whatever_order_it_is_told(
    app: App, order: tuple[str, ...]
) -> None:
    tell(app, *order)
    assert all(word.deleted_at is not None and word.text == "" for word in messages(app))


def test_an_edit_that_comes_first_ends_with_the_newest_words(app: App) -> None:
    tell(app, "messenger_edit", "messenger_message")
    (word,) = messages(app)
    assert word.text == "my card is blocked since Monday"


def test_an_answer_in_the_pages_inbox_is_credited_and_makes_no_case(app: App) -> None:
    tell(app, "messenger_echo_of_the_inbox")
    assert messages(app) == []
    tell(app, "messenger_message", "messenger_echo_of_our_app")
    theirs, ours = messages(app)
    assert (theirs.direction, ours.direction) == (Direction.INBOUND, Direction.OUTBOUND)
    assert ours.case_id == theirs.case_id


def test_what_another_app_holds_can_be_read_and_not_answered(app: App) -> None:
    tell(app, "messenger_standby")
    (word,) = messages(app)
    assert not word.answerable


def test_a_recommendation_against_us_is_a_public_case(app: App) -> None:
    tell(app, "rating")
    (word,) = messages(app)
    assert (word.surface, word.answerable) == ("public", True)
    with app.database.reading() as session:
        assert session.exec(select(Author.name)).one() == "Ana Roth"
