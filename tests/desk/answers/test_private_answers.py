"""Private answers: in the talk, within the platform's time; or once to a public post."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk import private_words
from bot.desk.answers import replies
from bot.desk.answers import surfaces as answers_surfaces
from bot.desk.answers.surfaces import How, NoPrivateAnswer, OpenSurface
from bot.desk.cases import merging, splitting
from bot.desk.clocks import escalations
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Surface
from bot.domain.records.messages.message import Message
from bot.domain.sla.clock import ClockState
from bot.domain.sla.policy import Metric
from bot.domain.sla.replays.replay import canonical, replay
from bot.outbox.delivery import Delivery, DeliveryState, Lane
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import Receipt, Refused
from bot.storage.clocks.history import history_of
from bot.storage.clocks.stored_clocks import clocks_of
from tests.desk.conftest import Bank
from tests.desk.talks import (
    AMIRA,
    answer,
    events_in,
    let_read,
    press,
    private,
    removed,
    take,
    threads,
    with_private_words,
)


def surfaces(bank: Bank, case_id: int, *, pressed_by: str = "") -> dict[Surface, OpenSurface]:
    """Where the case can be answered now."""
    with press(bank, pressed_by) as desk:
        case = bank.case(case_id)
        return {each.surface: each for each in answers_surfaces.surfaces_open(desk, case=case)}


def talk(bank: Bank) -> int:
    """A complaint in public, and a private word."""
    case_id = bank.complaint()
    bank.take_in(private(bank, "My number is 0123"))
    return case_id


def test_an_answer_in_the_talk_goes_to_the_customer_on_a_lane_of_its_own(bank: Bank) -> None:
    with_private_words(bank)
    case_id = talk(bank)
    delivery = answer(bank, case_id)
    assert delivery.payload["surface"] == "private"
    assert delivery.payload["recipient"] == "id-ana"
    assert ReplyPayload.read(delivery.payload).private_reply_to == ""
    assert delivery.lane == "x:private:1001001001"
    with bank.database.reading() as session:
        assert session.get_one(Lane, delivery.lane).pool == "public"


def test_its_course_is_told_in_the_private_thread_and_the_public_one_gets_a_pointer(
    bank: Bank,
) -> None:
    with_private_words(bank)
    case_id = talk(bank)
    bank.end(answer(bank, case_id), Receipt(reference="m.9", at=bank.now))
    both = threads(bank, case_id)
    assert events_in(bank, both[Surface.PRIVATE])[-1] == "reply_queued"  # drawn anew, told once
    public = events_in(bank, both[Surface.PUBLIC])
    assert public[-1] == "answered_in_private"
    assert not {"reply_queued", "reply_sent"} & set(public)
    assert bank.case(case_id).unanswered_since is None


def test_the_length_is_that_of_private_words(bank: Bank) -> None:
    with_private_words(bank, private_limit=20)
    case_id = talk(bank)
    with pytest.raises(replies.ReplyRefused):
        answer(bank, case_id, "x" * 21)
    assert answer(bank, case_id, "x" * 20)


def test_a_window_that_closed_is_refused_in_words_and_opens_with_the_next_word(bank: Bank) -> None:
    with_private_words(bank, private_reply_days=None)
    case_id = talk(bank)
    until = bank.now + timedelta(hours=24)
    assert surfaces(bank, case_id)[Surface.PRIVATE] == OpenSurface(Surface.PRIVATE, How.TALK, until)
    bank.later(hours=24)
    closed = surfaces(bank, case_id)[Surface.PRIVATE]
    assert "24 hours" in closed.why_not
    assert "write in private again" in closed.why_not
    with pytest.raises(NoPrivateAnswer):
        answer(bank, case_id)
    bank.take_in(private(bank, "Hello?"))
    assert answer(bank, case_id)


def test_answer_in_public_is_said_only_where_a_post_stands_that_can_be_answered(bank: Bank) -> None:
    with_private_words(bank, private_reply_days=None)
    both = talk(bank)
    private_only = bank.take_in(private(bank, "Hello", author="bo"))
    post = bank.post("And in public", author="cem")
    taken_down = bank.take_in(post)
    bank.take_in(private(bank, "My number is 0123", author="cem"))
    bank.take_in(removed(post))
    bank.later(hours=24)
    assert "Answer in public" in surfaces(bank, both)[Surface.PRIVATE].why_not
    for case_id in (private_only, taken_down):
        why_not = surfaces(bank, case_id)[Surface.PRIVATE].why_not
        assert "24 hours" in why_not
        assert "in public" not in why_not
        assert "Call them." in why_not


def test_nobody_is_asked_in_public_where_every_post_was_taken_down(bank: Bank) -> None:
    with_private_words(bank, private_reply_days=None)
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    bank.take_in(removed(post))
    assert "deleted what they wrote" in surfaces(bank, case_id)[Surface.PRIVATE].why_not


def test_a_channel_without_a_window_takes_private_answers_for_ever(bank: Bank) -> None:
    with_private_words(bank, private_window_h=None)
    case_id = talk(bank)
    bank.later(days=40)
    assert surfaces(bank, case_id)[Surface.PRIVATE] == OpenSurface(Surface.PRIVATE, How.TALK)


def test_a_public_post_takes_one_private_answer(bank: Bank) -> None:
    with_private_words(bank)
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    assert surfaces(bank, case_id)[Surface.PRIVATE].how is How.PRIVATE_REPLY
    delivery = answer(bank, case_id, purpose=Purpose.MOVES_TO_PRIVATE)
    assert delivery.payload["private_reply_to"] == post.external_id
    bank.end(delivery, Receipt(reference="m.1", at=bank.now))
    both = threads(bank, case_id)
    assert events_in(bank, both[Surface.PRIVATE]) == [
        "private_thread",
        "reply_queued",
    ]
    assert events_in(bank, both[Surface.PUBLIC]) == ["answered_in_private"]
    with pytest.raises(NoPrivateAnswer, match="this post has had it"):
        answer(bank, case_id, key="form-2")
    bank.later(hours=1)
    bank.take_in(private(bank, "Thank you, my number is 5"))
    again = ReplyPayload.read(answer(bank, case_id, key="form-3").payload)
    assert again.private_reply_to == ""


def test_a_refused_private_answer_to_a_post_does_not_count_as_the_one(bank: Bank) -> None:
    with_private_words(bank)
    case_id = bank.complaint()
    bank.end(answer(bank, case_id), Refused("not_now", "Facebook refuses it."))
    assert answer(bank, case_id, key="form-2")


def test_it_takes_no_second_one_once_it_is_split_off_or_goes_on_elsewhere(bank: Bank) -> None:
    with_private_words(bank)
    first, second = bank.post("My card was declined"), bank.post("And my app is down")
    case_id = bank.take_in(first)
    bank.later(minutes=1)
    assert bank.take_in(second.model_copy(update={"at": bank.now})) == case_id
    bank.end(answer(bank, case_id), Receipt(reference="m.1", at=bank.now))
    with bank.desk() as desk:
        found = splitting.messages(desk, case=bank.case(case_id))
        [moved] = [m.pk for m in found if m.external_id == second.external_id]
        made = splitting.split(desk, case_id=case_id, message_ids=[moved], by=AMIRA).number
    assert "has had it" in surfaces(bank, made)[Surface.PRIVATE].why_not
    with bank.desk() as desk:
        merging.merge(desk, case_id=made, into=case_id, by=AMIRA)
    assert "has had it" in surfaces(bank, case_id)[Surface.PRIVATE].why_not


def test_one_given_in_the_native_app_counts(bank: Bank) -> None:
    with_private_words(bank)
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    bank.later(minutes=1)
    ours = private(bank, "Please write", is_ours=True, private_reply_to=post.external_id)
    assert take(bank, ours) == case_id
    assert "has had it" in surfaces(bank, case_id)[Surface.PRIVATE].why_not


def test_after_its_days_a_public_post_takes_no_private_answer(bank: Bank) -> None:
    with_private_words(bank)
    case_id = bank.complaint()
    bank.later(days=7)
    assert "7 days" in surfaces(bank, case_id)[Surface.PRIVATE].why_not
    with pytest.raises(NoPrivateAnswer):
        answer(bank, case_id)


def test_where_only_customers_can_begin_the_form_says_so(bank: Bank) -> None:
    with_private_words(bank, private_reply_days=None)
    case_id = bank.complaint()
    assert "only the customer can begin" in surfaces(bank, case_id)[Surface.PRIVATE].why_not


def test_a_channel_without_private_words_shows_the_public_surface_alone(bank: Bank) -> None:
    case_id = bank.complaint()
    assert set(surfaces(bank, case_id)) == {Surface.PUBLIC}


def test_a_talk_that_is_private_only_cannot_be_answered_in_public(bank: Bank) -> None:
    with_private_words(bank)
    case_id = bank.take_in(private(bank, "Hello"))
    assert "wrote nothing in public" in surfaces(bank, case_id)[Surface.PUBLIC].why_not


def test_who_may_not_see_private_words_is_neither_shown_nor_lets_out_a_private_answer(
    bank: Bank,
) -> None:
    with_private_words(bank)
    case_id = talk(bank)
    let_read(bank, ["U0LENA"])
    shown = surfaces(bank, case_id, pressed_by="U0AMIRA")
    assert "private Slack channel" in shown[Surface.PRIVATE].why_not
    assert not shown[Surface.PUBLIC].why_not
    with pytest.raises(private_words.NotForYou):
        answer(bank, case_id, pressed_by="U0AMIRA")
    with press(bank, "U0AMIRA") as desk, pytest.raises(private_words.NotForYou):
        replies.preview(desk, case_id=case_id, text="Hi", surface=Surface.PRIVATE)
    let_read(bank, ["U0AMIRA"])
    assert answer(bank, case_id, pressed_by="U0AMIRA")


def test_the_warning_before_the_window_closes_stands_in_the_private_thread(bank: Bank) -> None:
    with_private_words(bank)
    case_id = talk(bank)
    bank.later(hours=21)
    with bank.desk() as desk:
        escalations.fire(desk)
    warned = [
        delivery.payload["thread_id"]
        for delivery in bank.deliveries("slack.alert")
        if delivery.payload["metric"] == Metric.PRIVATE_WINDOW
    ]
    assert warned == [threads(bank, case_id)[Surface.PRIVATE].id]


def windows(bank: Bank, case_id: int) -> list[ClockState]:
    """How the platform's windows of the case stand, the oldest first."""
    with bank.database.reading() as session:
        found = clocks_of(session=session, case_id=case_id)
    return [clock.state for clock in found if clock.metric is Metric.PRIVATE_WINDOW]


