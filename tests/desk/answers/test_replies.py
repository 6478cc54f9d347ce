"""An answer on its way: refused, queued once, published, undone, in doubt, and what the clocks say."""

import pytest
from sqlmodel import col, select

from bot.desk.answers import doubts, replies, surfaces, undoing
from bot.desk.intake import taking_in
from bot.desk.ownership import claims
from bot.domain.channels.inbound import Happening
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import CaseState, Surface
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor, Staff
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.outcome import Receipt, Refused, Uncertain
from bot.storage.cases.claims import open_claim
from bot.storage.record import audit
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")
JONAS = Actor.staff("U0JONAS")


def answer(
    bank: Bank,
    case_id: int,
    text: str = "Sorry, we are on it. ^AH",
    *,
    by: Actor = AMIRA,
    purpose: Purpose = Purpose.ANSWERS,
    key: str = "form-1",
) -> Delivery:
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text=text,
            surface=Surface.PUBLIC,
            purpose=purpose,
            by=by,
            request_key=key,
        )
    return bank.deliveries("reply")[-1]


def clock(bank: Bank, case_id: int, metric: Metric) -> SlaClock:
    with bank.database.reading() as session:
        query = select(SlaClock).where(SlaClock.case_id == case_id, SlaClock.metric == metric)
        return session.exec(query.order_by(col(SlaClock.id).desc())).first()  # type: ignore[return-value]  # a test fails on None


def test_pressing_send_queues_one_delivery_with_the_exact_text_and_claims_the_case(
    bank: Bank,
) -> None:
    case_id = bank.complaint()
    delivery = answer(bank, case_id)
    answer(bank, case_id)  # the same form, pressed twice
    assert len(bank.deliveries("reply")) == 1
    assert delivery.payload["text"] == "Sorry, we are on it. ^AH"
    with bank.desk() as desk:
        claim = open_claim(session=desk.session, case_id=case_id)
    assert claim is not None
    assert claim.slack_user_id == AMIRA.id


def test_personal_data_in_a_public_answer_is_refused_without_repeating_it(bank: Bank) -> None:
    case_id = bank.complaint()
    with pytest.raises(replies.ReplyRefused) as refused:
        answer(bank, case_id, "Your IBAN GB82 WEST 1234 5698 7654 32 is fine")
    assert "1234" not in str(refused.value)
    assert not bank.deliveries("reply")


def test_only_the_owner_answers(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id=AMIRA.id)
    with pytest.raises(replies.ClaimedByAnother):
        answer(bank, case_id, by=JONAS)


def test_a_second_answer_waits_for_the_first(bank: Bank) -> None:
    case_id = bank.complaint()
    answer(bank, case_id)
    with pytest.raises(replies.AnotherAnswerWaits):
        answer(bank, case_id, key="form-2")


def test_the_receipt_stops_the_clock_at_the_platforms_own_time(bank: Bank) -> None:
    case_id = bank.complaint()
    bank.later(minutes=20)
    delivery = answer(bank, case_id)
    published = bank.now
    bank.later(hours=6)  # an outage of ours changes no verdict
    bank.end(delivery, Receipt(reference="900", at=published, permalink="https://x.example/900"))
    case = bank.case(case_id)
    assert case.state == CaseState.WITH_CUSTOMER
    assert case.unanswered_since is None
    assert clock(bank, case_id, Metric.FIRST_RESPONSE).met_at == published
    assert not clock(bank, case_id, Metric.FIRST_RESPONSE).missed
    assert bank.templates() == ["reply_queued"]  # which says from now on that it is there


def test_a_holding_answer_stops_no_response_clock(bank: Bank) -> None:
    case_id = bank.complaint()
    delivery = answer(bank, case_id, purpose=Purpose.HOLDING)
    bank.end(delivery, Receipt(reference="900"))
    assert clock(bank, case_id, Metric.FIRST_RESPONSE).met_at is None
    assert bank.case(case_id).state == CaseState.CLAIMED
    assert bank.case(case_id).unanswered_since is not None


