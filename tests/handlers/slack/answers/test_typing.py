"""The answer form while somebody types: kept, counted, looked through; whatever comes late changes nothing."""

import copy
import itertools
import json
import time
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlmodel import select

from bot.domain.records.answers.reply_draft import ReplyDraft
from bot.sandbox.slack.interactions.payloads import base_payload
from tests.handlers.slack.answers.test_reply_drafts import begun, blocks, click, close, field
from tests.handlers.slack.signed import send
from tests.slack.workplace import AMIRA, JONAS, Workplace

_ticks = itertools.count(1)
PIN = "Please reply with your PIN and we will look at once."


def later() -> float:
    """A moment after all others, as Slack's clock has it."""
    return time.time() + next(_ticks) / 1000


def typed(
    workplace: Workplace,
    text: str,
    *,
    user: str = AMIRA,
    ts: float | None = None,
    look: dict[str, Any] | None = None,
) -> None:
    """Slack tells of a character: what stands in the box then, in a form that looked like this."""
    form = copy.deepcopy(look or workplace.form(user))
    block = next(one for one in form["blocks"] if one["block_id"].partition("-")[0] == "text")
    entered = {"type": "plain_text_input", "value": text or None}
    form["state"] = {"values": {block["block_id"]: {"text": entered}}}
    payload = base_payload(workplace.sandbox.slack.workspace, "block_actions", user, form["id"])
    payload |= {"view": form, "container": {"type": "view", "view_id": form["id"]}}
    told = {"action_id": "text", "block_id": block["block_id"], "type": "plain_text_input"}
    payload["actions"] = [told | {"value": text, "action_ts": f"{ts or later():.6f}"}]
    body = urlencode({"payload": json.dumps(payload)})
    answer = send(workplace, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200


def said(workplace: Workplace, user: str = AMIRA) -> str:
    """What the form says below the box."""
    form = workplace.form(user)
    block = next(one for one in form["blocks"] if one["block_id"].startswith("typing-"))
    return "\n".join(element["text"] for element in block["elements"])


def drafts(workplace: Workplace) -> list[ReplyDraft]:
    with workplace.database.reading() as session:
        return list(session.exec(select(ReplyDraft)))


@pytest.fixture
def case_id(workplace: Workplace) -> int:
    """A complaint, and Amira's form open on it."""
    made = workplace.complaint()
    workplace.press(AMIRA, made, "reply")
    return made


def offered_again(workplace: Workplace, case_id: int) -> str:
    close(workplace, AMIRA)
    workplace.press(AMIRA, case_id, "reply")
    return begun(workplace, AMIRA)


def test_what_is_typed_is_kept_sealed_and_offered_again(workplace: Workplace, case_id: int) -> None:
    assert "kept as you go" in said(workplace)
    typed(workplace, "Dear Ana, عذرا 🙏")
    assert b"Ana" not in drafts(workplace)[0].sealed
    assert offered_again(workplace, case_id) == "Dear Ana, عذرا 🙏"


def test_a_form_that_is_lost_with_the_browser_loses_no_word(
    workplace: Workplace, case_id: int
) -> None:
    typed(workplace, "Dear Ana,")
    workplace.sandbox.slack.workspace.stacks.clear()
    workplace.press(AMIRA, case_id, "reply")
    assert begun(workplace, AMIRA) == "Dear Ana,"


def test_a_card_number_that_is_typed_is_in_no_draft(workplace: Workplace, case_id: int) -> None:
    typed(workplace, "Your card 4111 1111 1111 1111")
    assert "4111" not in said(workplace)
    assert "4111" not in offered_again(workplace, case_id)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * 100, "Characters left: 180 of 280, or a few more"),
        ("a" * 250, "Characters left: 30 of 280"),
        ("🙏" * 130, "Characters left: 20 of 280"),
        ("https://example.com/" + "a" * 200, "Characters left: 240 of 280, or a few more"),
        ("a" * 281, "Too long by 1; 280 characters at most."),
    ],
)
def test_the_characters_left_are_those_of_the_channel(
    workplace: Workplace, case_id: int, text: str, count: str
) -> None:
    typed(workplace, text)
    assert said(workplace).splitlines()[0] == count


