"""Taking our answer down, hiding a post and showing it again: asked for, done or refused, and told."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.desk.answers import replies
from bot.desk.moderation import moderation
from bot.domain.channels.inbound import Happening, Inbound
from bot.domain.records.answers.moderation import Act, Moderation
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Surface
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.sla.policy import Metric
from bot.outbox.outcome import Receipt, Refused, Uncertain
from bot.storage.clocks import stored_clocks as stored
from tests.desk.conftest import Bank

LENA = Actor.staff("U0LENA")
WHY = "It went to the wrong customer"


@pytest.fixture(autouse=True)
def _channel(bank: Bank) -> None:
    can = {"can_remove_answers": True, "can_hide": True}
    bank.channel = bank.channel.model_copy(update=can)


def answered(bank: Bank) -> int:
    """A case with a published answer, x:900."""
    case_id = bank.complaint()
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text="We are sorry.",
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=LENA,
            request_key="one",
        )
    (sent,) = bank.deliveries("reply")
    bank.end(sent, Receipt("900", at=bank.now))
    return case_id


def comment(bank: Bank) -> int:
    """A case that began with a comment under a post of somebody."""
    return bank.take_in(bank.post("My card was declined", parent_external_id="0"))


def messages(bank: Bank, case_id: int, direction: Direction) -> list[Message]:
    query = select(Message).where(Message.case_id == case_id, Message.direction == direction)
    with bank.database.reading() as session:
        return list(session.exec(query.order_by(col(Message.id))))


def ask(bank: Bank, case_id: int, act: Act, *, reason: str = WHY) -> Moderation:
    direction = Direction.OUTBOUND if act is Act.REMOVE_ANSWER else Direction.INBOUND
    (post, *_) = messages(bank, case_id, direction)
    do = {
        Act.REMOVE_ANSWER: moderation.remove_answer,
        Act.HIDE: moderation.hide_post,
        Act.UNHIDE: moderation.unhide_post,
    }[act]
    with bank.desk() as desk:
        return do(desk, case_id=case_id, message_id=post.pk, reason=reason, by=LENA)


def end(bank: Bank, outcome: Receipt | Refused | Uncertain) -> None:
    bank.end(bank.deliveries("moderation")[-1], outcome)


def verbs(bank: Bank, case_id: int) -> list[str]:
    query = select(AuditEntry.verb).where(AuditEntry.case_id == case_id)
    with bank.database.reading() as session:
        return list(session.exec(query.order_by(col(AuditEntry.id))))


def visibility(bank: Bank, case_id: int, happening: Happening, *, seconds: float = 0) -> Inbound:
    (post, *_) = messages(bank, case_id, Direction.INBOUND)
    at = bank.now + timedelta(seconds=seconds)
    return bank.post("", happening=happening, external_id=post.external_id, at=at)


def test_an_answer_is_deleted_by_a_person_with_a_reason_and_stays_in_the_record(bank: Bank) -> None:
    case_id = answered(bank)
    ask(bank, case_id, Act.REMOVE_ANSWER)
    (delivery,) = bank.deliveries("moderation")
    assert delivery.payload["external_id"] == "900"
    assert WHY not in str(delivery.payload)
    end(bank, Receipt("900"))
    (ours,) = messages(bank, case_id, Direction.OUTBOUND)
    assert ours.deleted_at is not None
    assert ours.text == "We are sorry."
    assert bank.templates()[-3:] == ["remove_answer_asked", "remove_answer_done", "answer_gone"]
    assert verbs(bank, case_id)[-2:] == ["remove_answer", "remove_answer_done"]


def test_a_removed_answer_winds_no_clock_back(bank: Bank) -> None:
    case_id = answered(bank)

    def clock() -> object:
        with bank.database.reading() as session:
            first = stored.latest(session=session, case_id=case_id, metric=Metric.FIRST_RESPONSE)
            return first and (first.met_at, first.stopped_at)

    before = clock()
    ask(bank, case_id, Act.REMOVE_ANSWER)
    end(bank, Receipt("900"))
    assert before is not None
    assert clock() == before


def test_a_refusal_is_told_and_may_be_asked_for_again(bank: Bank) -> None:
    case_id = answered(bank)
    ask(bank, case_id, Act.REMOVE_ANSWER)
    end(bank, Refused("permission", "The token lacks a permission."))
    (ours,) = messages(bank, case_id, Direction.OUTBOUND)
    assert ours.deleted_at is None
    assert bank.templates()[-1] == "remove_answer_refused"
    assert bank.deliveries("slack.event")[-1].payload["explanation"].startswith("The token")
    ask(bank, case_id, Act.REMOVE_ANSWER)
    assert len(bank.deliveries("moderation")) == 2


def test_the_same_post_is_not_asked_for_twice_at_once(bank: Bank) -> None:
    case_id = answered(bank)
    ask(bank, case_id, Act.REMOVE_ANSWER)
    with pytest.raises(moderation.OnItsWay, match="U0LENA"):
        ask(bank, case_id, Act.REMOVE_ANSWER)


def test_what_is_gone_is_not_offered(bank: Bank) -> None:
    case_id = answered(bank)
    ask(bank, case_id, Act.REMOVE_ANSWER)
    end(bank, Receipt("900"))
    with pytest.raises(moderation.NothingToModerate):
        ask(bank, case_id, Act.REMOVE_ANSWER)


def test_nothing_is_done_without_a_reason(bank: Bank) -> None:
    with pytest.raises(moderation.ReasonMissing):
        ask(bank, answered(bank), Act.REMOVE_ANSWER, reason="  ")


def test_the_customers_post_is_no_answer_of_ours(bank: Bank) -> None:
    case_id = answered(bank)
    (post,) = messages(bank, case_id, Direction.INBOUND)
    with bank.desk() as desk, pytest.raises(moderation.NothingToModerate):
        moderation.remove_answer(desk, case_id=case_id, message_id=post.pk, reason=WHY, by=LENA)


def test_a_channel_that_cannot_says_so(bank: Bank) -> None:
    case_id = answered(bank)
    bank.channel = bank.channel.model_copy(update={"can_hide": False})
    with pytest.raises(moderation.NotOfferedThere, match="X"):
        ask(bank, case_id, Act.HIDE)


def test_a_post_of_its_own_cannot_be_hidden_only_a_comment_can(bank: Bank) -> None:
    with pytest.raises(moderation.NothingToModerate):
        ask(bank, bank.complaint(), Act.HIDE)


def test_a_reason_with_a_card_number_is_masked(bank: Bank) -> None:
    row = ask(bank, answered(bank), Act.REMOVE_ANSWER, reason="It named 4111 1111 1111 1111")
    assert "4111" not in row.reason


def test_hiding_and_showing_again_leave_a_mark_with_time_and_actor(bank: Bank) -> None:
    case_id = comment(bank)
    ask(bank, case_id, Act.HIDE)
    end(bank, Receipt("1"))
    (post,) = messages(bank, case_id, Direction.INBOUND)
    assert (post.hidden_at, post.hidden_by) == (bank.now, str(LENA))
    bank.later(minutes=1)
    ask(bank, case_id, Act.UNHIDE)
    end(bank, Receipt("1"))
    (post,) = messages(bank, case_id, Direction.INBOUND)
    assert post.hidden_at is None
    assert bank.templates() == ["hide_asked", "hide_done", "unhide_asked", "unhide_done"]


@pytest.mark.parametrize("hook_first", [True, False])
def test_our_own_hiding_told_back_by_the_platform_is_said_once(
    bank: Bank, hook_first: bool
) -> None:
    case_id = comment(bank)
    ask(bank, case_id, Act.HIDE)
    hook = visibility(bank, case_id, Happening.HIDDEN, seconds=1)
    for told in (True, False):
        if told is hook_first:
            bank.take_in(hook)
        else:
            end(bank, Receipt("1"))
    (post,) = messages(bank, case_id, Direction.INBOUND)
    assert post.hidden_by == str(LENA)
    assert [d.payload["what"] for d in bank.deliveries("slack.said")] == []
    assert bank.templates() == ["hide_asked", "hide_done"]


@pytest.mark.parametrize("in_order", [True, False])
def test_hidden_and_shown_there_in_any_order_ends_as_it_is_there(
    bank: Bank, in_order: bool
) -> None:
    case_id = bank.complaint()
    told = [
        visibility(bank, case_id, Happening.HIDDEN, seconds=1),
        visibility(bank, case_id, Happening.UNHIDDEN, seconds=2),
    ]
    for each in told if in_order else reversed(told):
        bank.take_in(each)
        bank.take_in(each)
    (post,) = messages(bank, case_id, Direction.INBOUND)
    assert post.hidden_at is None
    assert len(bank.deliveries("slack.said")) == (2 if in_order else 0)


def test_a_post_hidden_there_is_marked_with_the_platform(bank: Bank) -> None:
    case_id = bank.complaint()
    bank.take_in(visibility(bank, case_id, Happening.HIDDEN, seconds=1))
    (post,) = messages(bank, case_id, Direction.INBOUND)
    assert post.hidden_by == "platform:x"


@pytest.mark.parametrize("hook_first", [True, False])
def test_our_own_removal_told_back_by_the_platform_is_said_once(
    bank: Bank, hook_first: bool
) -> None:
    case_id = answered(bank)
    ask(bank, case_id, Act.REMOVE_ANSWER)
    hook = bank.post("", happening=Happening.REMOVED, external_id="900", is_ours=True)
    for told in (True, False):
        if told is hook_first:
            bank.take_in(hook)
        else:
            end(bank, Receipt("900"))
    assert bank.deliveries("slack.said") == []
    assert bank.templates()[-2:] == ["remove_answer_done", "answer_gone"]
    (ours,) = messages(bank, case_id, Direction.OUTBOUND)
    assert ours.deleted_at is not None


def test_a_doubtful_removal_changes_nothing_until_it_is_known(bank: Bank) -> None:
    case_id = answered(bank)
    ask(bank, case_id, Act.REMOVE_ANSWER)
    end(bank, Uncertain("cut off"))
    (ours,) = messages(bank, case_id, Direction.OUTBOUND)
    assert ours.deleted_at is None
    assert bank.templates()[-1] == "remove_answer_asked"


def test_our_answer_to_an_answer_comes_back_one_level_higher_and_is_known(bank: Bank) -> None:
    """Facebook nests two deep, so that our answer stands beside what it answers."""
    above = bank.post("They never answer", author="ben")
    bank.take_in(above)
    root = {"conversation": above.conversation, "parent_external_id": above.external_id}
    case_id = bank.take_in(bank.post("Nor me", author="ana", **root))
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text="We are sorry.",
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=LENA,
            request_key="one",
        )
    (sent,) = bank.deliveries("reply")
    bank.end(sent, Uncertain("cut off"))
    bank.take_in(bank.post("We are sorry.", external_id="901", is_ours=True, **root))
    (sent,) = bank.deliveries("reply")
    assert (str(sent.state), sent.reference) == ("sent", "901")
    (ours,) = messages(bank, case_id, Direction.OUTBOUND)
    assert ours.slack_user_id == "U0LENA"
