"""The answer form before it is sent: drafts, two people at once, another role meanwhile."""

from typing import Any

import pytest
from sqlmodel import select

from bot.desk.answers import receipts
from bot.domain.records.answers.reply_draft import ReplyDraft
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.outcome import Refused
from tests.handlers.slack.answers.test_replies import SORRY, preview, replies_of
from tests.slack.workplace import AMIRA, CHANNEL, JONAS, LENA, Workplace


def click(workplace: Workplace, user: str, action_id: str, **values: Any) -> None:
    workplace.do(
        "click_view",
        user=user,
        view_id=workplace.form(user)["id"],
        action_id=action_id,
        values=values,
    )


def close(workplace: Workplace, user: str) -> None:
    workplace.do("close_view", user=user, view_id=workplace.form(user)["id"], everything=True)


def blocks(workplace: Workplace, user: str) -> str:
    return str(workplace.form(user).get("blocks"))


def field(workplace: Workplace, user: str) -> dict[str, Any]:
    """The text field of the form."""
    form = workplace.form(user)
    found: dict[str, Any] = next(
        block for block in form["blocks"] if block["block_id"].partition("-")[0] == "text"
    )
    return found


def begun(workplace: Workplace, user: str) -> str:
    return str(field(workplace, user)["element"].get("initial_value", ""))


def submit(workplace: Workplace, user: str, text: str) -> dict[str, Any]:
    return workplace.submit(user, **{field(workplace, user)["block_id"]: text})


def test_each_purpose_says_what_it_does(workplace: Workplace) -> None:
    workplace.press(AMIRA, workplace.complaint(), "reply")
    assert "Stops the response clock" in blocks(workplace, AMIRA)
    assert "to ask them over is no answer yet" in blocks(workplace, AMIRA)