def test_what_would_be_stopped_is_said_while_it_is_typed_and_goes_with_the_words(
    workplace: Workplace, case_id: int
) -> None:
    typed(workplace, PIN)
    assert "🔴" in said(workplace)
    typed(workplace, "We are looking into it.")
    assert "🔴" not in said(workplace)


def test_only_what_is_said_below_the_box_is_drawn_anew(workplace: Workplace, case_id: int) -> None:
    before = workplace.form(AMIRA)
    typed(workplace, "Dear Ana,")
    after = workplace.form(AMIRA)
    assert after["hash"] != before["hash"]
    others = [
        [block for block in form["blocks"] if not block["block_id"].startswith("typing-")]
        for form in (before, after)
    ]
    assert others[0] == others[1]
    assert {name: after[name] for name in before if name not in ("hash", "blocks", "state")} == {
        name: before[name] for name in before if name not in ("hash", "blocks", "state")
    }


def test_a_form_that_says_so_already_is_left_alone(workplace: Workplace, case_id: int) -> None:
    typed(workplace, "Dear Ana,")
    before = workplace.form(AMIRA)["hash"]
    typed(workplace, "Dear Ana, t")
    assert workplace.form(AMIRA)["hash"] == before
    assert offered_again(workplace, case_id) == "Dear Ana, t"


def test_what_was_typed_before_and_comes_late_changes_nothing(
    workplace: Workplace, case_id: int
) -> None:
    look, earlier, ts = workplace.form(AMIRA), later(), later()
    typed(workplace, "We are sorry", ts=ts, look=look)
    drawn = workplace.form(AMIRA)["hash"]
    typed(workplace, PIN, ts=earlier, look=look)
    assert workplace.form(AMIRA)["hash"] == drawn
    assert offered_again(workplace, case_id) == "We are sorry"


def test_of_two_told_from_one_look_what_was_typed_last_is_shown(
    workplace: Workplace, case_id: int
) -> None:
    look = workplace.form(AMIRA)
    typed(workplace, "a" * 100, look=look)
    typed(workplace, "a" * 250, look=look)
    assert said(workplace) == "Characters left: 30 of 280"


def test_nothing_is_drawn_over_a_form_that_was_filled_anew_meanwhile(
    workplace: Workplace, case_id: int
) -> None:
    look = workplace.form(AMIRA)
    click(workplace, AMIRA, "save_draft", text="Dear Ana,")
    drawn = workplace.form(AMIRA)["hash"]
    typed(workplace, "a" * 250, look=look)
    assert workplace.form(AMIRA)["hash"] == drawn
    assert "Draft saved" in blocks(workplace, AMIRA)
    assert offered_again(workplace, case_id) == "a" * 250


def test_what_was_taken_out_does_not_come_back(workplace: Workplace, case_id: int) -> None:
    look, ts = workplace.form(AMIRA), later()
    typed(workplace, "Dear Ana,", look=look)
    late = later()
    typed(workplace, "")
    typed(workplace, "Dear A", ts=late, look=look)
    typed(workplace, "Dear", ts=ts, look=look)
    assert offered_again(workplace, case_id) == ""


def test_a_character_that_comes_after_the_answer_was_sent_leaves_no_draft(
    workplace: Workplace, case_id: int
) -> None:
    look = workplace.form(AMIRA)
    workplace.submit(AMIRA, text="We are sorry and look at it now.")
    workplace.submit(AMIRA)
    typed(workplace, "We are sorry and look at it now", look=look)
    assert drafts(workplace) == []


def test_while_slack_asks_us_to_wait_words_are_kept_and_nothing_is_drawn(
    workplace: Workplace, case_id: int
) -> None:
    workplace.fault("views.update", "429", times=1)
    typed(workplace, "a" * 100)
    typed(workplace, "a" * 250)
    assert "kept as you go" in said(workplace)
    assert offered_again(workplace, case_id) == "a" * 250


def test_each_of_two_people_keeps_their_own_words(workplace: Workplace, case_id: int) -> None:
    look = workplace.form(AMIRA)
    typed(workplace, "Amira's words")
    workplace.press(JONAS, case_id, "reply")
    workplace.submit(JONAS)  # takes over
    typed(workplace, "Jonas's words", user=JONAS)
    typed(workplace, "Amira's words go on", look=look)
    assert len(drafts(workplace)) == 2
    assert field(workplace, JONAS)["dispatch_action"] is True
