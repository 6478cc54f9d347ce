"""A long answer as a chain: in order, each after the one before, held by what is refused, and one answer all the same."""

import pytest
from sqlmodel import col, select

from bot.desk.answers import doubts, replies, rest, undoing
from bot.desk.answers.receipts import settled
from bot.desk.moderation import moderation
from bot.domain.records.answers.moderation import Act
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import CaseState, Surface
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.domain.text.answer_parts import parts_of
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import Receipt, Refused, Uncertain
from tests.desk.conftest import Bank

AMIRA, JONAS = Actor.staff("U0AMIRA"), Actor.staff("U0JONAS")
SENTENCE = "We looked at what happened to your transfer and found that it stopped at the {} step."
LONG = " ".join(
    SENTENCE.format(each) for each in ("first", "second", "third", "fourth", "fifth", "sixth")
)
DUPLICATE = Refused("duplicate", "X refuses to publish the same words again so soon.")


@pytest.fixture(autouse=True)
def _channel(bank: Bank) -> None:
    bank.channel = bank.channel.model_copy(update={"chain_most": 4, "can_remove_answers": True})


def sent(bank: Bank, text: str = LONG, *, key: str = "one") -> int:
    """A case with a long answer on its way."""
    case_id = bank.complaint()
    again(bank, case_id, text, key=key)
    return case_id


def again(bank: Bank, case_id: int, text: str = LONG, *, key: str = "one") -> Reply:
    with bank.desk() as desk:
        return replies.reply(
            desk,
            case_id=case_id,
            text=text,
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=AMIRA,
            request_key=key,
        )


def last(bank: Bank) -> Delivery:
    return bank.deliveries("reply")[-1]


def publish(bank: Bank, reference: str) -> None:
    bank.end(
        last(bank), Receipt(reference, at=bank.now, permalink=f"https://x.example/{reference}")
    )


def posts(bank: Bank) -> list[ReplyPayload]:
    return [ReplyPayload.read(each.payload) for each in bank.deliveries("reply")]


def ours(bank: Bank, case_id: int) -> list[Message]:
    query = select(Message).where(
        Message.case_id == case_id, Message.direction == Direction.OUTBOUND
    )
    with bank.database.reading() as session:
        return list(session.exec(query.order_by(col(Message.id))))


def reply_of(bank: Bank, case_id: int) -> Reply:
    with bank.database.reading() as session:
        return session.exec(select(Reply).where(Reply.case_id == case_id)).one()


def verbs(bank: Bank, case_id: int) -> list[str]:
    query = select(AuditEntry.verb).where(AuditEntry.case_id == case_id)
    with bank.database.reading() as session:
        return [str(each) for each in session.exec(query.order_by(col(AuditEntry.id)))]


def test_each_post_leaves_once_the_one_before_is_there_and_answers_it(bank: Bank) -> None:
    case_id = sent(bank)
    (first,) = posts(bank)
    assert (first.part, first.parts) == (1, 2)
    publish(bank, "900")
    second = posts(bank)[-1]
    assert (second.part, second.in_reply_to) == (2, "900")
    publish(bank, "901")
    assert len(posts(bank)) == 2
    whole = reply_of(bank, case_id)
    assert tuple(each.text for each in ours(bank, case_id)) == parts_of(whole.text)
    assert [each.parent_external_id for each in ours(bank, case_id)][1] == "900"
    assert bank.templates() == ["reply_queued"]  # one post in the thread, drawn as it goes on
    assert verbs(bank, case_id)[-2:] != ["reply_published", "reply_published"]
    assert "reply_post_published" in verbs(bank, case_id)


def test_the_clock_stops_with_the_first_post(bank: Bank) -> None:
    case_id = sent(bank)
    publish(bank, "900")
    at = bank.now
    bank.later(minutes=30)
    publish(bank, "901")
    with bank.database.reading() as session:
        query = select(SlaClock.met_at).where(
            SlaClock.case_id == case_id, SlaClock.metric == Metric.FIRST_RESPONSE
        )
        (met,) = session.exec(query).all()
    assert met == at
    assert bank.case(case_id).state == CaseState.WITH_CUSTOMER