def test_a_word_that_came_while_the_answer_was_on_its_way_is_still_unanswered(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    delivery = answer(bank, case_id)
    bank.later(seconds=30)
    bank.take_in(bank.post("And my app is locked", conversation=first.conversation))
    bank.later(seconds=30)
    bank.end(delivery, Receipt(reference="900", at=bank.now))
    case = bank.case(case_id)
    assert case.state == CaseState.CLAIMED
    assert case.unanswered_since is not None
    assert clock(bank, case_id, Metric.NEXT_RESPONSE).due_at is not None


def test_undo_takes_back_what_has_not_begun_to_go(bank: Bank) -> None:
    case_id = bank.complaint()
    answer(bank, case_id)
    with bank.desk() as desk:
        [row] = desk.session.exec(select(Reply))
        assert undoing.undo(desk, reply_id=row.pk, by=AMIRA)
    assert bank.deliveries("reply")[0].state == DeliveryState.CANCELLED
    assert bank.case(case_id).state == CaseState.CLAIMED


def test_undo_after_it_went_says_no(bank: Bank) -> None:
    case_id = bank.complaint()
    delivery = answer(bank, case_id)
    bank.end(delivery, Receipt(reference="900"))
    with bank.desk() as desk:
        assert not undoing.undo(desk, reply_id=delivery.payload["reply_id"], by=AMIRA)


def test_a_refusal_is_said_in_the_thread_and_the_case_stays_unanswered(bank: Bank) -> None:
    case_id = bank.complaint()
    delivery = answer(bank, case_id)
    bank.end(delivery, Refused("duplicate", "X has the same words from us already."))
    assert "reply_refused" in bank.templates()
    assert bank.case(case_id).unanswered_since is not None
    answer(bank, case_id, key="form-2")  # nothing stands in the way of another try


def test_our_own_post_seen_in_a_poll_settles_the_doubt_about_it(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    delivery = answer(bank, case_id)
    bank.end(delivery, Uncertain("the connection was cut"))
    assert bank.deliveries("reply")[0].state == DeliveryState.IN_DOUBT
    echo = bank.post(
        "Sorry, we are on it. ^AH",
        is_ours=True,
        conversation=first.conversation,
        parent_external_id=first.external_id,
    )
    assert bank.take_in(echo) == case_id
    assert bank.deliveries("reply")[0].state == DeliveryState.SENT
    assert bank.case(case_id).state == CaseState.WITH_CUSTOMER


def test_an_answer_given_in_the_native_app_is_credited_and_becomes_no_case(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    bank.later(minutes=5)
    native = bank.post(
        "Hi Ana, please try again now.",
        is_ours=True,
        conversation=first.conversation,
        parent_external_id=first.external_id,
    )
    assert bank.take_in(native) == case_id
    assert bank.case(case_id).state == CaseState.WITH_CUSTOMER
    assert clock(bank, case_id, Metric.FIRST_RESPONSE).met_at == bank.now


def test_our_own_post_that_answers_nobody_is_not_used(bank: Bank) -> None:
    with bank.desk() as desk:
        taken = taking_in.take_in(desk, inbound=bank.post("We are open on Saturday", is_ours=True))
    assert taken.case_id is None


def test_a_receipt_for_a_post_a_poll_took_for_a_native_answer_keeps_one_message(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    delivery = answer(bank, case_id)
    seen = bank.post(
        "Sorry, we are on it! ^AH",  # the platform shows it a little differently
        is_ours=True,
        conversation=first.conversation,
        parent_external_id=first.external_id,
    )
    bank.take_in(seen)
    bank.end(delivery, Receipt(reference=seen.external_id))
    with bank.database.reading() as session:
        query = select(Message).where(Message.direction == Direction.OUTBOUND)
        [message] = session.exec(query)
    assert message.reply_id == delivery.payload["reply_id"]


def test_a_persons_word_that_it_is_there_counts_as_the_receipt_and_is_audited(bank: Bank) -> None:
    case_id = bank.complaint()
    delivery = answer(bank, case_id)
    with bank.desk() as desk:
        row = desk.session.get_one(Delivery, delivery.id)
        row.state, row.attempt = DeliveryState.ASK, 1
        desk.session.add(row)
    with bank.desk() as desk:
        doubts.settle(
            desk,
            delivery_id=delivery.pk,
            decision="it_is_there",
            by=AMIRA,
            link="https://x.example/NorthbankHelp/status/905?s=20",
        )
    assert bank.deliveries("reply")[0].reference == "905"
    assert bank.case(case_id).state == CaseState.WITH_CUSTOMER
    with pytest.raises(doubts.CannotSettle), bank.desk() as desk:
        doubts.settle(desk, delivery_id=delivery.pk, decision="drop", by=JONAS)
    with bank.database.reading() as session:
        verbs = [entry.verb for entry in audit.entries(session=session, case_id=case_id)]
        assert audit.verify(session=session, case_id=case_id) == []
    assert "doubt_it_is_there" in verbs


def test_nothing_is_answered_when_the_customer_deleted_all_they_wrote(bank: Bank) -> None:
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    bank.take_in(post.model_copy(update={"happening": Happening.REMOVED, "text": ""}))
    with pytest.raises(surfaces.NothingToAnswer):
        answer(bank, case_id)


def test_a_post_the_platform_lets_nobody_answer_gets_a_way_by_hand(bank: Bank) -> None:
    case_id = bank.take_in(bank.post("Northbank is down", answerable=False))
    with pytest.raises(surfaces.NotAnswerable, match="Open it on X"):
        answer(bank, case_id)


def test_a_post_whose_answer_the_platform_does_not_allow_gets_a_way_by_hand(bank: Bank) -> None:
    case_id = bank.complaint()
    bank.end(answer(bank, case_id), Refused("reply_not_allowed", "X allows no answer to it."))
    with pytest.raises(surfaces.NotAnswerable, match="Open it on X"):
        answer(bank, case_id, key="form-2")


def test_the_same_words_are_counted_by_customer_and_for_a_day(bank: Bank) -> None:
    said = [bank.complaint(author=f"{number}") for number in range(6)]
    *others, last = said
    for number in others:
        answer(bank, number, key=f"form-{number}")

    def pointed_out() -> list[str]:
        with bank.desk() as desk:
            seen = replies.preview(
                desk, case_id=last, text="Sorry, we are on it. ^AH", surface=Surface.PUBLIC
            )
            return [problem.code for problem in seen.problems]

    assert pointed_out() == ["same_text"]
    bank.later(days=1)
    assert pointed_out() == []


def test_what_was_pointed_out_and_why_it_went_stand_in_the_trail(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text="It was our fault.",
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=AMIRA,
            request_key="form-1",
            because="Agreed with the branch, 4111 1111 1111 1111",
        )
        [entry] = [
            entry
            for entry in audit.entries(session=desk.session, case_id=case_id)
            if entry.verb == "reply"
        ]
    assert entry.details["pointed_out"] == ["admission"]
    assert entry.details["why"].startswith("Agreed with the branch")
    assert "4111" not in str(entry.details)


def test_a_colleague_is_known_by_the_full_name_that_slack_has(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        for who, name in (("U0GRACE", "Grace Lindqvist"), ("U0TOM", "Tom")):
            desk.session.add(
                Staff(slack_user_id=who, team_id="T", name=name, refreshed_at=desk.now)
            )
    with bank.desk() as desk:
        text = "Tom at the branch and Grace Lindqvist know."
        seen = replies.preview(desk, case_id=case_id, text=text, surface=Surface.PUBLIC)
    [problem] = seen.problems
    assert problem.code == "colleague"
    assert [text[a:b] for a, b in problem.spans] == ["Grace Lindqvist"]