@pytest.mark.parametrize("purpose", [Purpose.ANSWERS, Purpose.HOLDING])
def test_a_word_during_the_undo_seconds_keeps_its_own_window(bank: Bank, purpose: Purpose) -> None:
    with_private_words(bank)
    case_id = talk(bank)
    delivery = answer(bank, case_id, purpose=purpose)
    bank.later(seconds=4)
    bank.take_in(private(bank, "And my card is gone"))
    bank.later(seconds=6)
    bank.end(delivery, Receipt(reference="ours-1", at=bank.now))
    assert windows(bank, case_id) == [ClockState.STOPPED, ClockState.RUNNING]
    answered = answer(bank, case_id, "We have stopped the card. ^AH", key="form-2")
    bank.end(answered, Receipt(reference="ours-2", at=bank.now))
    assert windows(bank, case_id) == [ClockState.STOPPED, ClockState.MET]
    with bank.database.reading() as session:
        told = history_of(session=session, case_id=case_id)
        recorded = canonical(clocks_of(session=session, case_id=case_id))
    assert told is not None
    assert canonical(replay(told, rules=bank.rules, now=bank.now, window_h=24.0)) == recorded


def test_a_word_that_an_answer_did_not_cover_keeps_its_window_through_a_split(bank: Bank) -> None:
    with_private_words(bank)
    case_id = talk(bank)
    delivery = answer(bank, case_id)
    bank.later(seconds=4)
    for words in ("And my card is gone", "My mortgage too"):
        bank.take_in(private(bank, words))
    bank.later(seconds=6)
    bank.end(delivery, Receipt(reference="ours-1", at=bank.now))
    with bank.database.reading() as session:
        last = max(m.pk for m in session.exec(select(Message)) if m.author_id)
    with bank.desk() as desk:
        made = splitting.split(desk, case_id=case_id, message_ids=[last], by=AMIRA)
        number = made.number
    assert windows(bank, case_id)[-1] is ClockState.RUNNING
    assert windows(bank, number) == [ClockState.RUNNING]


def test_the_echo_of_a_private_answer_settles_its_delivery(bank: Bank) -> None:
    with_private_words(bank)
    case_id = talk(bank)
    delivery = answer(bank, case_id, "We have it. ^AH")
    with bank.desk() as desk:  # its call is under way
        row = desk.session.get_one(Delivery, delivery.id)
        row.state, row.attempt, row.intent_at = DeliveryState.SENDING, 1, desk.database_now
        desk.session.add(row)
    echo = private(bank, "We have it. ^AH", is_ours=True)
    assert take(bank, echo) == case_id
    assert bank.deliveries("reply")[0].state == DeliveryState.SENT
    both = threads(bank, case_id)
    assert events_in(bank, both[Surface.PRIVATE])[-1] == "reply_queued"
