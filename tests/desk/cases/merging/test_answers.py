"""Answers on their way, given elsewhere, or from the target count for the merged case."""

from bot.desk.answers import native_answers, replies
from bot.desk.clocks import complaints, escalations
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseState, Surface
from bot.domain.sla.policy import Metric
from bot.outbox.outcome import Receipt
from bot.storage.messages.by_platform_id import messages_of_post
from tests.desk.cases.merging.merged import AMIRA, clocks, merge, replays, two_cases, waiting
from tests.desk.conftest import Bank


def answer(bank: Bank, case_id: int) -> None:
    """Amira's answer to what was said first in this case, on its way."""
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text="It has arrived.",
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=AMIRA,
            request_key="r1",
        )


def test_an_answer_that_was_on_its_way_ends_the_wait_in_the_target_too(bank: Bank) -> None:
    first, second, _ = two_cases(bank)
    answer(bank, second)
    merge(bank, second, first)
    assert waiting(bank, first) is not None
    bank.later(minutes=1)
    bank.end(bank.deliveries("reply")[-1], Receipt(reference="p1", at=bank.now))
    assert waiting(bank, first) is None
    assert bank.case(first).state == CaseState.WITH_CUSTOMER
    assert bank.case(second).state == CaseState.MERGED


def test_an_answer_that_followed_stands_when_one_given_before_it_was_none(bank: Bank) -> None:
    first, second, post = two_cases(bank)
    answer(bank, second)
    merge(bank, second, first)
    bank.later(minutes=1)
    native = bank.post("Hello.", is_ours=True, author="bank", external_id="n1").model_copy(
        update={"conversation": post.conversation, "parent_external_id": post.external_id}
    )
    assert bank.take_in(native) == first
    bank.later(minutes=1)
    bank.end(bank.deliveries("reply")[-1], Receipt(reference="p1", at=bank.now))
    answered = bank.now
    bank.later(minutes=1)
    with bank.desk() as desk:
        [was] = messages_of_post(session=desk.session, channel="x", external_id="n1")
        native_answers.say_otherwise(desk, message_id=was.pk, purpose=Purpose.HOLDING, by=AMIRA)
    assert waiting(bank, first) is None
    assert bank.case(first).first_answered_at == answered
    assert bank.case(first).state == CaseState.WITH_CUSTOMER
    assert replays(bank, first)


def test_an_answer_that_followed_acknowledges_a_complaint_that_is_marked_later(bank: Bank) -> None:
    first, second, _ = two_cases(bank)
    answer(bank, second)
    merge(bank, second, first)
    bank.later(minutes=1)
    bank.end(bank.deliveries("reply")[-1], Receipt(reference="p1", at=bank.now))
    answered = bank.now
    bank.later(minutes=1)
    with bank.desk() as desk:
        complaints.mark(desk, case_id=first, preset="uk_disp", by=AMIRA, reason="Redress")
    with bank.desk() as desk:
        escalations.fire(desk)
    of_complaint = [one for one in clocks(bank, first) if one.metric is Metric.REGULATORY]
    assert answered in {one.met_at for one in of_complaint}
    assert replays(bank, first)


def test_a_native_answer_to_the_merged_post_is_credited_to_the_target(bank: Bank) -> None:
    first, second, post = two_cases(bank)
    merge(bank, second, first)
    bank.later(minutes=1)
    ours = bank.post("It has arrived.", is_ours=True, author="bank").model_copy(
        update={"conversation": post.conversation, "parent_external_id": post.external_id}
    )
    bank.take_in(ours)
    assert waiting(bank, first) is None
    assert bank.case(first).first_answered_at is not None


def test_an_answer_from_the_target_goes_to_the_customers_newest_post_in_either(bank: Bank) -> None:
    first, second, post = two_cases(bank)
    merge(bank, second, first)
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=first,
            text="It has arrived.",
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=AMIRA,
            request_key="r1",
        )
    assert bank.deliveries("reply")[-1].payload["in_reply_to"] == post.external_id