def test_a_saved_draft_survives_closing_the_form(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    click(workplace, AMIRA, "save_draft", text="Dear Ana, عذرا 🙏", purpose="asks")
    assert "Draft saved" in blocks(workplace, AMIRA)
    close(workplace, AMIRA)
    workplace.press(AMIRA, case_id, "reply")
    assert begun(workplace, AMIRA) == "Dear Ana, عذرا 🙏"
    assert "'initial_option': {'text': {'type': 'plain_text', 'text': 'Asks" in blocks(
        workplace, AMIRA
    )


def test_what_was_previewed_is_a_draft_until_it_is_sent(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    preview(workplace, case_id, SORRY)
    close(workplace, AMIRA)
    preview_again = preview(workplace, case_id, SORRY)
    assert SORRY in preview_again
    workplace.submit(AMIRA)
    with workplace.database.reading() as session:
        assert list(session.exec(select(ReplyDraft))) == []


def test_a_card_number_typed_into_the_form_is_in_no_draft_and_no_view(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    click(workplace, AMIRA, "save_draft", text="Card 4111 1111 1111 1111")
    assert "4111" not in blocks(workplace, AMIRA)
    close(workplace, AMIRA)
    workplace.press(AMIRA, case_id, "reply")
    assert "4111" not in blocks(workplace, AMIRA)


def test_a_second_person_is_told_who_writes_and_can_take_over(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(JONAS, case_id, "reply")
    click(workplace, JONAS, "save_draft", text="Jonas's words")
    workplace.press(AMIRA, case_id, "reply")
    warned = workplace.form(AMIRA)
    assert warned["callback_id"] == "reply_taken"
    assert f"<@{JONAS}> is writing to" in str(warned["blocks"])
    workplace.submit(AMIRA)
    assert begun(workplace, AMIRA) == "Jonas's words"
    submit(workplace, AMIRA, "Jonas's words, better")
    workplace.submit(AMIRA)
    assert [reply.slack_user_id for reply in replies_of(workplace)] == [AMIRA]
    workplace.send_all()
    said = [message["text"] for message in workplace.below(case_id)]
    assert any(f"Amira writes the answer instead of <@{JONAS}>" in text for text in said)


def test_who_was_taken_over_from_cannot_send_and_loses_no_word(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    preview(workplace, case_id, SORRY, user=JONAS)
    workplace.press(AMIRA, case_id, "reply")
    workplace.submit(AMIRA)
    workplace.submit(JONAS)
    assert f"<@{AMIRA}> took over" in blocks(workplace, JONAS)
    assert SORRY in blocks(workplace, JONAS)
    assert "kept as a draft" in blocks(workplace, JONAS)
    assert replies_of(workplace) == []


def test_closing_the_form_lets_a_colleague_write_and_offers_what_was_begun(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    workplace.press(JONAS, case_id, "reply")
    click(workplace, JONAS, "save_draft", text="Call 020 7946 0018 please")
    close(workplace, JONAS)
    workplace.press(AMIRA, case_id, "reply")
    assert f"<@{JONAS}> began an answer" in blocks(workplace, AMIRA)
    assert "7946" not in blocks(workplace, AMIRA)
    click(workplace, AMIRA, "take_draft", text="Dear Ana,")
    assert begun(workplace, AMIRA) == "Dear Ana,\n\nCall [phone number hidden] please"
    assert field(workplace, AMIRA)["block_id"] != "text"  # else Slack keeps the old words
    assert f"<@{JONAS}> began an answer" not in blocks(workplace, AMIRA)


def test_a_form_that_did_not_open_keeps_nobody_away(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.fault("views.open", "429")
    workplace.press(AMIRA, case_id, "reply")
    workplace.press(JONAS, case_id, "reply")
    assert workplace.form(JONAS)["callback_id"] == "reply"


def test_a_draft_saved_after_the_case_was_resolved_is_kept_and_says_why_it_cannot_go(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    workplace.press(JONAS, case_id, "resolve")
    workplace.submit(JONAS, outcome="fixed", remark="Rang the customer")
    click(workplace, AMIRA, "save_draft", text=SORRY)
    assert "is resolved" in blocks(workplace, AMIRA)
    assert SORRY in blocks(workplace, AMIRA)
    assert "kept as a draft" in blocks(workplace, AMIRA)


def test_a_forgotten_form_keeps_nobody_away_for_long(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    workplace.database.move(11 * 60)
    workplace.press(JONAS, case_id, "reply")
    assert workplace.form(JONAS)["callback_id"] == "reply"


@pytest.mark.parametrize("at", ["preview", "send"])
def test_a_role_revoked_meanwhile_sends_nothing_and_gives_the_words_back(
    workplace: Workplace, at: str
) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    if at == "send":
        workplace.submit(AMIRA, text=SORRY, purpose="answers")
    workplace.give(AMIRA, "reader")
    workplace.submit(AMIRA, **({"text": SORRY} if at == "preview" else {}))
    shown = blocks(workplace, AMIRA)
    assert "Your role does not include this" in shown
    assert SORRY in shown
    assert replies_of(workplace) == []


def test_who_does_not_hold_the_case_is_told_before_writing(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.press(JONAS, case_id, "reply")
    assert "only they or a lead can send" in blocks(workplace, JONAS)
    close(workplace, JONAS)
    workplace.press(LENA, case_id, "reply")
    assert "As a lead you can answer" in blocks(workplace, LENA)


def test_a_colleague_cannot_undo_and_who_undoes_has_the_words_again(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    preview(workplace, case_id, SORRY)
    workplace.submit(AMIRA)
    workplace.send_all()
    ts = workplace.below(case_id)[-1]["ts"]
    workplace.do("click", user=JONAS, channel=CHANNEL, ts=ts, action_id="undo")
    assert "They, the case's owner or a lead can undo it" in workplace.refused(JONAS)
    workplace.do("click", user=AMIRA, channel=CHANNEL, ts=ts, action_id="undo")
    workplace.press(AMIRA, case_id, "reply")
    assert begun(workplace, AMIRA) == SORRY


def test_a_refused_answer_can_be_tried_again_with_its_words(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    preview(workplace, case_id, SORRY)
    workplace.submit(AMIRA)
    workplace.send_all()
    refuse(workplace)
    workplace.send_all()
    ts = next(m["ts"] for m in workplace.below(case_id) if "reply_again" in str(m["blocks"]))
    workplace.do("click", user=AMIRA, channel=CHANNEL, ts=ts, action_id="reply_again")
    assert begun(workplace, AMIRA) == SORRY


def refuse(workplace: Workplace) -> None:
    """X does not take the answer."""
    with workplace.app.desk() as desk:
        [delivery] = desk.session.exec(select(Delivery).where(Delivery.kind == "reply"))
        delivery.state = DeliveryState.FAILED
        desk.session.add(delivery)
        outcome = Refused("refused", "X did not like the words.")
        receipts.settled(desk, delivery=delivery, outcome=outcome)
