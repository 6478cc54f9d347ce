"""A long answer in Slack: shown as it will be posted, told as it goes on, and asked about where a post is refused."""

import pytest
from sqlmodel import select

from bot import clock
from bot.desk.cases import closures
from bot.desk.moderation import moderation
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.outbox.delivery import Delivery
from bot.outbox.outcome import Receipt, Refused
from handlers.worker import ticks
from tests.handlers.slack.answers.test_replies import preview, replies_of
from tests.slack.workplace import AMIRA, CHANNEL, JONAS, Workplace

SENTENCE = "We looked at what happened to your transfer and found that it stopped at the {} step."
LONG = " ".join(SENTENCE.format(each) for each in ("first", "second", "third", "fourth", "fifth"))
REFUSED = Refused("duplicate", "X refuses to publish the same words again so soon.")


def held(workplace: Workplace, refused: Refused = REFUSED) -> int:
    """A case of whose answer the second post was refused."""
    case_id = workplace.complaint()
    preview(workplace, case_id, LONG)
    workplace.submit(AMIRA)
    [first] = workplace.deliveries("reply")
    workplace.send_all()
    workplace.end(first, Receipt("900", permalink="https://x.example/900"))
    workplace.send_all()
    workplace.end(workplace.deliveries("reply")[-1], refused)
    workplace.send_all()
    return case_id


def press(workplace: Workplace, case_id: int, action_id: str, *, user: str = AMIRA) -> None:
    ts = workplace.below(case_id)[-1]["ts"]
    workplace.do("click", user=user, channel=CHANNEL, ts=ts, action_id=action_id)


def test_the_preview_shows_each_post_and_how_full_it_is(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    seen = preview(workplace, case_id, LONG)
    assert "As 2 posts" in seen
    assert "(1/2) We looked" in seen
    assert "(2/2) We looked" in seen
    assert "of 280" in seen
    workplace.submit(AMIRA)
    [reply] = replies_of(workplace)
    assert reply.text.startswith("(1/2) ")


def test_the_thread_says_how_many_are_out(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    preview(workplace, case_id, LONG)
    workplace.submit(AMIRA)
    workplace.send_all()
    assert "in 2 posts" in workplace.below(case_id)[-1]["text"]
    workplace.end(workplace.deliveries("reply")[0], Receipt("900"))
    workplace.send_all()
    assert "1 of 2 posts" in workplace.below(case_id)[-1]["text"]
    workplace.end(workplace.deliveries("reply")[-1], Receipt("901"))
    workplace.send_all()
    assert "is published" in workplace.below(case_id)[-1]["text"]


def test_a_refused_post_asks_whoever_sent_it_by_name(workplace: Workplace) -> None:
    case_id = held(workplace)
    asked = workplace.below(case_id)[-1]
    assert f"<@{AMIRA}>" in asked["text"]
    assert "post 2 of 2" in asked["text"]
    assert "(2/2) We looked" in str(asked["blocks"])
    assert "(1/2)" not in str(asked["blocks"])
    for action in ("rest_send", "reply_again", "remove_used_answer"):
        assert action in str(asked["blocks"])


@pytest.mark.parametrize(
    ("code", "offered_first"), [("refused", "rest_send"), ("duplicate", "reply_again")]
)
def test_what_helps_is_offered_first(workplace: Workplace, code: str, offered_first: str) -> None:
    case_id = held(workplace, Refused(code, "Not these words."))
    buttons = workplace.below(case_id)[-1]["blocks"][-1]["elements"]
    first = [each["action_id"] for each in buttons if each.get("style") == "primary"]
    assert first == [offered_first]


def test_the_rest_is_sent_by_who_has_the_case(workplace: Workplace) -> None:
    case_id = held(workplace)
    press(workplace, case_id, "rest_send", user=JONAS)
    assert len(workplace.deliveries("reply")) == 2
    press(workplace, case_id, "rest_send")
    workplace.send_all()
    assert "sent the rest" in workplace.below(case_id)[-1]["text"]
    workplace.end(workplace.deliveries("reply")[-1], Receipt("901"))
    workplace.send_all()
    assert "is published" in workplace.below(case_id)[-1]["text"]
    assert "rest_send" not in str([each["blocks"] for each in workplace.below(case_id)])


def test_the_rest_is_written_anew(workplace: Workplace) -> None:
    case_id = held(workplace)
    press(workplace, case_id, "reply_again")
    form = str(workplace.form(AMIRA)["blocks"])
    assert "fifth step." in form
    assert "(2/2)" not in form


def test_of_a_deleted_answer_the_rest_is_only_written_anew(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    preview(workplace, case_id, LONG)
    workplace.submit(AMIRA)
    workplace.send_all()
    workplace.end(workplace.deliveries("reply")[0], Receipt("900"))
    with workplace.app.desk() as desk:
        [post] = desk.session.exec(select(Message).where(Message.external_id == "900")).all()
        moderation.remove_answer(
            desk, case_id=case_id, message_id=post.pk, reason="Wrong", by=Actor.staff(AMIRA)
        )
    workplace.send_all()
    told = [each for each in workplace.below(case_id) if "is not published" in each["text"]]
    [held] = told
    assert "Post 2 of 2" in held["text"]
    assert "reply_again" in str(held["blocks"])
    assert "rest_send" not in str(held["blocks"])


def test_the_rest_of_a_case_that_has_ended_asks_whoever_wrote_it(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    preview(workplace, case_id, LONG)
    workplace.submit(AMIRA)
    workplace.send_all()
    workplace.end(workplace.deliveries("reply")[0], Receipt("900", at=clock.now()))
    with workplace.app.desk() as desk:  # as a version leaves it that knows of one post only
        desk.session.delete(desk.session.get_one(Delivery, workplace.deliveries("reply")[-1].pk))
    with workplace.app.desk() as desk:
        by = Actor.staff(AMIRA)
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=by)
    ticks.send_left_rests(workplace.app)
    workplace.send_all()
    [held] = [each for each in workplace.below(case_id) if "was ended before" in each["text"]]
    assert f"<@{AMIRA}>" in held["text"]
    assert "post 2 of 2" in held["text"]
    assert "rest_send" in str(held["blocks"])
