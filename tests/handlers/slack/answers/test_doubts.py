"""The three ways out when nobody can tell whether an answer was published."""

import pytest
from sqlmodel import select

from bot.desk.answers import receipts
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Surface
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.trail.audit import AuditEntry
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.outcome import Uncertain
from tests.handlers.slack.signed import event
from tests.slack.workplace import AMIRA, CHANNEL, TOM, Workplace


@pytest.fixture
def asked(workplace: Workplace) -> int:
    """A case whose answer is in question, with the question in the thread."""
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    workplace.submit(AMIRA, text="Sorry, Ana", purpose="answers")
    workplace.submit(AMIRA)
    with workplace.app.desk() as desk:
        [sent] = workplace.deliveries("reply")
        delivery = desk.session.get_one(Delivery, sent.id)
        delivery.state, delivery.attempt = DeliveryState.ASK, 1
        delivery.owner = delivery.lease_until = None
        desk.session.add(delivery)
        desk.session.flush()
        receipts.settled(desk, delivery=delivery, outcome=Uncertain("cut"))
    workplace.send_all()
    return case_id


def answer(workplace: Workplace, case_id: int, action_id: str, user: str = AMIRA) -> None:
    ts = workplace.below(case_id)[-1]["ts"]
    workplace.do("click", user=user, channel=CHANNEL, ts=ts, action_id=action_id)


def state(workplace: Workplace) -> DeliveryState:
    return workplace.deliveries("reply")[0].state


def test_the_question_shows_the_answer_and_three_ways_out(workplace: Workplace, asked: int) -> None:
    blocks = str(workplace.below(asked)[-1]["blocks"])
    assert "Sorry, Ana" in blocks
    for action_id in ("doubt_there", "doubt_send", "doubt_drop"):
        assert action_id in blocks


def test_it_is_there_asks_for_the_address_and_takes_it_as_receipt(
    workplace: Workplace, asked: int
) -> None:
    answer(workplace, asked, "doubt_there")
    refused = workplace.submit(AMIRA, link="somewhere")
    assert "https://" in refused["errors"]["link"]
    workplace.submit(AMIRA, link="https://x.com/NorthbankHelp/status/77")
    assert state(workplace) == DeliveryState.SENT
    with workplace.database.reading() as session:
        assert session.get_one(Reply, 1).published_at is not None


def test_not_there_sends_it_again(workplace: Workplace, asked: int) -> None:
    answer(workplace, asked, "doubt_send")
    assert state(workplace) == DeliveryState.READY


def test_drop_it_sends_nothing_and_the_thread_says_who_dropped_it(
    workplace: Workplace, asked: int
) -> None:
    workplace.give(TOM, "lead")
    answer(workplace, asked, "doubt_drop", user=TOM)
    assert state(workplace) == DeliveryState.CANCELLED
    workplace.send_all()
    assert "Tom dropped the answer" in workplace.below(asked)[-1]["text"]


def test_the_question_links_to_the_post_and_loses_its_buttons_once_it_is_settled(
    workplace: Workplace, asked: int
) -> None:
    question = workplace.below(asked)[-1]
    assert "Open on X" in str(question["blocks"])
    answer(workplace, asked, "doubt_drop")
    workplace.send_all()
    settled = next(each for each in workplace.below(asked) if each["ts"] == question["ts"])
    assert "What came of it stands below" in str(settled["blocks"])
    assert "Sorry, Ana" in str(settled["blocks"])
    assert "doubt_" not in str(settled["blocks"])


def test_who_comes_second_is_told_that_it_is_settled(workplace: Workplace, asked: int) -> None:
    answer(workplace, asked, "doubt_drop")
    answer(workplace, asked, "doubt_send")
    assert state(workplace) == DeliveryState.CANCELLED
    assert "already decided" in workplace.refused(AMIRA)


def test_a_trainee_does_not_decide(workplace: Workplace, asked: int) -> None:
    workplace.give(TOM, "trainee")
    answer(workplace, asked, "doubt_send", user=TOM)
    assert state(workplace) == DeliveryState.ASK


def test_of_a_private_talk_only_those_who_are_in_it_decide(
    workplace: Workplace, asked: int
) -> None:
    with workplace.database.transaction() as session:
        for post in session.exec(select(Message).where(Message.direction == Direction.INBOUND)):
            post.surface = Surface.PRIVATE
            session.add(post)
    event(workplace, type="member_left_channel", user=TOM, channel="C0NBPRIVATE")
    for action_id in ("doubt_drop", "doubt_send"):
        answer(workplace, asked, action_id, user=TOM)
        assert "is a private talk" in workplace.refused(TOM)
    answer(workplace, asked, "doubt_there", user=TOM)
    workplace.submit(TOM, link="https://x.com/NorthbankHelp/status/77")
    assert state(workplace) == DeliveryState.ASK
    answer(workplace, asked, "doubt_drop", user=AMIRA)
    assert state(workplace) == DeliveryState.CANCELLED


@pytest.mark.parametrize(
    "link",
    [
        "https://x.example/1",  # the customer's own post
        "https://wa.me/447911123456",
        "https://x.example/Ana Ruiz, 12 High Street".replace(" ", "\u00a0x"),
        "https://x.example/\x1b[2K\x1b[1A",
    ],
)
def test_what_is_no_address_of_our_answer_is_refused_and_leaves_no_trace(
    workplace: Workplace, asked: int, link: str
) -> None:
    answer(workplace, asked, "doubt_there")
    refused = workplace.submit(AMIRA, link=link)
    assert refused["errors"]["link"]
    assert state(workplace) == DeliveryState.ASK
    with workplace.database.reading() as session:
        trail = str([e.details for e in session.exec(select(AuditEntry))])
        [post] = session.exec(select(Message))
    assert not [words for words in ("447911", "High", "\\x1b") if words in trail]
    assert (post.slack_user_id, post.reply_id) == (None, None)