def test_a_receipt_that_is_told_twice_sends_nothing_twice(bank: Bank) -> None:
    case_id = sent(bank)
    first = last(bank)
    publish(bank, "900")
    with bank.desk() as desk:
        row = desk.session.get_one(Delivery, first.id)
        settled(desk, delivery=row, outcome=Receipt("900", at=bank.now))
    assert len(posts(bank)) == 2
    assert len(ours(bank, case_id)) == 1


def test_our_posts_seen_on_the_timeline_are_no_native_answers(bank: Bank) -> None:
    case_id = sent(bank)
    publish(bank, "900")
    with bank.desk() as desk:  # the second is there, and its sender has not heard so
        row = desk.session.get_one(Delivery, last(bank).id)
        row.state, row.attempt, row.intent_at = DeliveryState.SENDING, 1, desk.database_now
        row.lease_until = desk.database_now
    for reference, text, parent in (
        ("900", posts(bank)[0].text, bank.case(case_id).conversation),
        ("901", posts(bank)[1].text, "900"),
    ):
        echo = bank.post(text, external_id=reference, parent_external_id=parent, is_ours=True)
        bank.take_in(echo)
    assert [each.external_id for each in ours(bank, case_id)] == ["900", "901"]
    assert "answered_elsewhere" not in verbs(bank, case_id)
    assert last(bank).state is DeliveryState.SENT


def test_a_refused_post_holds_the_rest_and_asks_who_sent_it(bank: Bank) -> None:
    case_id = sent(bank)
    publish(bank, "900")
    bank.end(last(bank), DUPLICATE)
    assert bank.templates()[-1] == "reply_rest_held"
    assert reply_of(bank, case_id).refused_at is None
    assert len(posts(bank)) == 2
    assert bank.case(case_id).unanswered_since is None


def test_a_person_sends_the_rest_once(bank: Bank) -> None:
    case_id = sent(bank)
    publish(bank, "900")
    bank.end(last(bank), DUPLICATE)
    held = last(bank)
    with bank.desk() as desk:
        rest.send(desk, delivery_id=held.pk, by=AMIRA)
    with bank.desk() as desk, pytest.raises((rest.NoRest, replies.AnotherAnswerWaits)):
        rest.send(desk, delivery_id=held.pk, by=AMIRA)
    publish(bank, "901")
    assert [each.external_id for each in ours(bank, case_id)] == ["900", "901"]
    assert "reply_rest_sent" in verbs(bank, case_id)
    assert bank.templates()[-1] == "reply_sent"
    with bank.desk() as desk, pytest.raises(rest.NoRest):
        rest.send(desk, delivery_id=held.pk, by=AMIRA)


def test_somebody_else_does_not_send_it(bank: Bank) -> None:
    sent(bank)
    publish(bank, "900")
    bank.end(last(bank), DUPLICATE)
    with bank.desk() as desk, pytest.raises(replies.ClaimedByAnother):
        rest.send(desk, delivery_id=last(bank).pk, by=JONAS)


def test_the_rest_follows_nothing_that_is_gone(bank: Bank) -> None:
    case_id = sent(bank)
    publish(bank, "900")
    bank.end(last(bank), DUPLICATE)
    with bank.desk() as desk:
        first = desk.session.get_one(Message, ours(bank, case_id)[0].pk)
        first.deleted_at = bank.now
    with bank.desk() as desk, pytest.raises(rest.NoRest):
        rest.send(desk, delivery_id=last(bank).pk, by=AMIRA)


def test_the_rest_can_be_written_anew(bank: Bank) -> None:
    case_id = sent(bank)
    publish(bank, "900")
    bank.end(last(bank), DUPLICATE)
    with bank.desk() as desk:
        reply = desk.session.get_one(Reply, reply_of(bank, case_id).pk)
        left = rest.unsaid(desk, reply=reply, channel="x")
    assert left.startswith("We looked at")
    assert left.endswith("sixth step.")
    assert "(2/2)" not in left
    again(bank, case_id, left, key="two")  # what is held keeps nobody from answering


