"""The contract that binds every channel, the secure chat too; and what of the rest binds which channel.

A channel without accounts, sources or webhooks says so by what it is, and is held to doing nothing there.
"""

import pytest

from bot.channels.channel import (
    BadSignature,
    Handshakes,
    Hook,
    LooksUp,
    Moderates,
    Rechecks,
    Source,
)
from bot.domain.channels.inbound import Unreadable
from bot.domain.rules.house_rules import HouseRules
from bot.outbox.outcome import Receipt
from bot.storage.engine import Database
from tests.channels.conftest import STAGES
from tests.channels.every import WHOLE, Held, of_chat, of_platform
from tests.desk.chat.conftest import Chat
from tests.desk.conftest import Bank, rules

__all__ = ["rules"]  # the fixture of the sandbox's banks
TEXT = "We are sorry, Ana. Please ring 1."


@pytest.fixture(params=[*sorted(STAGES), "webchat"])
def held(request: pytest.FixtureRequest) -> Held:
    """Every channel of the product in turn."""
    if request.param != "webchat":
        return of_platform(request.getfixturevalue(request.param))
    database: Database = request.getfixturevalue("database")
    house: HouseRules = request.getfixturevalue("rules")
    return of_chat(Chat(Bank(database, house)))


@pytest.fixture
def kind_of_database() -> str:
    """What holds of a channel holds on one database; the desk's own tests run on both."""
    return "sqlite"


def test_the_whole_contract_binds_a_channel_or_it_says_what_it_lacks(held: Held) -> None:
    is_held_to_all = held.channel.capabilities.name in STAGES
    assert is_held_to_all is (held.has == WHOLE)
    assert is_held_to_all or held.has == frozenset()


def test_a_channel_states_its_limits(held: Held) -> None:
    can = held.channel.capabilities
    assert can.title
    assert can.reply_length("x" * can.reply_limit) == can.reply_limit
    assert can.has_private
    assert can.private_length("x" * can.private_limit) == can.private_limit
    assert all(held.channel.account_name(each) for each in held.channel.accounts())


def test_what_a_channel_can_do_it_says_it_can(held: Held) -> None:
    can = held.channel.capabilities
    assert isinstance(held.channel, LooksUp) is can.can_look_up
    assert isinstance(held.channel, Moderates) is (can.can_remove_answers or can.can_hide)
    if not held.channel.accounts():
        assert not isinstance(held.channel, Handshakes | Rechecks)
        assert (can.has_webhook, can.private_blindness) == (False, "")


def test_a_channel_without_sources_finds_nothing_and_keeps_its_place(held: Held) -> None:
    if not held.channel.sources():
        made_up = Source(name="made up", channel="made up", account="1", every_s=1)
        with_time = held.answer(TEXT).intent_at
        page = held.channel.poll(source=made_up, cursor="here", now=with_time)
        assert (list(page.items), page.cursor) == ([], "here")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b'"words"',
        b"12",
        b'{"post": []}',
        b'{"post": {}}',
        b'{"post": {"id": "none"}}',
        b'{"kind": "x"}',
        b'{"kind": "changes", "told": 5}',
        b'{"kind": "changes", "told": {"field": "feed", "value": {}}}',
        b'{"kind": "found", "told": {}}',
    ],
)
def test_what_cannot_be_read_is_said_to_be_unreadable(held: Held, body: bytes) -> None:
    name = next((source.name for source in held.channel.sources()), "made up")
    with pytest.raises(Unreadable):
        held.channel.read(source=name, account=held.account, body=body)


def test_a_webhook_without_a_signature_is_refused(held: Held) -> None:
    with pytest.raises(BadSignature):
        held.channel.receive(Hook(headers={}, body=b"{}"))


def test_a_check_says_yes_or_has_nobody_to_ask(held: Held) -> None:
    findings = held.channel.check()
    assert all(finding.ok for finding in findings)
    assert bool(findings) is bool(held.channel.accounts())


def test_a_private_answer_reaches_the_customer_alone_and_gives_a_receipt(held: Held) -> None:
    outcome = held.channel.send(held.answer(TEXT))
    assert isinstance(outcome, Receipt)
    assert held.said() == [(outcome.reference, TEXT)]


def test_a_look_finds_what_is_there_and_nothing_else(held: Held) -> None:
    sent = held.answer(TEXT)
    assert held.channel.look_for(sent) == []
    outcome = held.channel.send(sent)
    assert isinstance(outcome, Receipt)
    assert [each.reference for each in held.channel.look_for(sent)] == [outcome.reference]
    held.settle(outcome)
    assert held.channel.look_for(held.answer("Something else.")) == []


def test_what_may_be_repeated_is_there_once_however_often_it_is_sent(held: Held) -> None:
    if held.channel.capabilities.may_repeat:
        sent = held.answer(TEXT)
        outcomes = [held.channel.send(sent) for _ in range(3)]
        assert len({str(outcome) for outcome in outcomes}) == 1
        assert len(held.said()) == 1
