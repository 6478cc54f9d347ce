"""The presses about a chat that is under way: each form shows exactly what goes, and each goes once."""

import pytest
from sqlmodel import col, select

from bot import clock
from bot.desk.chat import endings, seeing, talk
from bot.desk.chat.visits import Visitor
from bot.domain.records.chat import ChatSession, ChatWord
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import Receipt
from handlers.worker import ticks
from tests.handlers.slack.chat.test_inviting import (
    PRIVATE,
    come,
    invite,
    let_in,
    link_sent,
    menu,
)
from tests.slack.workplace import AMIRA, JONAS, Workplace


def private_line(workplace: Workplace, words: str) -> dict[str, object]:
    """The message of the private thread that says this."""
    found = [each for each in workplace.messages(PRIVATE) if words in str(each)]
    assert found, workplace.messages(PRIVATE)
    return found[-1]


def goes_out(workplace: Workplace) -> None:
    """X takes what waits for it."""
    with workplace.database.transaction() as session:
        query = select(Delivery).where(
            Delivery.kind == "reply", Delivery.state == DeliveryState.READY
        )
        row = session.exec(query.order_by(col(Delivery.id).desc())).first()
        assert row is not None
        row.state = DeliveryState.SENT
        session.add(row)
        workplace.app.settled(session, row, Receipt(f"out-{row.id}"))
    workplace.send_all()


def talking(workplace: Workplace, case_id: int) -> Visitor:
    """Invited, and in."""
    invite(workplace, case_id)
    let_in(workplace, case_id)
    visitor = come(workplace, link_sent(workplace))
    workplace.send_all()
    return visitor


def answered(workplace: Workplace, case_id: int, text: str) -> None:
    """Amira answers in the chat, and the answer is there."""
    ts = str(private_line(workplace, "The customer is in the secure chat")["thread_ts"])
    workplace.do("click", user=AMIRA, channel=PRIVATE, ts=ts, action_id="reply")
    workplace.submit(AMIRA, text=text, surface="private", purpose="answers")
    workplace.submit(AMIRA)
    assert workplace.relay.run_once("public")
    workplace.send_all()


def test_a_reminder_by_the_menu_once(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    invite(workplace, case_id)
    assert "remind_customer" in menu(workplace, case_id)
    workplace.choose(AMIRA, case_id, "remind_customer")
    form = workplace.form(AMIRA)
    assert "Our secure chat is still open for you" in str(form["blocks"])
    assert "@NorthbankHelp" in str(form["blocks"])
    assert "for everybody to read" in str(form["blocks"])
    workplace.submit(AMIRA)
    goes_out(workplace)
    assert "remind_customer" not in menu(workplace, case_id)
    payload = ReplyPayload.read(workplace.deliveries("reply")[-1].payload)
    assert payload.token_of == ReplyPayload.read(workplace.deliveries("reply")[0].payload).token_of
    assert workplace.app.vault.token(payload.token_of) not in str(workplace.slack())


def test_two_clerks_with_the_form_open_post_one_closing_line(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    visitor = talking(workplace, case_id)
    with workplace.app.desk() as desk:
        endings.end(desk, visitor=visitor)
    workplace.send_all()
    line = private_line(workplace, "The customer ended the secure chat")
    for user in (AMIRA, JONAS):
        workplace.do(
            "click", user=user, channel=PRIVATE, ts=str(line["ts"]), action_id="closing_line"
        )
        assert "We have gone on in private. Thank you." in str(workplace.form(user)["blocks"])
    before = len(workplace.deliveries("reply"))
    workplace.submit(AMIRA)
    workplace.submit(JONAS)
    assert len(workplace.deliveries("reply")) == before + 1
    goes_out(workplace)
    ended = private_line(workplace, "The customer ended the secure chat")
    assert "Post the closing line" not in str(ended)
    assert "closing_line" not in menu(workplace, case_id)
    assert "We have gone on in private" in str(workplace.messages())


def test_an_answer_that_waits_is_told_by_the_line_and_seen_is_said(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    visitor = talking(workplace, case_id)
    answered(workplace, case_id, "It came this morning.")
    assert "Seen" not in str(private_line(workplace, "is with the customer"))
    wait_over(workplace)
    ticks.look_at_chats(workplace.app)
    workplace.send_all()
    line = private_line(workplace, "has not seen the answer")
    workplace.do(
        "click", user=AMIRA, channel=PRIVATE, ts=str(line["ts"]), action_id="tell_answer_waits"
    )
    form = str(workplace.form(AMIRA)["blocks"])
    assert "We have answered you in our secure chat. Please open it again" in form
    assert "this morning" not in form
    workplace.submit(AMIRA)
    goes_out(workplace)
    assert "Tell them an answer waits" not in str(
        private_line(workplace, "has not seen the answer")
    )
    with workplace.app.desk() as desk:
        words = talk.words(desk, visitor=visitor)
        seeing.seen(desk, visitor=visitor, up_to=words[-1].number)
    workplace.send_all()
    assert "waited until" in str(private_line(workplace, "The answer of"))
    assert "Seen" in str(private_line(workplace, "is with the customer"))
    assert "this morning" not in str(workplace.messages())


def wait_over(workplace: Workplace) -> None:
    """The ten minutes are over: it was said, and the customer was there, long ago."""
    long_ago = clock.now().replace(year=2020)
    with workplace.app.desk() as desk:
        word = desk.session.exec(select(ChatWord)).one()
        word.at = long_ago
        came = desk.session.exec(select(ChatSession)).one()
        came.unlocked_at = long_ago
        desk.session.add_all([word, came])


@pytest.mark.parametrize("language", ["en", "ar"])
def test_first_lines_are_offered_until_somebody_has_answered(
    workplace: Workplace, language: str
) -> None:
    case_id = workplace.complaint("ما زالت بطاقتي مرفوضة" if language == "ar" else "Card declined")
    talking(workplace, case_id)
    ts = str(private_line(workplace, "The customer is in the secure chat")["thread_ts"])
    workplace.do("click", user=AMIRA, channel=PRIVATE, ts=ts, action_id="reply")
    first = workplace.app.rules.chat.first_line[language][1]
    assert first in str(workplace.form(AMIRA)["blocks"])
    workplace.do(
        "click_view",
        user=AMIRA,
        view_id=workplace.form(AMIRA)["id"],
        action_id="first_line",
        value="1",
        values={"text": "", "purpose": "answers"},
    )
    [box] = [
        block
        for block in workplace.form(AMIRA)["blocks"]
        if block.get("block_id", "").startswith("text")
    ]
    assert box["element"]["initial_value"] == first
    fill = box["block_id"].partition("-")[2]
    typed = {f"text-{fill}": "Hello", f"purpose-{fill}": "answers", "surface": "private"}
    workplace.submit(AMIRA, **typed)
    workplace.submit(AMIRA)
    assert workplace.relay.run_once("public")
    workplace.send_all()
    workplace.do("click", user=AMIRA, channel=PRIVATE, ts=ts, action_id="reply")
    assert "first_line" not in str(workplace.form(AMIRA)["blocks"])