def test_no_other_answer_comes_between(bank: Bank) -> None:
    case_id = sent(bank)
    publish(bank, "900")
    with pytest.raises(replies.AnotherAnswerWaits):
        again(bank, case_id, "And another.", key="two")
    publish(bank, "901")
    again(bank, case_id, "And another.", key="two")


def test_a_post_in_doubt_holds_the_rest_until_somebody_says(bank: Bank) -> None:
    case_id = sent(bank)
    publish(bank, "900")
    bank.end(last(bank), Uncertain("cut"))
    with bank.desk() as desk:
        row = desk.session.get_one(Delivery, last(bank).id)
        row.mark_asked("It could not be found on the platform.")
    with bank.desk() as desk:
        doubts.settle(desk, delivery_id=last(bank).pk, decision="drop", by=AMIRA)
    assert bank.templates()[-1] == "reply_rest_held"
    assert reply_of(bank, case_id).withdrawn_at is None
    with bank.desk() as desk:
        rest.send(desk, delivery_id=last(bank).pk, by=AMIRA)
    publish(bank, "901")
    assert len(ours(bank, case_id)) == 2


def test_it_is_undone_before_the_first_post_and_not_after(bank: Bank) -> None:
    case_id = sent(bank)
    with bank.desk() as desk:
        assert undoing.undo(desk, reply_id=reply_of(bank, case_id).pk, by=AMIRA)
    assert last(bank).state is DeliveryState.CANCELLED
    assert len(posts(bank)) == 1
    again(bank, case_id, key="two")
    publish(bank, "900")
    with bank.desk() as desk:
        late = desk.session.exec(select(Reply).where(Reply.request_key == "two")).one()
        assert not undoing.undo(desk, reply_id=late.pk, by=AMIRA)


def test_all_posts_are_taken_down_as_one_answer(bank: Bank) -> None:
    case_id = sent(bank)
    publish(bank, "900")
    publish(bank, "901")
    first, second = ours(bank, case_id)
    with bank.desk() as desk:
        case = bank.case(case_id)
        offered = moderation.offered(desk, case=case, act=Act.REMOVE_ANSWER)
        assert [each.id for each in offered] == [first.id]
    with bank.desk() as desk:
        moderation.remove_answer(
            desk, case_id=case_id, message_id=first.pk, reason="Wrong customer", by=AMIRA
        )
    for delivery in bank.deliveries("moderation"):
        bank.end(delivery, Receipt(delivery.payload["external_id"], at=bank.now))
    assert all(each.deleted_at for each in ours(bank, case_id))
    assert bank.templates().count("remove_answer_done") == 1
    assert bank.templates()[-1] == "answer_gone"
    assert second.reply_id == first.reply_id


def test_the_look_at_the_words_is_at_the_whole(bank: Bank) -> None:
    case_id = bank.complaint()
    filler = " ".join(f"word{number}" for number in range(36))
    with pytest.raises(replies.ReplyRefused) as refused:
        again(bank, case_id, f"{filler} please send us your card number and your PIN {filler}")
    assert "asks_secret" in {each.code for each in refused.value.problems}


def test_what_needs_too_many_posts_is_to_be_shortened(bank: Bank) -> None:
    case_id = bank.complaint()
    with pytest.raises(replies.ReplyRefused) as refused:
        again(bank, case_id, f"{LONG} {LONG} {LONG}")
    assert "4 posts of 280" in str(refused.value)


def test_a_channel_with_one_post_goes_on_as_before(bank: Bank) -> None:
    bank.channel = bank.channel.model_copy(update={"chain_most": 1})
    case_id = bank.complaint()
    with pytest.raises(replies.ReplyRefused):
        again(bank, case_id)
