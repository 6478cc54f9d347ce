"""The rest of a long answer stops where its beginning is deleted, or is not where a person said it was."""

import pytest

from bot.desk.answers import doubts, no_answer, rest
from bot.desk.moderation import moderation
from bot.domain.records.answers.looked import Looked
from bot.domain.records.messages.message import Message
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.outcome import Receipt, Refused, Uncertain
from tests.desk.answers.test_answers_in_several_posts import (
    AMIRA,
    LONG,
    last,
    ours,
    posts,
    publish,
    reply_of,
    sent,
)
from tests.desk.answers.test_looking_up import ends, link_at, x
from tests.desk.conftest import Bank

__all__ = ["x"]
LONGER = f"{LONG} {LONG}"
GONE = Refused("not_yours", "X does not let this account delete it.")


@pytest.fixture(autouse=True)
def _channel(bank: Bank) -> None:
    bank.channel = bank.channel.model_copy(update={"chain_most": 6, "can_remove_answers": True})


def begun(bank: Bank) -> int:
    """A case with an answer in at least three posts, of which the first is there."""
    case_id = sent(bank, LONGER)
    publish(bank, "900")
    assert posts(bank)[-1].parts > 2
    return case_id


def take_down(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        moderation.remove_answer(
            desk,
            case_id=case_id,
            message_id=ours(bank, case_id)[0].pk,
            reason="Wrong customer",
            by=AMIRA,
        )


def in_question(bank: Bank) -> Delivery:
    """The last post is one that a person is asked about."""
    bank.end(last(bank), Uncertain("cut"))
    with bank.desk() as desk:
        row = desk.session.get_one(Delivery, last(bank).id)
        row.mark_asked("It could not be found on the platform.")
    return last(bank)


def say_there(bank: Bank, delivery: Delivery, *, minutes: int) -> str:
    link = link_at(bank, minutes=minutes)
    with bank.desk() as desk:
        doubts.settle(desk, delivery_id=delivery.pk, decision="it_is_there", by=AMIRA, link=link)
    return link.rpartition("/")[2]


def test_a_post_that_waits_is_held_when_the_answer_is_deleted(bank: Bank) -> None:
    case_id = begun(bank)
    take_down(bank, case_id)
    assert last(bank).state is DeliveryState.CANCELLED
    assert bank.templates()[-1] == "reply_rest_held"
    with bank.desk() as desk, pytest.raises(rest.NoRest):
        rest.send(desk, delivery_id=last(bank).pk, by=AMIRA)


@pytest.mark.parametrize("is_gone", [False, True])
def test_a_post_that_arrives_late_is_deleted_too_and_nothing_follows(
    bank: Bank, is_gone: bool
) -> None:
    case_id = begun(bank)
    bank.end(last(bank), Uncertain("cut"))
    take_down(bank, case_id)
    if is_gone:
        bank.end(bank.deliveries("moderation")[-1], Receipt("900", at=bank.now))
    publish(bank, "901")
    removals = [each.payload["external_id"] for each in bank.deliveries("moderation")]
    assert removals == ["900", "901"]
    assert posts(bank)[-1].part == 3
    assert last(bank).state is DeliveryState.CANCELLED
    assert bank.templates()[-1] == "reply_rest_held"


def test_nothing_follows_a_post_that_was_deleted_on_the_platform(bank: Bank) -> None:
    case_id = begun(bank)
    with bank.desk() as desk:
        desk.session.get_one(Message, ours(bank, case_id)[0].pk).deleted_at = bank.now
    publish(bank, "901")
    assert last(bank).state is DeliveryState.CANCELLED
    assert bank.deliveries("moderation") == []  # nobody here asked for it


def test_a_post_in_question_is_not_sent_again_under_a_deleted_answer(bank: Bank) -> None:
    case_id = begun(bank)
    asked = in_question(bank)
    take_down(bank, case_id)
    with bank.desk() as desk, pytest.raises(doubts.CannotSettle):
        doubts.settle(desk, delivery_id=asked.pk, decision="send_again", by=AMIRA)


@pytest.mark.parametrize("refused", ["900", "901"])
def test_a_refused_removal_is_told_and_the_answer_is_not_said_to_be_gone(
    bank: Bank, refused: str
) -> None:
    case_id = sent(bank)
    publish(bank, "900")
    publish(bank, "901")
    take_down(bank, case_id)
    for delivery in bank.deliveries("moderation"):
        reference = delivery.payload["external_id"]
        bank.end(delivery, GONE if reference == refused else Receipt(reference, at=bank.now))
    assert bank.templates().count("remove_answer_refused") == 1
    assert "remove_answer_done" not in bank.templates()


def test_the_rest_follows_a_persons_word_once_somebody_has_looked(x: Bank) -> None:
    case_id = sent(x, LONGER)
    x.later(minutes=6)
    reference = say_there(x, in_question(x), minutes=1)
    assert len(posts(x)) == 1
    ends(x, Looked.FOUND)
    assert [each.part for each in posts(x)] == [1, 2]
    assert posts(x)[-1].in_reply_to == reference
    assert ours(x, case_id)[0].external_id == reference


@pytest.mark.parametrize("looked", [Looked.NOT_THERE, Looked.ELSEWHERE])
def test_nothing_is_published_under_what_is_not_our_post(x: Bank, looked: Looked) -> None:
    case_id = sent(x, LONGER)
    x.later(minutes=6)
    first = in_question(x)
    say_there(x, first, minutes=1)
    ends(x, looked)
    assert len(posts(x)) == 1
    right = say_there(x, first, minutes=2)
    ends(x, Looked.FOUND)
    assert [each.in_reply_to for each in posts(x)][1:] == [right]
    assert reply_of(x, case_id).published_at is not None


def test_what_was_to_follow_is_held_when_a_person_takes_their_word_back(bank: Bank) -> None:
    case_id = sent(bank, LONGER)
    bank.later(minutes=6)
    say_there(bank, in_question(bank), minutes=1)  # where nobody can look, their word stands
    assert [each.part for each in posts(bank)] == [1, 2]
    with bank.desk() as desk:
        no_answer.was_none(desk, message_id=ours(bank, case_id)[0].pk, by=AMIRA)
    assert last(bank).state is DeliveryState.CANCELLED
    assert bank.templates().count("reply_rest_held") == 1
