"""The contract, in private: what a channel that carries private words does with them."""

import pytest

from bot.channels.channel import Channel, Source
from bot.domain.channels.inbound import Inbound
from bot.domain.records.cases.case import Surface
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import CannotLook, Parcel, Receipt, Refused, TryLater, Uncertain
from tests.channels.stage import IMPATIENT, Stage, read_all

TEXT = "We are sorry, Ana. Please ring 1."


def source(stage: Stage, channel: Channel) -> Source:
    """Where Northbank's private words come from."""
    named = [s for s in channel.sources() if s.name.startswith(stage.private_source)]
    return next(s for s in named if s.account == stage.account)


def told(stage: Stage, channel: Channel, cursor: str) -> list[Inbound]:
    """What one more look shows."""
    page = channel.poll(source=source(stage, channel), cursor=cursor, now=stage.now())
    return read_all(channel, page.items, account=stage.account)


def started(stage: Stage, channel: Channel) -> str:
    return channel.poll(source=source(stage, channel), cursor="", now=stage.now()).cursor


def private(stage: Stage, to: Inbound, text: str = TEXT, **more: object) -> Parcel:
    """A private answer on its way to whoever wrote this."""
    assert to.author is not None
    payload = ReplyPayload(
        channel=stage.name,
        account=stage.account,
        in_reply_to=to.external_id,
        text=text,
        surface=Surface.PRIVATE,
        recipient=to.author.external_id,
    )
    given: dict[str, object] = {
        "id": 1,
        "dedupe_key": "reply:1",
        "kind": "reply",
        "payload": payload.stored(),
        "case_id": 1,
        "attempt": 1,
        "intent_at": stage.now(),
    }
    return Parcel(**given | more)  # type: ignore[arg-type]  # a test's own values


def asked(stage: Stage, channel: Channel) -> Inbound:
    """A customer has written in private."""
    cursor = started(stage, channel)
    stage.move(5)
    stage.say_in_private("my card is blocked")
    (inbound,) = told(stage, channel, cursor)
    return inbound


def test_a_channel_with_private_words_states_their_limits(stage: Stage) -> None:
    can = stage.channel().capabilities
    assert can.has_private
    assert can.private_length("x" * can.private_limit) == can.private_limit
    assert can.private_posting.interval_s or can.private_posting.window_count
    assert " " in can.private_blindness


def test_a_private_word_arrives_as_private(stage: Stage) -> None:
    inbound = asked(stage, stage.channel())
    assert inbound.surface == Surface.PRIVATE
    assert inbound.text == "my card is blocked"
    assert inbound.author is not None
    assert inbound.author.name == "Ana Roth"
    assert inbound.conversation
    assert inbound.answerable
    assert not inbound.is_ours


def test_a_private_word_is_told_once_under_one_key(stage: Stage) -> None:
    channel = stage.channel()
    cursor = started(stage, channel)
    stage.say_in_private("hello?")
    first = channel.poll(source=source(stage, channel), cursor=cursor, now=stage.now())
    again = channel.poll(source=source(stage, channel), cursor=first.cursor, now=stage.now())
    assert len(read_all(channel, first.items, account=stage.account)) == 1
    assert {item.key for item in again.items} <= {item.key for item in first.items}


def test_many_private_words_come_oldest_first(stage: Stage) -> None:
    channel = stage.channel()
    cursor = started(stage, channel)
    for number in range(45):
        stage.say_in_private(f"word {number}", author=f"Person {number % 5}")
        stage.move(1)
    read = told(stage, channel, cursor)
    assert [inbound.text for inbound in read] == [f"word {number}" for number in range(45)]


def test_our_private_answer_in_the_app_is_known_as_ours_and_to_whom(stage: Stage) -> None:
    channel = stage.channel()
    theirs = asked(stage, channel)
    cursor = started(stage, channel)
    stage.move(5)
    answer = stage.answer_in_private_app(TEXT)
    ours = [each for each in told(stage, channel, cursor) if each.is_ours]
    assert [each.external_id for each in ours] == [answer]
    assert ours[0].conversation == theirs.conversation
    assert theirs.author is not None
    assert ours[0].recipient == theirs.author.external_id
    assert ours[0].surface == Surface.PRIVATE


def test_a_private_answer_reaches_the_customer_and_gives_a_receipt(stage: Stage) -> None:
    channel = stage.channel()
    outcome = channel.send(private(stage, asked(stage, channel)))
    assert isinstance(outcome, Receipt)
    assert stage.private_said() == [(outcome.reference, TEXT)]
    assert stage.published() == []


@pytest.mark.parametrize(
    ("kind", "is_there"), [("500", False), ("reset_before", False), ("reset_after", True)]
)
def test_a_doubtful_private_answer_can_be_read_back(
    stage: Stage, kind: str, is_there: bool
) -> None:
    channel = stage.channel()
    sent = private(stage, asked(stage, channel))
    stage.fail(kind, operation=stage.private_send_operation)
    assert isinstance(stage.channel(timeouts=IMPATIENT).send(sent), Uncertain)
    found = channel.look_for(sent)
    assert [each.reference for each in found] == [each for each, _ in stage.private_said()]
    assert len(found) == is_there


def test_a_look_in_private_takes_nothing_else(stage: Stage) -> None:
    channel = stage.channel()
    theirs = asked(stage, channel)
    stage.answer_in_private_app("Something else.")
    assert channel.look_for(private(stage, theirs)) == []


def test_in_private_too_a_platform_may_ask_to_wait_or_refuse(stage: Stage) -> None:
    channel = stage.channel()
    sent = private(stage, asked(stage, channel))
    stage.fail("429", seconds=120, operation=stage.private_send_operation)
    waits = channel.send(sent)
    assert isinstance(waits, TryLater)
    assert waits.brake in {None, f"{stage.name}:{stage.account}"}
    stage.fail("403", operation=stage.private_send_operation)
    refused = channel.send(sent)
    assert isinstance(refused, Refused)
    assert " " in refused.explanation
    assert stage.private_said() == []


def test_no_account_no_private_answer(stage: Stage) -> None:
    channel = stage.channel()
    sent = private(stage, asked(stage, channel))
    sent.payload["account"] = "42"
    assert isinstance(channel.send(sent), Refused)
    with pytest.raises(CannotLook):
        channel.look_for(sent)
