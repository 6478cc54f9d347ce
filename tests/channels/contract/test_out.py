"""The contract, sending: four outcomes sorted strictly, and a look that finds what is there."""

import socket
from datetime import timedelta

import pytest

from bot.outbox.outcome import CannotLook, Receipt, Refused, TryLater, Uncertain
from tests.channels.stage import IMPATIENT, Stage, parcel

TEXT = "We are sorry, Ana. Read www.northbank.example/cards & write to us."


@pytest.fixture
def nobody() -> str:
    """An address that takes no connection."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
    return address


def test_a_sent_answer_gives_a_receipt_and_is_public(stage: Stage) -> None:
    outcome = stage.channel().send(parcel(stage, stage.post("help"), TEXT))
    assert isinstance(outcome, Receipt)
    assert stage.published() == [(outcome.reference, TEXT)]
    assert outcome.permalink
    assert outcome.permalink.startswith("https://")
    assert outcome.reference.rpartition("_")[2] in outcome.permalink


def test_an_answer_to_an_answer_is_found_where_it_was_put(stage: Stage) -> None:
    channel = stage.channel()
    first = channel.send(parcel(stage, stage.post("help"), TEXT))
    assert isinstance(first, Receipt)
    second = parcel(stage, first.reference, "One more thing.")
    sent = channel.send(second)
    assert isinstance(sent, Receipt)
    assert [found.reference for found in channel.look_for(second)] == [sent.reference]


def test_a_platform_that_asks_to_wait_is_waited_for(stage: Stage) -> None:
    stage.fail("429", seconds=120, operation=stage.send_operation)
    outcome = stage.channel().send(parcel(stage, stage.post("help"), TEXT))
    assert isinstance(outcome, TryLater)
    assert 100 <= outcome.after_s <= 120
    assert outcome.brake == f"{stage.name}:{stage.account}"
    assert stage.published() == []


def test_a_connection_that_nobody_takes_is_tried_again(stage: Stage, nobody: str) -> None:
    outcome = stage.channel(address=nobody).send(parcel(stage, "1", TEXT))
    assert isinstance(outcome, TryLater)
    assert outcome.after_s > 0


@pytest.mark.parametrize("kind", ["401", "403"])
def test_what_a_platform_refuses_is_refused_with_words(stage: Stage, kind: str) -> None:
    stage.fail(kind, operation=stage.send_operation)
    outcome = stage.channel().send(parcel(stage, stage.post("help"), TEXT))
    assert isinstance(outcome, Refused)
    assert outcome.code
    assert " " in outcome.explanation
    assert stage.published() == []


@pytest.mark.parametrize(
    ("kind", "is_there"),
    [
        ("500", False),
        ("503", False),
        ("reset_before", False),
        ("down", False),
        ("hang", False),
        ("reset_after", True),
        ("error_after", True),
        ("hang_after", True),
    ],
)
def test_what_may_have_been_published_is_uncertain_until_looked_for(
    stage: Stage, kind: str, is_there: bool
) -> None:
    sent = parcel(stage, stage.post("help"), TEXT)
    stage.fail(kind, seconds=1, operation=stage.send_operation)
    outcome = stage.channel(timeouts=IMPATIENT).send(sent)
    assert isinstance(outcome, Uncertain)
    found = stage.channel().look_for(sent)
    assert [each.reference for each in found] == [each for each, _ in stage.published()]
    assert len(found) == is_there


def test_an_answer_that_shows_late_is_found_late(stage: Stage) -> None:
    sent = parcel(stage, stage.post("help"), TEXT)
    stage.fail("late", seconds=20, operation=stage.send_operation)
    channel = stage.channel()
    assert isinstance(channel.send(sent), Receipt)
    assert channel.look_for(sent) == []
    stage.move(21)
    assert len(channel.look_for(sent)) == 1


def test_a_look_takes_nothing_that_is_not_this_answer(stage: Stage) -> None:
    channel = stage.channel()
    post, other = stage.post("help"), stage.post("me too", author="Ben Ode")
    stage.answer_in_app(post, "Something else altogether.")
    stage.answer_in_app(other, TEXT)
    assert channel.look_for(parcel(stage, post, TEXT)) == []


def test_a_look_takes_nothing_that_is_older_than_the_intent(stage: Stage) -> None:
    post = stage.post("help")
    stage.answer_in_app(post, TEXT)
    intent = stage.now() + timedelta(hours=1)
    assert stage.channel().look_for(parcel(stage, post, TEXT, intent_at=intent)) == []


def test_two_that_could_be_the_answer_are_both_told(stage: Stage) -> None:
    post = stage.post("help")
    both = {stage.answer_in_app(post, TEXT), stage.answer_in_app(post, TEXT)}
    found = stage.channel().look_for(parcel(stage, post, TEXT))
    assert {each.reference for each in found} == both


@pytest.mark.parametrize("kind", ["429", "500", "reset_before", "401"])
def test_a_look_that_is_not_complete_concludes_nothing(stage: Stage, kind: str) -> None:
    stage.fail(kind, operation=stage.look_operation)
    with pytest.raises(CannotLook):
        stage.channel().look_for(parcel(stage, stage.post("help"), TEXT))


def test_what_is_gone_is_not_answered(stage: Stage) -> None:
    post = stage.post("help")
    stage.remove(post)
    outcome = stage.channel().send(parcel(stage, post, TEXT))
    assert isinstance(outcome, Refused)
    assert outcome.code == "gone"


def test_an_account_that_is_not_ours_any_more_sends_nothing(stage: Stage) -> None:
    sent = parcel(stage, stage.post("help"), TEXT)
    sent.payload["account"] = "42"
    assert isinstance(stage.channel().send(sent), Refused)
    with pytest.raises(CannotLook):
        stage.channel().look_for(sent)
