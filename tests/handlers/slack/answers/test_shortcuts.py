"""*Use as answer*: a colleague's words in the form, and what happens when they change them."""

import pytest
from sqlmodel import select

from bot.desk.answers import receipts
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.note import Note
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.outcome import Receipt
from tests.handlers.slack.answers.test_replies import replies_of
from tests.handlers.slack.answers.test_reply_drafts import begun, blocks, click, close, submit
from tests.handlers.slack.heard import do
from tests.slack.workplace import AMIRA, CHANNEL, GUEST, JONAS, LENA, STRANGER, Workplace

DRAFT = "Dear *Ana*, we are sorry &amp; on it :pray:"


def say(workplace: Workplace, case_id: int, text: str, *, user: str = JONAS) -> str:
    """A colleague writes in the thread; the message's ts."""
    ts = workplace.thread(case_id).slack_ts
    do(workplace, "say", user=user, channel=CHANNEL, text=text, thread_ts=ts)
    return str(workplace.below(case_id)[-1]["ts"])


def use(workplace: Workplace, ts: str, *, user: str = AMIRA, channel: str = CHANNEL) -> None:
    workplace.do("shortcut", user=user, callback_id="use_as_answer", channel=channel, ts=ts)


def test_a_colleagues_message_stands_in_the_form_as_the_public_will_read_it(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    use(workplace, say(workplace, case_id, DRAFT))
    assert begun(workplace, AMIRA) == "Dear Ana, we are sorry & on it 🙏"
    assert replies_of(workplace) == []


def test_it_stands_under_what_was_begun_already(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    ts = say(workplace, case_id, "Use this")
    workplace.press(AMIRA, case_id, "reply")
    click(workplace, AMIRA, "save_draft", text="Dear Ana,")
    close(workplace, AMIRA)
    use(workplace, ts)
    assert begun(workplace, AMIRA) == "Dear Ana,\n\nUse this"


def test_a_message_that_mentions_a_colleague_is_refused(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    use(workplace, say(workplace, case_id, f"Ask <@{JONAS}>"))
    assert "mentions a person" in blocks(workplace, AMIRA)


def test_a_message_elsewhere_or_of_the_bot_is_refused(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    do(workplace, "say", user=JONAS, channel=CHANNEL, text="Lunch?")
    use(workplace, workplace.messages()[-1]["ts"])
    assert "in the thread of a case" in blocks(workplace, AMIRA)
    workplace.press(JONAS, case_id, "claim")
    workplace.send_all()
    use(workplace, workplace.below(case_id)[-1]["ts"])
    assert "holds no words of a colleague" in blocks(workplace, AMIRA)


@pytest.mark.parametrize("who", [GUEST, STRANGER])
def test_words_of_somebody_without_a_role_are_named_as_theirs_and_noted_as_nobodys(
    workplace: Workplace, who: str
) -> None:
    case_id = workplace.complaint()
    use(workplace, say(workplace, case_id, "We refund you", user=who))
    assert begun(workplace, AMIRA) == "We refund you"
    assert f"<@{who}> wrote these words, and has no role here." in blocks(workplace, AMIRA)
    with workplace.database.reading() as session:
        assert session.exec(select(Note)).all() == []


def test_a_card_number_in_the_message_reaches_neither_form_nor_draft(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    use(workplace, say(workplace, case_id, "Card 4111 1111 1111 1111 is fine"))
    assert "4111" not in blocks(workplace, AMIRA)
    assert "is fine" in begun(workplace, AMIRA)


def test_a_message_changed_before_sending_is_said_in_the_preview(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    ts = say(workplace, case_id, DRAFT)
    use(workplace, ts)
    do(workplace, "edit_message", user=JONAS, channel=CHANNEL, ts=ts, text="Not yet!")
    submit(workplace, AMIRA, "Dear Ana, we are on it")
    assert f"<@{JONAS}> changed the message that you used" in blocks(workplace, AMIRA)


def test_a_message_deleted_after_it_was_published_asks_whether_to_delete_there(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    ts = say(workplace, case_id, DRAFT)
    use(workplace, ts)
    submit(workplace, AMIRA, "Dear Ana, we are on it")
    workplace.submit(AMIRA)
    with workplace.database.reading() as session:
        [note] = session.exec(select(Note))
        [reply] = session.exec(select(Reply))
    assert reply.note_id == note.id
    publish(workplace)
    do(workplace, "delete_message", user=JONAS, channel=CHANNEL, ts=ts)
    workplace.send_all()
    asked = workplace.below(case_id)[-1]
    assert "already public" in asked["text"]
    workplace.do(
        "click", user=LENA, channel=CHANNEL, ts=asked["ts"], action_id="remove_used_answer"
    )
    assert workplace.form(LENA)["callback_id"] == "remove_answer"


def publish(workplace: Workplace) -> None:
    """X takes the answer."""
    with workplace.app.desk() as desk:
        [delivery] = desk.session.exec(select(Delivery).where(Delivery.kind == "reply"))
        delivery.state = DeliveryState.SENT
        desk.session.add(delivery)
        receipts.settled(desk, delivery=delivery, outcome=Receipt(reference="900"))
